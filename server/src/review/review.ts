import type { Config } from '../model/config.ts';
import type {
  AnySubject,
  Broker,
  Client,
  Cluster,
  ClusterFacts,
  Configuration,
  Resource,
  StrimziKafka,
  Topic,
} from '../model/deployment.ts';
import type { Finding, Profile, Related, Severity } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import { absolute, decodePath, type Part, type Place } from '../model/place.ts';
import { isSet, type Known, type Value } from '../model/value.ts';
import { liveReader, liveScheme } from '../readers/live.ts';
import { mskReader } from '../readers/msk.ts';
import { namesReader } from '../readers/names/reader.ts';
import { propertiesReader } from '../readers/properties/reader.ts';
import type { Draft, DraftOf, Reader, Reading, Suppression } from '../readers/reading.ts';
import { systemdReader } from '../readers/systemd.ts';
import { isKustomizeOnly, yamlReader } from '../readers/yaml/reader.ts';
import type { Rule } from '../rules/rule.ts';
import { adopt } from './adopt.ts';
import { assembleCluster, type ClusterParts } from './assemble.ts';
import { bootstrapsOf, isClientOfKafka } from './bootstraps.ts';
import { createCommitted } from './committed.ts';
import { createDeployments, type Deployment } from './deployments.ts';
import { createNames, type Names } from './names.ts';
import { operatorRange } from './operator.ts';
import { ownRules } from './own-rules.ts';
import { type Named, type Owner, ownerOf } from './owners.ts';
import { type DetectedProfile, detectProfile } from './profile.ts';
import { type RawFinding, type RunHost, runRules, shortened } from './run.ts';
import { isSettingsFile, noSettings, parseSettings, type Settings } from './settings.ts';

const readers: Reader[] = [propertiesReader, mskReader, systemdReader, yamlReader, namesReader];

export interface ReviewOptions {
  rules: Rule[];
  /** Further rules that settings may name, though they are not run here. */
  ruleIds?: readonly string[];
  /** Folders under review; profile recognition and reports look at the path below them. URIs without a slash at the end. */
  roots?: string[];
  /** What holds where no settings file says otherwise. */
  defaults?: Settings;
  /** What holds whatever files and comments say: the options of a command line. Its overrides and ignores do not count. */
  forced?: Settings;
  /** `false`: comments and annotations silence nothing and pin no profile, as in an audit. */
  inline?: boolean;
  /** Told of a rule that threw; it is also shown as one finding of low severity. */
  onRuleError?: (rule: string, error: unknown) => void;
}

export interface Review {
  /** Adds or replaces a file's text; undefined removes the file. Nothing is reviewed before `refresh`. */
  set(uri: string, text: string | undefined): void;
  /** Sets what a file said before, in the commit to compare with; undefined when it was not there. */
  setBefore(uri: string, text: string | undefined): void;
  /** Reviews what changed since the last call; the files whose findings may have changed. */
  refresh(): Set<string>;
  /** The findings of a file in the order of their places; suppressed ones are among them, marked. */
  findings(uri: string): Finding[];
  /** Files with something of Kafka's in them. */
  files(): string[];
  clusters(): ReviewedCluster[];
  /** The profile that a file is judged by, and why. */
  profile(uri: string): DetectedProfile & { pinned: boolean };
  /** The text of a file as it was set; undefined when there is no such file. */
  text(uri: string): string | undefined;
  /** The reader of a file and its parts, for features of the editor; undefined when the file is not Kafka's. */
  file(uri: string): FileView | undefined;
  /** The Kafka version that holds for a part of a file; undefined when nothing says one. */
  version(part: Part): Known<string> | undefined;
  /** Findings that somebody else made, until the same source tells others: how a running cluster differs. */
  tell(source: string, found: Told[]): void;
  /** What is declared and used by name in all files. */
  names: Names;
  /** How many checks have run so far. */
  runs(): number;
}

/** A cluster with how it is judged. */
export interface ReviewedCluster {
  cluster: Cluster;
  profile: DetectedProfile;
  /** How many topics or users the files declare for it; counted when asked. */
  count(kind: 'topic' | 'user'): number;
  /** The topics that the files declare for it. */
  topics(): DraftOf<'topic'>[];
}

/** Something that is known from outside the files about a place in one. */
export interface Told {
  place: Place;
  message: string;
  fixes: Fix[];
}

export interface FileView {
  reader: Reader;
  parts: { part: Part; reading: Reading }[];
  settings: Settings;
}

interface FileState {
  uri: string;
  text: string;
  reader: Reader | undefined;
  parts: { part: Part; reading: Reading }[];
  settings: Settings;
  /** The path that globs and profile words are looked for in. */
  path: string;
  problems: Holder;
  /** A deployment of kustomize that is not whole here: a name that is not here may be there. */
  open?: boolean;
  /** Settings with what a comment of the file says, and the settings they were made from. */
  pinned?: { base: Settings; settings: Settings };
}

/** What a file's comments say and what it looks like, gathered once for each change and not for each finding. */
type Said = Pick<Reading, 'suppressions' | 'pragmas' | 'devSignals'>;

const said = new WeakMap<FileState['parts'], Said>();

function saidIn(parts: FileState['parts']): Said {
  const known = said.get(parts);
  if (known) return known;
  const readings = parts.map(({ reading }) => reading);
  const made: Said = {
    suppressions: readings.flatMap(({ suppressions }) => suppressions),
    // The first one that says something holds.
    pragmas: Object.fromEntries(readings.toReversed().flatMap(({ pragmas }) => Object.entries(pragmas))),
    devSignals: readings.flatMap(({ devSignals }) => devSignals),
  };
  said.set(parts, made);
  return made;
}

/** Findings of one subject, and whose profile they are judged by. */
interface Holder {
  findings: RawFinding[];
  cluster?: ClusterState | undefined;
  /** The deployment that a kustomization builds, for findings in it. */
  home?: FileState | undefined;
}

