import type { Change } from '../model/fix.ts';
import { lineBegin } from '../model/lines.ts';
import type { Place } from '../model/place.ts';
import type { Tree } from '../model/tree.ts';
import { effective } from '../model/value.ts';
import { commentsAbove, endOf, moved, sourceOf } from './migrate-v1-text.ts';

/** The group and topics that MirrorMaker 2 used when its configuration named none (KafkaMirrorMaker2 of v1beta2). */
const defaults = [
  ['groupId', 'group.id', 'mirrormaker2-cluster'],
  ['configStorageTopic', 'config.storage.topic', 'mirrormaker2-cluster-configs'],
  ['offsetStorageTopic', 'offset.storage.topic', 'mirrormaker2-cluster-offsets'],
  ['statusStorageTopic', 'status.storage.topic', 'mirrormaker2-cluster-status'],
] as const;

/**
 * Writes `clusters`, `connectCluster`, `sourceCluster` and `targetCluster` of a KafkaMirrorMaker2 as `target` and
 * `source`, with the clusters' own text. Undefined when an alias is missing or unknown, or two targets are named.
 */
export function mirrorMakerChanges(tree: Tree): Change[] | undefined {
  const spec = tree.get('spec');
  const clusters = new Map<string, Tree>();
  for (const cluster of spec.get('clusters').items()) {
    const alias = effective(cluster.get('alias').string());
    if (alias !== undefined) clusters.set(alias, cluster);
  }
  const targetAlias = effective(spec.get('connectCluster').string());
  const target = clusters.get(targetAlias ?? '');
  const mirrors = spec.get('mirrors').items();
  const sources = mirrors.map((mirror) =>
    clusters.get(effective(mirror.get('sourceCluster').string()) ?? ''),
  );
  const others = mirrors.map((mirror) => mirror.get('targetCluster'));
  const oneTarget = others.every(
    (other) => other.kind === 'absent' || effective(other.string()) === targetAlias,
  );
  if (target === undefined || !oneTarget || sources.includes(undefined)) return undefined;
  const changes = [
    putCluster(
      spec,
      'clusters',
      target,
      `target:${moved(target, 4, ['config'])}\n${groupLines(target)}${configOf(target)}`,
    ),
    removeLine(spec, 'connectCluster'),
  ];
  for (const [at, mirror] of mirrors.entries()) {
    const source = sources[at];
    if (source === undefined) return undefined;
    const { part, start } = mirror.header;
    const indent = start - lineBegin(part.text, start) + 2;
    changes.push(putCluster(mirror, 'sourceCluster', source, `source:${moved(source, indent)}`));
    if (mirror.get('targetCluster').kind !== 'absent') changes.push(removeLine(mirror, 'targetCluster'));
  }
  return changes;
}

function groupLines(target: Tree): string {
  const lines = defaults.map(([field, key, value]) => {
    const own = target.get('config', key);
    return `    ${field}: ${own.kind === 'scalar' ? sourceOf(own) : value}`;
  });
  return lines.join('\n');
}

function configOf(target: Tree): string {
  const config = target.get('config');
  if (config.kind !== 'map') return '';
  const taken = defaults.map(([, key]) => key);
  const rest = config.keys().filter(({ name }) => !taken.some((key) => key === name));
  return rest.length === 0 ? '' : `\n    config:${moved(config, 6, taken)}`;
}

/** From the key to the end of its value. */
function fieldPlace(map: Tree, name: string): Place {
  const value = map.get(name);
  const { part, start } = value.header;
  return { part, start, end: endOf(value) };
}

/** A cluster in place of a field, under the comments that stood above it in the list. */
function putCluster(map: Tree, field: string, cluster: Tree, text: string): Change {
  const place = fieldPlace(map, field);
  const column = place.start - lineBegin(place.part.text, place.start);
  const comments = commentsAbove(cluster).map((line) => `${line}\n${' '.repeat(column)}`);
  return { kind: 'replace', place, text: comments.join('') + text };
}

/** The whole line of a scalar field, or its text alone where a list's dash stands before it. */
function removeLine(map: Tree, name: string): Change {
  const { part, start, end } = fieldPlace(map, name);
  const begin = lineBegin(part.text, start);
  const stop = part.text.indexOf('\n', end);
  const after = stop < 0 ? part.text.length : stop + 1;
  if (part.text.slice(begin, start).trim() === '') {
    return { kind: 'replace', place: { part, start: begin, end: after }, text: '' };
  }
  // On the dash's line, the next field moves up.
  const rest = /^\s*/.exec(part.text.slice(after))?.[0].length ?? 0;
  return { kind: 'replace', place: { part, start, end: after + rest }, text: '' };
}
