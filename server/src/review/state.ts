import type { Cluster, ClusterFacts } from '../model/deployment.ts';
import type { Part } from '../model/place.ts';
import type { Draft, Reader, Reading } from '../readers/reading.ts';
import type { ClusterParts } from './assemble.ts';
import type { DetectedProfile } from './profile.ts';
import { push } from './push.ts';
import type { RawFinding } from './run.ts';
import type { Settings } from './settings.ts';
import { silencer } from './silenced.ts';

/** A part of a file with what its reader made of it. */
export interface ReadPart {
  part: Part;
  reading: Reading;
}

/** A file under review; what a kustomization builds is kept as one too, with the kustomization's URI. */
export interface FileState {
  uri: string;
  text: string;
  reader: Reader | undefined;
  parts: ReadPart[];
  settings: Settings;
  /** The path that globs and profile words are looked for in. */
  path: string;
  problems: Holder;
  /** Is there nothing in it but what changes other files? Looked for when it is asked about. */
  changesOnly?: boolean | undefined;
  /** A deployment of kustomize that is not whole here: a name that is not here may be there. */
  open?: boolean;
  /** There are or were brokers or pools in it: most files have none, and are passed over when clusters are put together. */
  hasNodes?: boolean;
  /** Its topics were reviewed and forgotten, but for their names: they are read again when somebody asks. */
  rests?: boolean;
  /** Settings with what a comment of the file says, and the settings they were made from. */
  pinned?: { base: Settings; settings: Settings };
}

/** What a file's comments say and what it looks like. */
interface Said extends Pick<Reading, 'pragmas' | 'devSignals'> {
  /** The first comment or annotation that silences a rule at a place. */
  silencing: ReturnType<typeof silencer>;
}

const said = new WeakMap<ReadPart[], Said>();

/** Most files say nothing. */
const saysNothing: Said = { silencing: silencer([]), pragmas: {}, devSignals: [] };

/** Says a part nothing beside its drafts? */
export const isSilent = ({ reading: { suppressions, pragmas, devSignals } }: ReadPart): boolean => {
  for (const _ in pragmas) return false;
  return suppressions.length === 0 && devSignals.length === 0;
};

/** What all parts of a file say together, gathered once for each change and not for each finding. */
export function saidIn(parts: ReadPart[]): Said {
  if (parts.length < 2 && parts.every(isSilent)) return saysNothing;
  const known = said.get(parts);
  if (known) return known;
  const readings = parts.map(({ reading }) => reading);
  const made: Said = {
    silencing: silencer(readings.flatMap(({ suppressions }) => suppressions)),
    // The first one that says something holds.
    pragmas: Object.fromEntries(readings.toReversed().flatMap(({ pragmas }) => Object.entries(pragmas))),
    devSignals: readings.flatMap(({ devSignals }) => devSignals),
  };
  said.set(parts, made);
  return made;
}

/** Findings of one subject, and whose profile they are judged by. */
export interface Holder {
  findings: RawFinding[];
  cluster?: ClusterState | undefined;
  /** The deployment that a kustomization builds, for findings in it. */
  home?: FileState | undefined;
}

/** A cluster as it was last reviewed. */
export interface ClusterState {
  parts: ClusterParts;
  cluster: Cluster;
  facts: ClusterFacts;
  holder: Holder;
  profile: DetectedProfile;
}

/** What others find an entity by: known without reading its file. */
export interface EntityLabel {
  /** Of its file, or of the deployment that it is built for. */
  uri: string;
  kind: EntityDraft['kind'];
  /** The `kind` of a resource; empty for anything else. */
  type: string;
  /** The name of a topic or user; empty for anything else. */
  name: string;
  /** The cluster that a user's label names, if it is known; empty for anything else. */
  clusterName: string;
  /** Does a user have quotas? */
  hasQuotas: boolean;
}

export type EntityDraft = Exclude<Draft, { kind: 'broker' }>;

/** A topic, user, client or other resource, which is reviewed by itself. */
export interface EntityState extends EntityLabel {
  /** Its file was passed over; it belongs to the cluster of its holder. */
  readonly isUnread?: boolean;
  draft: EntityDraft;
  file: FileState;
  holder: Holder;
  /** The clusters whose facts it was reviewed with: its own, and those it connects to. */
  sees: readonly ClusterState[];
}

const readings = new WeakMap<ReadPart[], Map<Part, Reading[]>>();

/** What a file's readers made of one of its parts; parts are gathered once for each change. */
export function readingsOf(parts: ReadPart[], part: Part): Reading[] {
  const known = readings.get(parts) ?? new Map<Part, Reading[]>();
  if (known.size === 0) {
    readings.set(parts, known);
    for (const one of parts) push(known, one.part, one.reading);
  }
  return known.get(part) ?? [];
}
