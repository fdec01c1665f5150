import { isSet } from '../model/value.ts';
import type { Draft, DraftOf } from '../readers/reading.ts';
import type { ClusterParts } from './assemble.ts';
import { withExtended, withOverrides } from './compose.ts';
import { type Named, ownerOf, type Where } from './owners.ts';
import { push } from './push.ts';
import type { Settings } from './settings.ts';

/** What a file, or a deployment that kustomize builds, brings along. */
interface Grouped {
  uri: string;
  settings: Settings;
  drafts: Draft[];
}

/** Joins brokers and pools into clusters: Strimzi by label, properties files by quorum and numbered siblings. */
export function groupClusters(
  all: Grouped[],
  whereOf: (draft: Draft, home: string) => Where,
): ClusterParts[] {
  const { groups, kafkas, pools } = gather(withOverrides(withExtended(all)));
  joinFirstNodes(groups);
  const called = (name: string) => kafkas.get(name) ?? [];
  for (const { pool, home } of pools) {
    ownerOf(pool.clusterName, pool.namespace, home, called, whereOf(pool, home)).found?.parts.pools.push(
      pool,
    );
  }
  for (const { members, pools: own } of groups.values()) {
    // The same order whatever the order in which the files came.
    members.sort(byUri);
    own.sort(byUri);
  }
  return [...groups.values()];
}

interface Gathered {
  groups: Map<string, ClusterParts>;
  /** Strimzi's clusters by the name that labels give. */
  kafkas: Map<string, (Named & { parts: ClusterParts })[]>;
  pools: { pool: DraftOf<'pool'>; home: string }[];
}

function gather(all: Grouped[]): Gathered {
  const gathered: Gathered = { groups: new Map(), kafkas: new Map(), pools: [] };
  const { groups, kafkas, pools } = gathered;
  const numbers = new Map<string, number>();
  for (const { uri, settings, drafts } of all) {
    for (const draft of drafts) {
      if (draft.kind === 'pool') pools.push({ pool: draft, home: uri });
      if (draft.kind !== 'broker' || draft.isPartial) continue;
      const id = groupId(draft, uri, groups, numbers);
      const parts = groups.get(id) ?? { id, home: uri, members: [], pools: [], settings };
      parts.members.push(draft);
      groups.set(id, parts);
      const { name, strimzi } = draft;
      if (strimzi) push(kafkas, name, { name, namespace: strimzi.namespace, uri, parts });
    }
  }
  return gathered;
}

/** The order of files, for drafts. */
export function byUri(a: Draft, b: Draft): number {
  const [left, right] = [a.place.part.uri, b.place.part.uri];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The group of numbered files with this quorum in a folder, and in folders that differ from it by a number. */
const siblingsId = (folder: string, key: string): string => `${folder.replace(/\d+(?=[^/]*$)/, '#')} ${key}`;

/** Of server.properties, server-1.properties and server-2.properties the first is a member too, if its id is its own. */
function joinFirstNodes(groups: Map<string, ClusterParts>): void {
  const stem = (uri: string) => uri.replace(/[-_.]?\d+(?=[^/]*$)/, '');
  for (const [id, { members }] of groups) {
    const [lone, ...others] = members;
    if (!lone?.group?.key || lone.group.member || others.length > 0 || !isSet(lone.nodeId)) continue;
    const { uri } = lone.place.part;
    const { value } = lone.nodeId;
    const siblings = groups.get(siblingsId(uri.slice(0, uri.lastIndexOf('/')), lone.group.key));
    const named = siblings?.members.some((member) => stem(member.place.part.uri) === uri);
    const taken = siblings?.members.some(({ nodeId }) => !isSet(nodeId) || nodeId.value === value);
    if (!siblings || !named || taken) continue;
    siblings.members.push(lone);
    groups.delete(id);
  }
}

/**
 * What the members of one cluster have in common; `taken` are the ids of clusters that stand alone, and `numbers` the last
 * ones that were given to those of one name in a file.
 */
function groupId(
  draft: DraftOf<'broker'>,
  uri: string,
  taken: ReadonlyMap<string, unknown>,
  numbers: Map<string, number>,
): string {
  const folder = uri.slice(0, uri.lastIndexOf('/'));
  if (draft.group?.key) {
    const like = folder.replace(/\d+(?=[^/]*$)/, '#');
    // What a kustomization builds is one deployment, whatever stands beside it.
    if (draft.place.part.uri !== uri) return `${uri} ${draft.group.key}`;
    if (draft.group.member) return siblingsId(folder, draft.group.key);
    // node-1/server.properties and node-2/server.properties: files beside them are alternatives, of another name.
    if (like !== folder) return `${like}${uri.slice(folder.length)} ${draft.group.key}`;
  }
  const first = `${uri}#${draft.name}`;
  let number = numbers.get(first) ?? 1;
  let id = first;
  for (; taken.has(id); id = `${first}#${number}`) number += 1;
  numbers.set(first, number);
  return id;
}

/** The namespace that a Strimzi cluster says it is in; empty when it says none. */
export const namespaceOf = (parts: ClusterParts): string => {
  const namespace = parts.members[0]?.strimzi?.namespace;
  return isSet(namespace) ? namespace.value : '';
};

/** Were two clusters put together of the same things? */
export function sameParts(a: ClusterParts, b: ClusterParts): boolean {
  const equal = <T>(left: T[], right: T[]) =>
    left.length === right.length && left.every((one, index) => one === right[index]);
  return equal(a.members, b.members) && equal(a.pools, b.pools) && a.settings === b.settings;
}
