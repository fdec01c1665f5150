import type { StrimziKafka } from '../model/deployment.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Draft, DraftOf } from '../readers/reading.ts';
import { bootstrapsOf } from './bootstraps.ts';
import { type Named, type Owner, ownerOf, type Where } from './owners.ts';
import type { ClusterState, EntityDraft, EntityState, FileState } from './state.ts';

/** A draft, and the file or deployment in which it stands. */
interface Stands {
  draft: EntityDraft;
  file: Pick<FileState, 'uri' | 'open'>;
}

/** Finds the clusters under review that drafts mean. */
export interface ClusterFinder {
  /** The cluster that a draft belongs to. */
  ownerOf(entity: Stands): Owner<ClusterState>;
  /** The clusters that Connect, MirrorMaker 2 or the Bridge is told to connect to, by the text that names them. */
  reachedBy(draft: DraftOf<'resource'>, file: Stands['file']): Map<string, ClusterState>;
}

interface Joints {
  /** Strimzi's clusters of a name, in all namespaces. */
  clustersOf(name: string): readonly ClusterState[];
  /** Is there one whose name cannot be known? */
  isAnyUnnamed(): boolean;
  whereOf(draft: Draft, home: string): Where;
}

/** A finder that looks anew at each question: clusters come and go. */
export function createClusterFinder({ clustersOf, isAnyUnnamed, whereOf }: Joints): ClusterFinder {
  function ownerOfDraft({ draft, file }: Stands): Owner<ClusterState> {
    if (draft.kind === 'client' || draft.kind === 'unit') return { found: undefined, why: 'none' };
    const label = draft.kind === 'resource' ? draft.clusterLabel : draft.clusterName;
    return clusterNamed(label, draft.namespace, { draft, file });
  }

  /** The cluster here that a name means to this draft, which looks for it in a namespace. */
  function clusterNamed(
    name: Value<string>,
    namespace: Value<string>,
    { draft, file }: { draft: OwnedDraft; file: Stands['file'] },
  ): Owner<ClusterState> {
    const called = (one: string) => namedIn(clustersOf(one), draft);
    const owner = ownerOf(name, namespace, file.uri, called, whereOf(draft, file.uri));
    if (owner.found) return { found: owner.found.state };
    // A cluster whose name is a template's may have any.
    const isOpen = file.open || isAnyUnnamed() || clustersOf('').length > 0;
    return owner.why === 'absent' && isOpen ? { found: undefined, why: 'several' } : owner;
  }

  /** The clusters that Connect, MirrorMaker 2 or the Bridge is told to connect to, by the text that names them. */
  function reachedBy(draft: DraftOf<'resource'>, file: Stands['file']): Map<string, ClusterState> {
    return new Map(
      bootstrapsOf(draft).flatMap(({ text, name, namespace }): [string, ClusterState][] => {
        const { found } = clusterNamed(name, namespace, { draft, file });
        return found ? [[text, found]] : [];
      }),
    );
  }

  return { ownerOf: ownerOfDraft, reachedBy };
}

interface NamedCluster extends Named {
  state: ClusterState;
}

/** By clusters of one name, which are gathered anew when one of them is another: a fleet has many, and as many topics each. */
const known = new WeakMap<readonly ClusterState[], Map<string, NamedCluster[]>>();

/** The clusters with the namespaces in which their operators look for such a draft. */
function namedIn(states: readonly ClusterState[], draft: OwnedDraft): NamedCluster[] {
  const operator = operatorFor(draft);
  const byOperator = known.get(states) ?? new Map<string, NamedCluster[]>();
  known.set(states, byOperator);
  const made =
    byOperator.get(operator) ??
    states.map((state) => ({
      name: state.cluster.name,
      namespace: namespaceFor(state, operator),
      uri: state.parts.home,
      state,
    }));
  byOperator.set(operator, made);
  return made;
}

/** The namespace in which a cluster's operator of a kind looks. */
function namespaceFor({ cluster }: ClusterState, operator: string): Value<string> {
  const strimzi = cluster.members[0]?.strimzi;
  const { place } = cluster;
  if (!strimzi) return { state: 'unknown', text: '', place, slot: { part: place.part, path: [] } };
  const watched = watchedBy(strimzi, operator);
  return watched && watched.state !== 'unset' ? watched : strimzi.namespace;
}

type OwnedDraft = Exclude<EntityState['draft'], { kind: 'client' | 'unit' }>;

/** The operator that looks for topics or users; empty for what the cluster operator takes. */
function operatorFor(draft: OwnedDraft): string {
  const kind = draft.kind === 'resource' ? draft.type : draft.kind;
  const operators: Readonly<Record<string, string>> = {
    KafkaTopic: 'topicOperator',
    topic: 'topicOperator',
    KafkaUser: 'userOperator',
    user: 'userOperator',
  };
  return (Object.hasOwn(operators, kind) ? operators[kind] : undefined) ?? '';
}

/** The namespace that the cluster's topic or user operator was told to look in; it is the cluster's own if unset. */
function watchedBy({ entityOperator }: StrimziKafka, operator: string): Value<string> | undefined {
  return operator !== '' && isSet(entityOperator)
    ? entityOperator.value.get(operator, 'watchedNamespace').string()
    : undefined;
}
