import type { StrimziKafka } from '../model/deployment.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Draft, DraftOf } from '../readers/reading.ts';
import { bootstrapsOf } from './bootstraps.ts';
import { type Named, type Owner, ownerOf, type Where } from './owners.ts';
import type { ClusterState, EntityState, FileState } from './state.ts';

/** A draft, and the file or deployment in which it stands. */
type Stands = Pick<EntityState, 'draft' | 'file'>;

/** Finds the clusters under review that drafts mean. */
export interface ClusterFinder {
  /** The cluster that a draft belongs to. */
  ownerOf(entity: Stands): Owner<ClusterState>;
  /** The clusters that Connect, MirrorMaker 2 or the Bridge is told to connect to, by the text that names them. */
  reachedBy(draft: DraftOf<'resource'>, file: FileState): Map<string, ClusterState>;
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
    { draft, file }: { draft: OwnedDraft; file: FileState },
  ): Owner<ClusterState> {
    const named = new Map<string, (Named & { state: ClusterState })[]>();
    if (isSet(name)) {
      const states = clustersOf(name.value);
      named.set(
        name.value,
        states.map((state) => ({
          name: state.cluster.name,
          namespace: namespaceValue(state, draft),
          uri: state.parts.home,
          state,
        })),
      );
    }
    const owner = ownerOf(name, namespace, file.uri, named, whereOf(draft, file.uri));
    if (owner.found) return { found: owner.found.state };
    // A cluster whose name is a template's may have any.
    const isOpen = file.open || isAnyUnnamed() || clustersOf('').length > 0;
    return owner.why === 'absent' && isOpen ? { found: undefined, why: 'several' } : owner;
  }

  /** The namespace in which a cluster's operator looks for such a draft. */
  function namespaceValue({ cluster }: ClusterState, draft: OwnedDraft): Value<string> {
    const strimzi = cluster.members[0]?.strimzi;
    if (!strimzi) return { ...draft.namespace, state: 'unknown', text: '' };
    const watched = watchedBy(strimzi, draft);
    return watched && watched.state !== 'unset' ? watched : strimzi.namespace;
  }

  /** The clusters that Connect, MirrorMaker 2 or the Bridge is told to connect to, by the text that names them. */
  function reachedBy(draft: DraftOf<'resource'>, file: FileState): Map<string, ClusterState> {
    return new Map(
      bootstrapsOf(draft).flatMap(({ text, name, namespace }): [string, ClusterState][] => {
        const { found } = clusterNamed(name, namespace, { draft, file });
        return found ? [[text, found]] : [];
      }),
    );
  }

  return { ownerOf: ownerOfDraft, reachedBy };
}

type OwnedDraft = Exclude<EntityState['draft'], { kind: 'client' | 'unit' }>;

/** The namespace that the cluster's topic or user operator was told to look in; it is the cluster's own if unset. */
function watchedBy({ entityOperator }: StrimziKafka, draft: OwnedDraft): Value<string> | undefined {
  const kind = draft.kind === 'resource' ? draft.type : draft.kind;
  const operator = {
    KafkaTopic: 'topicOperator',
    topic: 'topicOperator',
    KafkaUser: 'userOperator',
    user: 'userOperator',
  }[kind];
  return operator && isSet(entityOperator)
    ? entityOperator.value.get(operator, 'watchedNamespace').string()
    : undefined;
}