interface ClusterState {
  parts: ClusterParts;
  cluster: Cluster;
  facts: ClusterFacts;
  holder: Holder;
  profile: DetectedProfile;
}

interface EntityState {
  draft: Exclude<Draft, { kind: 'broker' }>;
  file: FileState;
  holder: Holder;
  /** The clusters whose facts it was reviewed with: its own, and those it connects to. */
  sees: readonly ClusterState[];
}

/** Is this a file that some reader knows? A quick look at name and content, for hosts that read many files. */
export const recognises = (uri: string, text: string): boolean => readerOf(uri, text) !== undefined;

/** What shows a running cluster has a reader of its own: no copy of a file in it is joined with the files. */
const readerOf = (uri: string, text: string): Reader | undefined =>
  (uri.startsWith(liveScheme) ? [liveReader] : readers).find((reader) => reader.recognises(uri, text));

/** Does a comment or annotation silence this rule's finding at this place of the same file? */
export function silences({ rules, scope, place: range }: Suppression, rule: string, at: Place): boolean {
  if (rules.length > 0 && !rules.includes(rule)) return false;
  if (scope === 'file') return true;
  return range.part === at.part && at.start >= range.start && at.start < Math.max(range.end, range.start + 1);
}

/** A review of a set of files that change: a plain object of functions, with no connection to anything. */
export function createReview(options: ReviewOptions): Review {
  const ruleIds = new Set([...(options.ruleIds ?? []), ...options.rules.map((rule) => rule.id)]);
  const forced = options.forced ?? noSettings;
  const defaults = { ...(options.defaults ?? noSettings), ...pick(forced) };
  const texts = new Map<string, string>();
  const files = new Map<string, FileState>();
  const settingsFiles = new Map<string, { settings: Settings; holder: Holder }>();
  const holdersByUri = new Map<string, Set<Holder>>();
  const entities = new Map<Draft, EntityState>();
  const entitiesByCluster = new Map<ClusterState, Set<EntityState>>();
  /** Connect clusters and connectors name each other: each is reviewed again when the others change. */
  const connects = new Set<EntityState>();
  const connectors = new Set<EntityState>();
  /** Two resources may declare one topic, and a Kafka resource is judged by its users: each by the name they meet at. */
  const topics = new Map<string, Set<EntityState>>();
  const kafkas = new Map<string, Set<EntityState>>();
  const users = new Map<string, Set<EntityState>>();
  let clusters = new Map<string, ClusterState>();
  let clusterNames = new Map<string, ClusterState[]>();
  let namesSignature = '';
  const names = createNames({
    clusterOf: (node) => clustersByNode().get(node),
    deploymentsOf: (uri) => deployments.using(uri),
    isPatch,
  });
  let nodes: Map<Place, ClusterState> | undefined;

  const deployments = createDeployments(partsOf);
  const committed = createCommitted(partsOf);
  /** What each deployment was reviewed as. */
  const homes = new Map<string, FileState>();
  /** Files whose Strimzi resources are reviewed in their deployments, and not by themselves. */
  const claimed = new Set<string>();

  const told = new Map<string, Holder>();
  const changed = new Set<string>();
  const dirtyEntities = new Set<EntityState>();
  let coreDirty = false;
  let runs = 0;

  function set(uri: string, text: string | undefined): void {
    if (text === undefined ? !texts.has(uri) : texts.get(uri) === text) return;
    if (text === undefined) texts.delete(uri);
    else texts.set(uri, text);
    if (isSettingsFile(uri)) setSettings(uri, text);
    else setFile(uri, text);
  }

  /** Resources that the file is part of are looked at again. */
  function setBefore(uri: string, text: string | undefined): void {
    if (isSettingsFile(uri) || !committed.set(uri, text)) return;
    const homesOf = deployments.using(uri);
    for (const entity of entities.values())
      if (entity.file.uri === uri || homesOf.has(entity.file.uri)) dirtyEntities.add(entity);
  }

  function setSettings(uri: string, text: string | undefined): void {
    const before = settingsFiles.get(uri);
    if (before) release(before.holder);
    settingsFiles.delete(uri);
    if (text !== undefined) {
      const { settings, problems } = parseSettings(uri, text, ruleIds);
      const holder = newHolder();
      settingsFiles.set(uri, { settings: { ...pick(defaults), ...settings, ...pick(forced) }, holder });
      publish(
        holder,
        problems.map(({ place, message }) => ownFinding(ownRules.settings, place, message)),
      );
    }
    changed.add(uri);
    const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
    for (const [other, content] of texts) {
      if (!other.startsWith(folder) || isSettingsFile(other)) continue;
      setFile(other, undefined);
      setFile(other, content);
    }
  }

  function setFile(uri: string, text: string | undefined): void {
    const before = files.get(uri);
    const { settings, path } = settingsOf(uri);
    const reader = text === undefined || settings.ignores(path) ? undefined : readerOf(uri, text);
    if (!before && !reader) return;
    changed.add(uri);
    const file = before ?? { uri, text: '', reader, parts: [], settings, path, problems: newHolder() };
    const fresh =
      reader && text !== undefined
        ? readParts(uri, text, reader, file.reader === reader ? file.parts : [])
        : [];
    const kept = new Set(fresh.map(({ reading }) => reading));
    for (const { reading } of file.parts) {
      if (kept.has(reading)) continue;
      dropDrafts(reading);
      names.remove(reading.names ?? []);
    }
    const old = new Set(file.parts.map(({ reading }) => reading));
    Object.assign(file, {
      text: text ?? '',
      reader,
      parts: fresh,
      settings: withPragmas(file, settings, fresh),
      path,
    });
    if (fresh.length === 0) files.delete(uri);
    else files.set(uri, file);
    for (const { reading } of fresh) {
      if (old.has(reading)) continue;
      names.add(reading.names ?? []);
      if (!isClaimed(uri, reading)) addDrafts(file, reading);
    }
    deployments.touch(uri);
    publish(
      file.problems,
      fresh.flatMap(({ reading }) =>
        reading.problems.map(({ place, message, refused }) =>
          ownFinding(ownRules.syntax, place, message, refused),
        ),
      ),
    );
  }

  /** A comment in the file names a Kafka version: it wins over settings. The object stays the same while it says the same. */
  function withPragmas(file: FileState, settings: Settings, parts: FileState['parts']): Settings {
    if (options.inline === false || forced.kafkaVersion) return settings;
    const kafkaVersion = parts
      .map(({ reading }) => reading.pragmas['kafka-version'])
      .find((one) => one !== undefined);
    if (kafkaVersion === undefined || !/^\d+(\.\d+){1,2}$/.test(kafkaVersion)) return settings;
    const same = file.pinned?.base === settings && file.pinned.settings.kafkaVersion === kafkaVersion;
    if (!same) file.pinned = { base: settings, settings: { ...settings, kafkaVersion } };
    return file.pinned?.settings ?? settings;
  }

  /** Reads the parts that are new; a part whose text stands unchanged before or behind the change is kept, moved. */
  function readParts(
    uri: string,
    text: string,
    reader: Reader,
    before: FileState['parts'],
  ): FileState['parts'] {
    const pieces = reader.split(text);
    const slice = (index: number) =>
      text.slice(pieces[index]?.offset, pieces[index + 1]?.offset ?? text.length);
    const same = (old: FileState['parts'][number] | undefined, index: number) =>
      old?.part.text === slice(index) && old.part.section === pieces[index]?.section;
    let head = 0;
    while (head < before.length && head < pieces.length && same(before[head], head)) head += 1;
    let tail = 0;
    const room = Math.min(before.length, pieces.length) - head;
    while (tail < room && same(before[before.length - 1 - tail], pieces.length - 1 - tail)) tail += 1;
    return pieces.map(({ offset, section }, index) => {
      const fromTail = index - pieces.length + tail;
      const keep =
        index < head ? before[index] : fromTail >= 0 ? before[before.length - tail + fromTail] : undefined;
      if (keep) {
        keep.part.offset = offset;
        return keep;
      }
      const part: Part = {
        uri,
        format: reader.format,
        text: slice(index),
        offset,
        ...(section ? { section } : {}),
      };
      return { part, reading: readPart(reader, part) };
    });
  }

  /** A file that a reader stumbles over is reported and passed over; the others are still reviewed. */
  function readPart(reader: Reader, part: Part): Reading {
    try {
      return reader.read(part);
    } catch (error) {
      options.onRuleError?.(`reader of ${part.uri}`, error);
      const place = { part, start: 0, end: Math.min(1, part.text.length) };
      const message = 'this could not be read, and is not reviewed: a mistake in Kafka Review';
      return {
        drafts: [],
        problems: [{ place, message, refused: false }],
        suppressions: [],
        pragmas: {},
        devSignals: [],
      };
    }
  }

  function addDrafts(file: FileState, reading: Reading): void {
    for (const draft of reading.drafts) {
      if (draft.kind === 'broker' || draft.kind === 'pool') coreDirty = true;
      if (draft.kind === 'broker') continue;
      const entity: EntityState = { draft, file, holder: newHolder(), sees: [] };
      if (homes.get(file.uri) === file) entity.holder.home = file;
      entities.set(draft, entity);
      dirtyEntities.add(entity);
      relate(entity, (own) => own.add(entity));
      meet(entity, true);
    }
  }

  function relate(entity: EntityState, change: (own: Set<EntityState>) => void): void {
    const { draft } = entity;
    if (draft.kind !== 'resource' || !/^KafkaConnect(or)?$/.test(draft.type)) return;
    const [own, others] = draft.type === 'KafkaConnect' ? [connects, connectors] : [connectors, connects];
    change(own);
    for (const other of others) dirtyEntities.add(other);
  }

  /** Keeps the indices by name, and has those reviewed again that are judged by what stands in them. */
  function meet(entity: EntityState, isNew: boolean): void {
    const { draft } = entity;
    const keep = (index: Map<string, Set<EntityState>>, name: string) => {
      const own = index.get(name) ?? new Set();
      if (isNew) index.set(name, own.add(entity));
      else if (own.delete(entity) && own.size === 0) index.delete(name);
    };
    if (draft.kind === 'topic') {
      keep(topics, draft.name);
      for (const other of topics.get(draft.name) ?? [])
        if (other.draft.kind === 'topic' && mayBeTwins(other.draft, draft)) dirtyEntities.add(other);
    }
    if (draft.kind === 'user' && isSet(draft.clusterName)) {
      keep(users, draft.clusterName.value);
      for (const kafka of kafkas.get(draft.clusterName.value) ?? []) dirtyEntities.add(kafka);
    }
    if (draft.kind === 'resource' && draft.type === 'Kafka' && isSet(draft.name))
      keep(kafkas, draft.name.value);
  }

  /** Remembers the clusters that an entity was reviewed with, to review it again when their facts change. */
  function see(entity: EntityState, states: ClusterState[]): void {
    for (const state of entity.sees) entitiesByCluster.get(state)?.delete(entity);
    entity.sees = states;
    for (const state of states) {
      if (!entitiesByCluster.has(state)) entitiesByCluster.set(state, new Set());
      entitiesByCluster.get(state)?.add(entity);
    }
  }

  function dropDrafts(reading: Reading): void {
    for (const draft of reading.drafts) {
      if (draft.kind === 'broker' || draft.kind === 'pool') coreDirty = true;
      const entity = entities.get(draft);
      if (!entity) continue;
      release(entity.holder);
      see(entity, []);
      entities.delete(draft);
      dirtyEntities.delete(entity);
      relate(entity, (own) => own.delete(entity));
      meet(entity, false);
    }
  }

  /** The parts that a kustomization reads a file as; a file that no reader knows is nothing it could build from. */
  function partsOf(uri: string): Part[] | undefined {
    const file = files.get(uri);
    return file?.reader?.format === 'yaml' ? file.parts.map(({ part }) => part) : undefined;
  }

  const isClaimed = (uri: string, { drafts }: Reading): boolean =>
    claimed.has(uri) && drafts.some(({ kind }) => kind === 'resource');

  /** Takes over what kustomizations build now: what is in them is reviewed there, and not by itself. */
  function redeploy(): void {
    committed.forget();
    for (const [uri, file] of files) {
      const isUsed = deployments.using(uri).size > 0 || deployments.isPatch(uri);
      if (isUsed === claimed.has(uri)) continue;
      if (isUsed) claimed.add(uri);
      const own = file.parts.filter(({ reading }) => isClaimed(uri, reading));
      if (!isUsed) claimed.delete(uri);
      for (const { reading } of own)
        if (isUsed) dropDrafts(reading);
        else addDrafts(file, reading);
    }
    for (const [uri, home] of homes) if (!deployments.all().has(uri)) deploy(home, undefined);
    for (const [uri, deployment] of deployments.all()) {
      const own = files.get(uri);
      if (!own) continue;
      const before = homes.get(uri);
      // Settings decide about every resource: other ones make another deployment.
      if (before && before.settings !== own.settings) deploy(before, undefined);
      const { settings, path, reader } = own;
      const home: FileState = homes.get(uri) ?? {
        uri,
        text: '',
        reader,
        parts: [],
        settings,
        path,
        problems: newHolder(),
      };
      homes.set(uri, home);
      deploy(home, deployment);
    }
  }

  function deploy(home: FileState, deployment: Deployment | undefined): void {
    const fresh = new Set(deployment?.parts.map(({ reading }) => reading));
    const old = new Set(home.parts.map(({ reading }) => reading));
    for (const reading of old) if (!fresh.has(reading)) dropDrafts(reading);
    const wasOpen = home.open;
    home.parts = deployment?.parts ?? [];
    home.open = deployment?.open ?? false;
    for (const reading of fresh) if (!old.has(reading)) addDrafts(home, reading);
    if (wasOpen !== home.open) for (const entity of entities.values()) dirtyEntities.add(entity);
    if (!deployment) homes.delete(home.uri);
  }

  function refresh(): Set<string> {
    if (deployments.refresh()) redeploy();
    if (coreDirty) regroup();
    coreDirty = false;
    for (const entity of dirtyEntities) reviewEntity(entity);
    dirtyEntities.clear();
    const result = new Set(changed);
    changed.clear();
    return result;
  }

  function regroup(): void {
    nodes = undefined;
    const before = clusters;
    const grouped = groupClusters(
      [...files.values(), ...homes.values()].map((file) => ({
        uri: file.uri,
        settings: file.settings,
        drafts: file.parts.flatMap(({ reading }) =>
          homes.get(file.uri) !== file && isClaimed(file.uri, reading) ? [] : reading.drafts,
        ),
      })),
      isElsewhere,
    );
    clusters = new Map();
    for (const parts of grouped) {
      const old = before.get(parts.id);
      clusters.set(parts.id, old && sameParts(old.parts, parts) ? old : reviewCluster(parts, old));
    }
    for (const [id, state] of before) {
      if (clusters.get(id) === state) continue;
      if (!clusters.has(id)) release(state.holder);
    }
    clusterNames = new Map();
    // A strimzi.io/cluster label names a Kafka resource, never a properties file.
    for (const state of clusters.values())
      if (state.cluster.members[0]?.strimzi) push(clusterNames, state.cluster.name, state);
    const signature = [...clusters.values()]
      .map(({ cluster, parts }) => `${parts.id} ${cluster.name} ${namespaceOf(parts)}`)
      .join('\n');
    // Other names to choose from: every label may now mean another cluster.
    if (signature !== namesSignature) for (const entity of entities.values()) dirtyEntities.add(entity);
    namesSignature = signature;
  }

  function reviewCluster(parts: ClusterParts, old: ClusterState | undefined): ClusterState {
    const cluster = assembleCluster(parts);
    const state: ClusterState = old ?? {
      parts,
      cluster,
      facts: cluster.facts,
      holder: newHolder(),
      profile: { profile: 'production', reasons: [] },
    };
    const { operator } = state.facts;
    const sameFacts = adopt(state.facts, cluster.facts);
    const sameOperator = sameFacts || adopt(operator, cluster.facts.operator);
    if (!sameFacts) state.facts = sameOperator ? { ...cluster.facts, operator } : cluster.facts;
    state.parts = parts;
    state.cluster = cluster;
    state.holder.cluster = state;
    state.holder.home = homes.get(parts.home);
    const profile = profileOfCluster(parts);
    const sameProfile = profile.profile === state.profile.profile;
    state.profile = profile;
    const groups: AnySubject[][] = [
      [cluster],
      ...cluster.members.map((broker): AnySubject[] => [broker, configurationOf(broker)]),
      ...cluster.pools.map((pool) => [pool]),
    ];
    publish(state.holder, distinct(groups.flatMap(run)));
    for (const entity of entitiesByCluster.get(state) ?? []) {
      // Of its cluster's facts, most resources see the operator only.
      const seesLittle = entity.draft.kind === 'resource' && !seesFacts(entity.draft);
      if (!sameFacts && !(sameOperator && seesLittle)) dirtyEntities.add(entity);
      else if (!sameProfile) touchFindings(entity.holder);
    }
    return state;
  }

  function profileOfCluster({ members, pools, home: at }: ClusterParts): DetectedProfile {
    const home = homes.get(at);
    if (home) return detectProfile(home.path, saidIn(home.parts).devSignals);
    const uris = new Set([...members, ...pools].map((draft) => draft.place.part.uri));
    const [first] = members;
    const file = first && files.get(first.place.part.uri);
    const signals = [...uris].flatMap(
      (uri) => files.get(uri)?.parts.flatMap(({ reading }) => reading.devSignals) ?? [],
    );
    return detectProfile(file?.path ?? '', members.length === 1 ? signals : []);
  }

  function reviewEntity(entity: EntityState): void {
    const { draft, holder, file } = entity;
    const owner = ownerOfDraft(entity);
    const reached = draft.kind === 'resource' ? reachedBy(draft, file) : new Map<string, ClusterState>();
    holder.cluster = owner.found;
    see(entity, [...(owner.found ? [owner.found] : []), ...reached.values()]);
    publish(holder, run(subjectsOf(draft, owner, file, reached)));
  }

  function ownerOfDraft({ draft, file }: EntityState): Owner<ClusterState> {
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
      const states = clusterNames.get(name.value) ?? [];
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
    const owner = ownerOf(name, namespace, file.uri, named, (uri) => isElsewhere(draft, file.uri, uri));
    if (owner.found) return { found: owner.found.state };
    // A cluster whose name is a template's may have any.
    const isOpen = file.open || clusterNames.has('');
    return owner.why === 'absent' && isOpen ? { found: undefined, why: 'several' } : owner;
  }

  /** Is a deployment another one of the same resource? Its clusters are not meant by the resource here. */
  const isElsewhere = (draft: Draft, home: string, other: string): boolean =>
    other !== home && homes.has(other) && deployments.using(draft.place.part.uri).has(other);

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

  /** The views of a draft that rules look at. */
  function subjectsOf(
    draft: EntityState['draft'],
    owner: Owner<ClusterState>,
    file: FileState,
    reached: ReadonlyMap<string, ClusterState>,
  ): AnySubject[] {
    const facts = draft.kind === 'topic' && draft.live ? draft.live : owner.found?.facts;
    const version = facts?.version?.value ?? file.settings.kafkaVersion;
    const versioned = (config: Config): Config => (version ? { ...config, version } : config);
    switch (draft.kind) {
      case 'topic': {
        const twins = owner.found ? twinsOf(draft, owner.found, file) : [];
        const topic: Topic = { ...draft, config: versioned(draft.config), cluster: facts, twins };
        return [topic, configurationOf(topic)];
      }
      case 'client': {
        const config = draft.config.version ? draft.config : versioned(draft.config);
        const client: Client = { ...draft, config };
        return [client, configurationOf(client)];
      }
      case 'unit':
        return [draft];
      case 'user':
        return [{ ...draft, cluster: facts }];
      case 'pool':
        // A pool of a known cluster is reviewed with it.
        return owner.found ? [] : [{ ...draft, cluster: undefined }];
      case 'resource':
        return [resourceOf(draft, owner, file, reached)];
    }
  }

  function resourceOf(
    draft: DraftOf<'resource'>,
    owner: Owner<ClusterState>,
    file: FileState,
    reached: ReadonlyMap<string, ClusterState>,
  ): Resource {
    const isConnector = draft.type === 'KafkaConnector';
    const named = isConnector ? connectOf(draft, file) : owner;
    const version = draft.tree.get('spec', ...(draft.type === 'Kafka' ? ['kafka'] : []), 'version').string();
    return {
      ...draft,
      before: committed.resource(draft, file.uri, homes.get(file.uri) === file),
      owner: named.found ? 'found' : named.why,
      candidates: (isConnector ? [...connectsByName().keys()] : [...clusterNames.keys()]).filter(Boolean),
      connectors: draft.type === 'KafkaConnect' ? connectorsOf(draft) : [],
      users: draft.type === 'Kafka' ? usersOf(draft, file) : [],
      cluster: seesFacts(draft) ? owner.found?.facts : undefined,
      reached: new Map([...reached].map(([text, state]) => [text, state.facts])),
      operator:
        owner.found?.facts.operator ?? operatorRange(draft.type, draft.apiVersion, version, file.settings),
    };
  }

  /** Other resources of the same topic that stand before this one: of two, the operator takes the first. */
  function twinsOf(draft: DraftOf<'topic'>, state: ClusterState, home: FileState): Known<string>[] {
    return inOrder(topics.get(draft.name)).flatMap((entity) => {
      const { draft: other } = entity;
      if (other.kind !== 'topic' || !mayBeTwins(other, draft)) return [];
      if (byText(entity, { draft, file: home }) >= 0 || ownerOfDraft(entity).found !== state) return [];
      return isSet(other.resourceName)
        ? [{ value: other.resourceName.value, from: [other.resourceName.place] }]
        : [];
    });
  }

  function usersOf(kafka: DraftOf<'resource'>, { uri }: FileState): Resource['users'] {
    if (!isSet(kafka.name)) return [];
    const isOf = ({ parts }: ClusterState): boolean =>
      parts.home === uri && parts.members.some(({ place }) => place.part === kafka.place.part);
    return inOrder(users.get(kafka.name.value)).flatMap((entity) => {
      const { draft } = entity;
      const { found } = ownerOfDraft(entity);
      if (draft.kind !== 'user' || !found || !isOf(found)) return [];
      return [{ value: { name: draft.name, quotas: draft.quotas.state !== 'unset' }, from: [draft.place] }];
    });
  }

  function connectsByName(): Map<string, (Named & { draft: Draft })[]> {
    const named = new Map<string, (Named & { draft: Draft })[]>();
    for (const { draft, file } of connects) {
      if (draft.kind !== 'resource') continue;
      const name = isSet(draft.name) ? draft.name.value : '';
      push(named, name, { name, namespace: draft.namespace, uri: file.uri, draft });
    }
    return named;
  }

  const connectOf = (draft: DraftOf<'resource'>, { uri, open }: FileState) => {
    const named = connectsByName();
    const owner = ownerOf(draft.clusterLabel, draft.namespace, uri, named, (other) =>
      isElsewhere(draft, uri, other),
    );
    return !owner.found && owner.why === 'absent' && (open || named.has(''))
      ? { found: undefined, why: 'several' as const }
      : owner;
  };

  function connectorsOf(connect: DraftOf<'resource'>): Known<string>[] {
    return [...connectors].flatMap(({ draft, file }) => {
      if (draft.kind !== 'resource' || !isSet(draft.name)) return [];
      return connectOf(draft, file).found?.draft === connect
        ? [{ value: draft.name.value, from: [draft.name.place] }]
        : [];
    });
  }

  /** Rules that threw while one thing was looked at. */
  let failed: string[] = [];
  const host: RunHost = {
    count: () => {
      runs += 1;
    },
    onRuleError: (rule, error) => {
      options.onRuleError?.(rule, error);
      failed.push(rule);
    },
  };

  function run(subjects: AnySubject[]): RawFinding[] {
    const [first] = subjects;
    if (!first) return [];
    const found = runRules(options.rules, subjects, host);
    if (failed.length === 0) return found;
    const reports = failed.map((rule) =>
      ownFinding(ownRules.failed, first.place, `the rule ${rule} failed here; the other rules went on`),
    );
    failed = [];
    return [...found, ...reports];
  }

  // ── findings by file ──

  const newHolder = (): Holder => ({ findings: none });

  /** A rule that fails may fail for every topic there is: it is shown where it failed first. */
  const failures = new Map<string, Holder>();

  function isNews({ rule, message }: RawFinding, holder: Holder): boolean {
    if (rule !== ownRules.failed) return true;
    if (failures.has(message)) return false;
    failures.set(message, holder);
    return true;
  }

  function publish(holder: Holder, found: RawFinding[]): void {
    release(holder);
    const news = found.filter((finding) => isNews(finding, holder));
    holder.findings = news.length === 0 ? none : news;
    for (const { place } of news) {
      const { uri } = place.part;
      changed.add(uri);
      if (!holdersByUri.has(uri)) holdersByUri.set(uri, new Set());
      holdersByUri.get(uri)?.add(holder);
    }
  }

  function release(holder: Holder): void {
    touchFindings(holder);
    for (const { rule, message, place } of holder.findings) {
      holdersByUri.get(place.part.uri)?.delete(holder);
      if (rule === ownRules.failed && failures.get(message) === holder) failures.delete(message);
    }
    holder.findings = none;
  }

  function touchFindings({ findings }: Holder): void {
    for (const { place } of findings) changed.add(place.part.uri);
  }

  function findings(uri: string): Finding[] {
    const found: Finding[] = [];
    const built: BuiltFinding[] = [];
    const file = files.get(uri);
    for (const holder of holdersByUri.get(uri) ?? []) {
      for (const finding of holder.findings) {
        if (finding.place.part.uri !== uri) continue;
        const severity = severityOf(finding, file, holder);
        if (severity === 'off') continue;
        const finished = finish(finding, severity, file, holder.home);
        if (holder.home) built.push({ finding: finished, home: holder.home.uri });
        else found.push(finished);
      }
    }
    found.push(...onceEach(built, deployments.using(uri), headOf));
    return found.sort(
      (a, b) => absolute(a.place).start - absolute(b.place).start || a.rule.localeCompare(b.rule),
    );
  }

  /** Where a kustomization begins, to point at it. */
  function headOf(uri: string): Related | undefined {
    const part = files.get(uri)?.parts[0]?.part;
    const root = (options.roots ?? []).find((one) => uri.startsWith(`${one}/`));
    const name = decodePath(root === undefined ? uri : uri.slice(root.length + 1)).replace(/\/?[^/]*$/, '');
    return (
      part && { place: { part, start: 0, end: 1 }, message: `in the deployment of ${name || 'this folder'}` }
    );
  }

  function severityOf(finding: RawFinding, file: FileState | undefined, holder: Holder): Severity | 'off' {
    const own =
      (holder.home && ruleSetting(finding.rule.id, holder.home)) ??
      (file && ruleSetting(finding.rule.id, file));
    if (own) return own;
    const profile = file ? profileFor(file, holder.cluster, holder.home).profile : 'production';
    return finding.levels[profile] ?? finding.levels.production;
  }

  function ruleSetting(rule: string, { settings, path }: FileState): Severity | 'off' | undefined {
    const own = forced.rules.get(rule);
    if (own) return own;
    const override = settings.overrides
      .filter((one) => one.matches(path))
      .findLast((one) => one.rules.has(rule));
    return override?.rules.get(rule) ?? settings.rules.get(rule) ?? defaults.rules.get(rule);
  }

  function profileFor(
    file: FileState,
    cluster: ClusterState | undefined,
    home?: FileState,
  ): DetectedProfile & { pinned: boolean } {
    const pinned = forced.profile ?? (home && pinnedIn(home)) ?? pinnedIn(file) ?? defaults.profile;
    if (pinned) return { profile: pinned, reasons: [], pinned: true };
    const { path, parts } = home ?? file;
    const detected = cluster?.profile ?? detectProfile(path, saidIn(parts).devSignals);
    return { ...detected, pinned: false };
  }

  const pinnedIn = (file: FileState): Profile | undefined =>
    file.settings.overrides.filter((one) => one.matches(file.path)).findLast((one) => one.profile)?.profile ??
    pragma(file, 'profile') ??
    file.settings.profile;

  function pragma(file: FileState, name: string): Profile | undefined {
    if (options.inline === false) return undefined;
    const value = saidIn(file.parts).pragmas[name];
    return value === 'production' || value === 'staging' || value === 'dev' ? value : undefined;
  }

  function finish(
    raw: RawFinding,
    severity: Severity,
    file: FileState | undefined,
    home: FileState | undefined,
  ): Finding {
    const suppressed = suppressionOf(raw, file) ?? suppressionOf(raw, home);
    return {
      rule: raw.rule.id,
      severity,
      place: raw.place,
      message: raw.message,
      related: raw.related,
      fixes: raw.fixes,
      refused: raw.refused,
      ...(raw.tag ? { tag: raw.tag } : {}),
      ...(suppressed === undefined ? {} : { suppressed }),
    };
  }

  function suppressionOf({ rule, place }: RawFinding, file: FileState | undefined): string | undefined {
    if (options.inline === false) return undefined;
    return saidIn(file?.parts ?? []).suppressions.find((one) => silences(one, rule.id, place))?.reason;
  }

  // ── settings ──

  /** The settings of the nearest settings file above, and the file's path below it or below its root. */
  function settingsOf(uri: string): { settings: Settings; path: string } {
    let folder = uri;
    for (let slash = folder.lastIndexOf('/'); slash > 0; slash = folder.lastIndexOf('/')) {
      folder = folder.slice(0, slash);
      const found =
        settingsFiles.get(`${folder}/.kafka-review.yaml`) ?? settingsFiles.get(`${folder}/.kafka-review.yml`);
      if (found) return { settings: found.settings, path: decodePath(uri.slice(folder.length + 1)) };
    }
    const root = (options.roots ?? [])
      .filter((one) => uri.startsWith(`${one}/`))
      .sort((a, b) => b.length - a.length)[0];
    return {
      settings: defaults,
      path: decodePath(root === undefined ? uri.slice(uri.lastIndexOf('/') + 1) : uri.slice(root.length + 1)),
    };
  }

  return {
    set,
    setBefore,
    refresh,
    findings,
    files: () => [...files.values()].filter(isKafkas).map(({ uri }) => uri),
    clusters: () =>
      [...clusters.values()].map((state) => ({
        cluster: state.cluster,
        profile: state.profile,
        count: (kind) => countOf(state, kind),
        topics: () => topicsOf(state),
      })),
    tell,
    profile: (uri) => {
      const file = files.get(uri);
      if (!file) return { profile: 'production', reasons: [], pinned: false };
      return profileFor(file, clusterOfFile(uri));
    },
    file: (uri) => {
      const file = files.get(uri);
      return file?.reader && !file.reader.namesOnly
        ? { reader: file.reader, parts: file.parts, settings: file.settings }
        : undefined;
    },
    text: (uri) => texts.get(uri),
    version: versionOf,
    names,
    runs: () => runs,
  };

  function topicsOf(state: ClusterState): DraftOf<'topic'>[] {
    const drafts = [...(entitiesByCluster.get(state) ?? [])].map(({ draft }) => draft);
    return drafts.filter((draft) => draft.kind === 'topic');
  }

  function tell(source: string, found: Told[]): void {
    const holder = told.get(source) ?? newHolder();
    told.set(source, holder);
    publish(
      holder,
      found.map(({ place, message, fixes }) => ({ ...ownFinding(ownRules.drift, place, message), fixes })),
    );
  }

  function countOf(state: ClusterState, kind: Draft['kind']): number {
    return [...(entitiesByCluster.get(state) ?? [])].filter(({ draft }) => draft.kind === kind).length;
  }

  /** Kustomizations and JSON patches are of interest only where they build something of Kafka's. */
  function isKafkas({ uri, text, reader }: FileState): boolean {
    if (reader?.namesOnly) return false;
    return !isKustomizeOnly(uri, text) || deployments.using(uri).size > 0;
  }

  /** What a part was reviewed as: by itself, or in each deployment that is made of it. */
  function draftsOf(part: Part): Draft[] {
    const built = [...deployments.using(part.uri)].flatMap((uri) => homes.get(uri)?.parts ?? []);
    return [...(files.get(part.uri)?.parts ?? []), ...built].flatMap((one) =>
      one.part === part ? one.reading.drafts : [],
    );
  }

  function versionOf(part: Part): Known<string> | undefined {
    const file = files.get(part.uri);
    for (const draft of draftsOf(part)) {
      const state =
        draft.kind === 'broker'
          ? [...clusters.values()].find(({ parts }) => parts.members.includes(draft))
          : entities.get(draft)?.holder.cluster;
      if (state?.cluster.version) return state.cluster.version;
      if (draft.kind === 'client' && draft.config.version) {
        return { value: draft.config.version, from: [draft.place] };
      }
    }
    return file?.settings.kafkaVersion ? { value: file.settings.kafkaVersion, from: [] } : undefined;
  }

  function clusterOfFile(uri: string): ClusterState | undefined {
    for (const state of clusters.values())
      if (state.parts.members.some(({ place }) => place.part.uri === uri)) return state;
    for (const holder of holdersByUri.get(uri) ?? []) if (holder.cluster) return holder.cluster;
    return undefined;
  }

  /** Does a document only say what a kustomization changes in others? */
  function isPatch(part: Part): boolean {
    if (part.within) return true;
    const users = deployments.using(part.uri);
    if (users.size === 0) return false;
    return ![...users].some((uri) => homes.get(uri)?.parts.some((built) => built.part === part));
  }

  /** The clusters by the places at which the configurations of their nodes begin. */
  function clustersByNode(): Map<Place, ClusterState> {
    nodes ??= new Map(
      [...clusters.values()].flatMap((state) =>
        state.parts.members.map(({ place }) => [place, state] as const),
      ),
    );
    return nodes;
  }

  /** Joins brokers and pools into clusters: Strimzi by label, properties files by quorum and numbered siblings. */
  function groupClusters(
    all: { uri: string; settings: Settings; drafts: Draft[] }[],
    isElsewhere: (draft: Draft, home: string, other: string) => boolean,
  ): ClusterParts[] {
    const groups = new Map<string, ClusterParts>();
    const kafkas = new Map<string, (Named & { parts: ClusterParts })[]>();
    const pools: { pool: DraftOf<'pool'>; home: string }[] = [];
    for (const file of all) {
      for (const draft of file.drafts) {
        if (draft.kind === 'pool') pools.push({ pool: draft, home: file.uri });
        if (draft.kind !== 'broker') continue;
        const id = groupId(draft, file.uri, groups);
        const parts = groups.get(id) ?? {
          id,
          home: file.uri,
          members: [],
          pools: [],
          settings: file.settings,
        };
        parts.members.push(draft);
        groups.set(id, parts);
        if (draft.strimzi)
          push(kafkas, draft.name, {
            name: draft.name,
            namespace: draft.strimzi.namespace,
            uri: file.uri,
            parts,
          });
      }
    }
    joinFirstNodes(groups);
    for (const { pool, home } of pools) {
      const elsewhere = (other: string) => isElsewhere(pool, home, other);
      ownerOf(pool.clusterName, pool.namespace, home, kafkas, elsewhere).found?.parts.pools.push(pool);
    }
    for (const { members, pools: own } of groups.values()) {
      // The same order whatever the order in which the files came.
      members.sort(byUri);
      own.sort(byUri);
    }
    return [...groups.values()];
  }
}

function byUri(a: Draft, b: Draft): number {
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

function groupId(draft: DraftOf<'broker'>, uri: string, taken: ReadonlyMap<string, unknown>): string {
  const folder = uri.slice(0, uri.lastIndexOf('/'));
  if (draft.group?.key) {
    const like = folder.replace(/\d+(?=[^/]*$)/, '#');
    if (draft.group.member) return siblingsId(folder, draft.group.key);
    // node-1/server.properties and node-2/server.properties: files beside them are alternatives, of another name.
    if (like !== folder) return `${like}${uri.slice(folder.length)} ${draft.group.key}`;
  }
  let id = `${uri}#${draft.name}`;
  for (let n = 2; taken.has(id); n += 1) id = `${uri}#${draft.name}#${n}`;
  return id;
}

/** The part of a broker, topic or client that rules about keys look at. */
function configurationOf(subject: Broker | Topic | Client): Configuration {
  const broker = subject.kind === 'broker' ? subject : undefined;
  return {
    kind: 'configuration',
    place: subject.place,
    config: subject.config,
    platform:
      broker?.platform ?? (subject.kind === 'topic' ? (subject.cluster?.platform ?? 'apache') : 'apache'),
    roles: broker?.roles,
  };
}

const namespaceOf = (parts: ClusterParts): string => {
  const namespace = parts.members[0]?.strimzi?.namespace;
  return isSet(namespace) ? namespace.value : '';
};

function sameParts(a: ClusterParts, b: ClusterParts): boolean {
  const equal = <T>(left: T[], right: T[]) =>
    left.length === right.length && left.every((one, index) => one === right[index]);
  return equal(a.members, b.members) && equal(a.pools, b.pools) && a.settings === b.settings;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function pick({ profile, kafkaVersion, strimziVersion }: Settings): Partial<Settings> {
  return {
    ...(profile ? { profile } : {}),
    ...(kafkaVersion ? { kafkaVersion } : {}),
    ...(strimziVersion ? { strimziVersion } : {}),
  };
}

const none: RawFinding[] = [];

interface BuiltFinding {
  finding: Finding;
  /** The kustomization that it was found in the deployment of. */
  home: string;
}

const SEVERITIES: Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * What several deployments of one file have in common is said once, as severely as in any of them; what only some
 * have names them.
 */
function onceEach(
  built: BuiltFinding[],
  users: ReadonlySet<string>,
  headOf: (uri: string) => Related | undefined,
): Finding[] {
  const groups = new Map<string, BuiltFinding[]>();
  for (const one of built) {
    const { rule, place, message } = one.finding;
    push(groups, [rule, absolute(place).start, absolute(place).end, message].join('\n'), one);
  }
  return [...groups.values()].map((same) => {
    const [worst] = same.toSorted((a, b) => rank(a) - rank(b)) as [BuiltFinding];
    const homes = [...new Set(same.map(({ home }) => home))].sort();
    if (homes.length === users.size) return worst.finding;
    const related = [...worst.finding.related, ...homes.flatMap((home) => headOf(home) ?? [])];
    return { ...worst.finding, related };
  });
}

/** Open findings before silenced ones, errors before warnings. */
const rank = ({ finding }: BuiltFinding): number =>
  SEVERITIES.indexOf(finding.severity) + (finding.suppressed === undefined ? 0 : SEVERITIES.length);
type OwnedDraft = Exclude<EntityState['draft'], { kind: 'client' | 'unit' }>;

/** The resources that look at more of a cluster than its operator. */
const seesFacts = (draft: DraftOf<'resource'>): boolean =>
  draft.type === 'KafkaRebalance' || isClientOfKafka(draft.type);

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

/** May two resources of one topic meet in one cluster? The same resource in another folder is another deployment of it. */
const mayBeTwins = (a: DraftOf<'topic'>, b: DraftOf<'topic'>): boolean =>
  isSet(a.resourceName) &&
  isSet(b.resourceName) &&
  a.resourceName.value !== b.resourceName.value &&
  isSet(a.clusterName) &&
  isSet(b.clusterName) &&
  a.clusterName.value === b.clusterName.value;

/** In the order of files and of the text in them, whatever the order in which they came. */
const inOrder = (states: ReadonlySet<EntityState> | undefined): EntityState[] =>
  [...(states ?? [])].sort(byText);

type Stands = Pick<EntityState, 'draft' | 'file'>;

const byText = (a: Stands, b: Stands): number =>
  (a.file.uri < b.file.uri ? -1 : a.file.uri > b.file.uri ? 1 : 0) ||
  byUri(a.draft, b.draft) ||
  absolute(a.draft.place).start - absolute(b.draft.place).start;

/** Pools that inherit one value see the same mistake: it is one finding. */
function distinct(findings: RawFinding[]): RawFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, place, message }) => {
    const key = [rule.id, place.part.uri, place.part.offset + place.start, message].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}

function ownFinding(rule: Rule, place: Place, message: string, refused = false): RawFinding {
  return { rule, place, message: shortened(message), levels: rule.levels, refused, related: [], fixes: [] };
}
