import { referencesOf } from '../kustomize/references.ts';
import type { AnySubject, Cluster } from '../model/deployment.ts';
import type { Finding, Related } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Name } from '../model/name.ts';
import { decodePath, type Part, type Place } from '../model/place.ts';
import type { Known } from '../model/value.ts';
import type { Draft, DraftOf, Reader, Reading } from '../readers/reading.ts';
import { isKustomizeOnly, yamlReader } from '../readers/yaml/reader.ts';
import type { Rule } from '../rules/rule.ts';
import { adopt } from './adopt.ts';
import { type Alike, createAlike, spellingOf } from './alike.ts';
import { assembleCluster, type ClusterParts } from './assemble.ts';
import { createClusterFinder } from './cluster-of.ts';
import { createCommitted } from './committed.ts';
import { createDeployments, type Deployment } from './deployments.ts';
import { createEntities } from './entities.ts';
import { createGitOps } from './gitops.ts';
import { groupClusters, namespaceOf, sameParts } from './group.ts';
import { createJudge } from './judge.ts';
import { createNames, type Names } from './names.ts';
import { type BuiltFinding, distinct, onceEach } from './once-each.ts';
import { ownFinding, ownRules } from './own-rules.ts';
import type { Where } from './owners.ts';
import { areApart } from './places.ts';
import { type DetectedProfile, detectProfile } from './profile.ts';
import { createPublished, newHolder } from './published.ts';
import { push } from './push.ts';
import { isLeaf, readerOf, readPart, readParts } from './read.ts';
import { type RawFinding, type RunHost, runRules } from './run.ts';
import { isSettingsFile, type Settings } from './settings.ts';
import { createSettingsFiles } from './settings-files.ts';
import {
  type ClusterState,
  type EntityState,
  type FileState,
  type Holder,
  type ReadPart,
  readingsOf,
  saidIn,
} from './state.ts';
import { configurationOf, createSubjects, seesFacts } from './subjects.ts';
import { createUnread, type Unread } from './unread.ts';

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
  findings(uri: string): readonly Finding[];
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
  parts: ReadPart[];
  settings: Settings;
}

const beginOf = ({ place: { part, start } }: Finding): number => part.offset + start;

/** By characters: the first comparison by language has Node read what it knows of languages, which takes a while. */
const byRule = ({ rule: a }: Finding, { rule: b }: Finding): number => (a < b ? -1 : a > b ? 1 : 0);

/** A review of a set of files that change: a plain object of functions, with no connection to anything. */
export function createReview(options: ReviewOptions): Review {
  const inline = options.inline !== false;
  const ruleIds = new Set([...(options.ruleIds ?? []), ...options.rules.map((rule) => rule.id)]);
  const settingsFiles = createSettingsFiles({ ...options, ruleIds });
  const { defaults, forced } = settingsFiles;
  const judge = createJudge({ defaults, forced, inline });
  const { publish, release, touch, changed, in: holdersIn } = createPublished();

  const texts = new Map<string, string>();
  const files = new Map<string, FileState>();
  /** What is wrong in settings files. */
  const settingsProblems = new Map<string, Holder>();
  /** What others told, by its source. */
  const told = new Map<string, Holder>();
  /** New files that can wait until the clusters that they belong to are known: each is then read and reviewed in one go. */
  const deferred = new Set<string>();
  /** Do the names of all files have their index? */
  let isNamed = true;
  /** Files that need not be read as long as nobody asks for what stands in them. */
  const unread = new Map<string, Unread>();
  /** How to read the names in those of them that are known by name; most are not before somebody asks for names. */
  const namesOfUnread = new Map<string, () => readonly Name[]>();
  const entities = createEntities({ release, read: readAgain, look });
  const { relations } = entities;
  let clusters = new Map<string, ClusterState>();
  let clusterNames = new Map<string, ClusterState[]>();
  /** The names among them that are known: each resource may be meant to have one. */
  let candidates: string[] = [];
  let namesSignature = '';
  let nodes: Map<Place, ClusterState> | undefined;
  let byUri: Map<string, ClusterState> | undefined;
  /** Brokers or pools have changed: clusters are put together anew. */
  let coreDirty = false;
  /** A deployment has a cluster whose name cannot be known: a name that is not here may be its. */
  let isAnyUnnamed = false;
  let runs = 0;
  /** The findings that were asked for last: diagnostics, counts and lenses all ask about one file, until it changes. */
  let lastAsked: { uri: string; findings: readonly Finding[] } | undefined;

  const names = createNames({
    clusterOf: (node) => clustersByNode().get(node),
    deploymentsOf: (uri) => deployments.using(uri),
    isPatch,
    addRest: nameUnread,
  });
  const gitOps = createGitOps(options.roots);
  const deployments = createDeployments(partsOf, gitOps);
  const committed = createCommitted(partsOf, deployments.rebuild);
  /** What each deployment was reviewed as. */
  const homes = new Map<string, FileState>();
  /** Files whose Strimzi resources are reviewed in their deployments, and not by themselves. */
  const claimed = new Set<string>();

  const finder = createClusterFinder({
    clustersOf: (name) => clusterNames.get(name) ?? [],
    isAnyUnnamed: () => isAnyUnnamed,
    whereOf,
  });
  const { subjectsOf, sourceOf } = createSubjects({
    relations,
    clusters: finder,
    isAnyUnnamed: () => isAnyUnnamed,
    committed,
    clusterNames: () => candidates,
    whereOf,
  });

  // ── files ──

  function set(uri: string, text: string | undefined): void {
    if (text === undefined ? !texts.has(uri) : texts.get(uri) === text) return;
    lastAsked = undefined;
    open(uri);
    if (text === undefined) texts.delete(uri);
    else texts.set(uri, text);
    deferred.delete(uri);
    if (isSettingsFile(uri)) setSettings(uri, text);
    else if (text !== undefined && !files.has(uri) && isLeaf(text)) deferred.add(uri);
    else setFile(uri, text);
  }

  /** Resources that the file is part of are looked at again. */
  function setBefore(uri: string, text: string | undefined): void {
    if (isSettingsFile(uri) || !committed.set(uri, text)) return;
    const homesOf = deployments.using(uri);
    for (const entity of entities.all())
      if (entity.uri === uri || homesOf.has(entity.uri)) entities.again(entity);
  }

  function setSettings(uri: string, text: string | undefined): void {
    const holder = settingsProblems.get(uri) ?? newHolder();
    settingsProblems.set(uri, holder);
    publish(
      holder,
      settingsFiles.set(uri, text).map(({ place, message }) => ownFinding(ownRules.settings, place, message)),
    );
    if (text === undefined) settingsProblems.delete(uri);
    changed.add(uri);
    const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
    for (const [other, content] of texts) {
      if (!other.startsWith(folder) || isSettingsFile(other) || deferred.has(other)) continue;
      setFile(other, undefined);
      setFile(other, content);
    }
  }

  function setFile(uri: string, text: string | undefined): void {
    const before = open(uri);
    if (before) entities.wake(before);
    const { settings, path } = settingsFiles.of(uri);
    const reader = text === undefined || settings.ignores(path) ? undefined : readerOf(uri, text);
    if (!before && !reader) return;
    changed.add(uri);
    const file = before ?? { uri, text: '', reader, parts: [], settings, path, problems: newHolder() };
    const fresh =
      reader && text !== undefined
        ? readParts(uri, text, reader, file.reader === reader ? file.parts : [], failing(uri))
        : [];
    const kept = new Set(fresh.map(({ reading }) => reading));
    for (const { reading } of file.parts) {
      if (kept.has(reading)) continue;
      dropDrafts(reading);
      if (reading.names) names.remove(uri, reading.names);
    }
    const old = new Set(file.parts.map(({ reading }) => reading));
    Object.assign(file, {
      text: text ?? '',
      reader,
      parts: fresh,
      settings: withPragmas(file, settings, fresh),
      path,
      changesOnly: undefined,
    });
    if (fresh.length === 0) {
      files.delete(uri);
      // Whether it is one of a deployment's is asked anew when it comes back.
      claimed.delete(uri);
    } else files.set(uri, file);
    for (const { reading } of fresh) {
      if (old.has(reading)) continue;
      if (reading.names) names.add(uri, reading.names);
      if (!isClaimed(uri, reading)) addDrafts(file, reading);
    }
    deployments.touch(uri);
    if (gitOps.set(uri, text)) {
      deployments.touchDeployers();
      // Any cluster may now be another one's.
      coreDirty = true;
      entities.againAll();
    }
    publish(
      file.problems,
      fresh.flatMap(({ reading }) =>
        reading.problems.map(({ place, message, refused }) =>
          ownFinding(ownRules.syntax, place, message, refused),
        ),
      ),
    );
  }

  /** A file under review; one that was passed over is read now. */
  function open(uri: string): FileState | undefined {
    const entity = unread.get(uri);
    if (!entity) return files.get(uri);
    unread.delete(uri);
    const { settings, path } = settingsFiles.of(uri);
    const text = texts.get(uri) ?? '';
    const parts = readUnread(uri);
    const file: FileState = { uri, text, reader: yamlReader, parts, settings, path, problems: newHolder() };
    files.set(uri, file);
    const known = namesOfUnread.get(uri);
    if (known) names.remove(uri, known);
    namesOfUnread.delete(uri);
    for (const { reading } of parts) if (reading.names) names.add(uri, reading.names);
    entities.foundUnread(entity, file);
    return file;
  }

  /** The parts of a file that is passed over, read for this once. */
  const readUnread = (uri: string): ReadPart[] =>
    readParts(uri, texts.get(uri) ?? '', yamlReader, [], failing(uri));

  function look(uri: string): Draft[] {
    return readUnread(uri).flatMap(({ reading }) => reading.drafts);
  }

  function nameUnread(): void {
    if (isNamed) return;
    isNamed = true;
    for (const uri of unread.keys()) {
      if (namesOfUnread.has(uri)) continue;
      const namesOf = () => readUnread(uri).flatMap(({ reading }) => reading.names?.() ?? []);
      namesOfUnread.set(uri, namesOf);
      names.add(uri, namesOf);
    }
  }

  const failing = (uri: string) => (error: unknown) => options.onRuleError?.(`reader of ${uri}`, error);

  function readAgain({ uri, reader }: FileState, part: Part): Reading {
    return readPart(reader ?? yamlReader, part, failing(uri));
  }

  /** A comment in the file names a Kafka version: it wins over settings. The object stays the same while it says the same. */
  function withPragmas(file: FileState, settings: Settings, parts: ReadPart[]): Settings {
    if (!inline || forced.kafkaVersion) return settings;
    const kafkaVersion = parts
      .map(({ reading }) => reading.pragmas['kafka-version'])
      .find((one) => one !== undefined);
    if (kafkaVersion === undefined || !/^\d+(\.\d+){1,2}$/.test(kafkaVersion)) return settings;
    const same = file.pinned?.base === settings && file.pinned.settings.kafkaVersion === kafkaVersion;
    if (!same) file.pinned = { base: settings, settings: { ...settings, kafkaVersion } };
    return file.pinned?.settings ?? settings;
  }

  const hasNodes = ({ drafts }: Reading): boolean =>
    drafts.some(({ kind }) => kind === 'broker' || kind === 'pool');

  function addDrafts(file: FileState, reading: Reading): void {
    if (hasNodes(reading)) {
      coreDirty = true;
      file.hasNodes = true;
    }
    entities.add(file, reading, homes.get(file.uri) === file);
  }

  function dropDrafts(reading: Reading): void {
    if (hasNodes(reading)) coreDirty = true;
    entities.drop(reading);
  }

  // ── what kustomizations build ──

  /** The parts that a kustomization reads a file as; a file that no reader knows is nothing it could build from. */
  function partsOf(uri: string): Part[] | undefined {
    const file = open(uri);
    return file?.reader?.format === 'yaml' ? file.parts.map(({ part }) => part) : undefined;
  }

  const isClaimed = (uri: string, { drafts }: Reading): boolean =>
    claimed.has(uri) && drafts.some(({ kind }) => kind === 'resource' || kind === 'broker');

  /** Takes over what kustomizations build now: what is in them is reviewed there, and not by itself. */
  function redeploy(): void {
    committed.forget();
    for (const uri of [...unread.keys()])
      if (deployments.using(uri).size > 0 || deployments.isPatch(uri)) open(uri);
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
      const own = files.get(deployment.uri);
      const before = homes.get(uri);
      const { settings, path } = own ?? settingsFiles.of(deployment.uri);
      // Settings decide about every resource: other ones make another deployment.
      if (before && before.settings !== settings) deploy(before, undefined);
      const home: FileState = homes.get(uri) ?? {
        uri,
        text: '',
        reader: own?.reader,
        parts: [],
        settings,
        path,
        problems: newHolder(),
      };
      homes.set(uri, home);
      deploy(home, deployment);
    }
    const before = isAnyUnnamed;
    isAnyUnnamed = [...deployments.all().values()].some(({ unnamed }) => unnamed);
    if (before !== isAnyUnnamed) entities.againAll();
  }

  function deploy(home: FileState, deployment: Deployment | undefined): void {
    const fresh = new Set(deployment?.parts.map(({ reading }) => reading));
    const old = new Set(home.parts.map(({ reading }) => reading));
    for (const reading of old) if (!fresh.has(reading)) dropDrafts(reading);
    const wasOpen = home.open;
    home.parts = deployment?.parts ?? [];
    home.open = deployment?.open ?? false;
    for (const reading of fresh) if (!old.has(reading)) addDrafts(home, reading);
    if (wasOpen !== home.open) entities.againAll();
    if (!deployment) homes.delete(home.uri);
  }

  /** Is a deployment another one of the same resource? Its clusters are not meant by the resource here. */
  function isElsewhere(draft: Draft, home: string, other: string): boolean {
    return other !== home && homes.has(other) && deployments.using(draft.place.part.uri).has(other);
  }

  /** What other places are to a draft that stands in a file, or in a deployment. */
  function whereOf(draft: Draft, home: string): Where {
    return {
      isElsewhere: (other) => isElsewhere(draft, home, other),
      isApart: (other, namespaceCounts) =>
        areApart(other, home) || gitOps.areApart(other, home, namespaceCounts),
    };
  }

  // ── reviewing ──

  function refresh(): Set<string> {
    lastAsked = undefined;
    if (deferred.size > 0) {
      for (const [uri, text] of texts) for (const used of referencesOf(uri, text)) readDeferred(used);
      regroup();
      const alike = createAlike({ finder, settingsFiles, isTaken: relations.hasTopic });
      for (const uri of deferred) reviewDeferred(uri, alike);
    }
    regroup();
    // A review may have others looked at again, that meet in the same cluster.
    for (let taken = entities.take(); taken.length > 0; taken = entities.take())
      for (const entity of taken) reviewEntity(entity);
    const result = new Set(changed);
    changed.clear();
    return result;
  }

  /** Of a file that says what another one says, only what was found in that one is looked for, if anything. */
  function reviewDeferred(uri: string, alike: Alike): void {
    const spelling = spellingOf(texts.get(uri) ?? '');
    const isAlone = !claimed.has(uri) && !committed.has(uri) && deployments.using(uri).size === 0;
    const model = spelling && isAlone ? alike.find(spelling, uri) : undefined;
    if (spelling && model?.isPlain && model.rules.length === 0) {
      addUnread(uri, model.own, spelling.name);
      return;
    }
    readDeferred(uri);
    const file = files.get(uri);
    if (!file) return;
    const its = entities.take(file);
    for (const entity of its) reviewEntity(entity, model?.rules);
    if (spelling && isAlone && !model) alike.learn(spelling, file, its);
    entities.rest(file);
  }

  function addUnread(uri: string, like: EntityState, name: string): void {
    deferred.delete(uri);
    changed.add(uri);
    const entity = createUnread(uri, name, like, open);
    unread.set(uri, entity);
    isNamed = false;
    entities.addUnread(entity, like.sees);
    deployments.touch(uri, true);
  }

  function readDeferred(uri: string): void {
    if (deferred.delete(uri)) setFile(uri, texts.get(uri));
  }

  /** Puts clusters together anew, if anything changed that they are made of. */
  function regroup(): void {
    if (deployments.refresh()) redeploy();
    if (!coreDirty) return;
    coreDirty = false;
    nodes = undefined;
    byUri = undefined;
    const before = clusters;
    const withNodes = [...files.values(), ...homes.values()].filter(({ hasNodes }) => hasNodes);
    const grouped = groupClusters(
      withNodes.map((file) => ({
        uri: file.uri,
        settings: file.settings,
        drafts: file.parts.flatMap(({ reading }) =>
          homes.get(file.uri) !== file && isClaimed(file.uri, reading) ? [] : reading.drafts,
        ),
      })),
      whereOf,
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
    candidates = [...clusterNames.keys()].filter(Boolean);
    const signature = [...clusters.values()]
      .map(({ cluster, parts }) => `${parts.id} ${cluster.name} ${namespaceOf(parts)}`)
      .join('\n');
    // Other names to choose from: every label may now mean another cluster.
    if (signature !== namesSignature) entities.againAll();
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
    publish(state.holder, distinct(groups.flatMap((subjects) => run(subjects))));
    for (const entity of relations.seenWith(state)) {
      // Of its cluster's facts, most resources see the operator only.
      if (!sameFacts && !(sameOperator && !seesFacts(entity))) entities.again(entity);
      else if (!sameProfile) touch(entity.holder);
    }
    return state;
  }

  function profileOfCluster({ members, pools, home: at }: ClusterParts): DetectedProfile {
    const home = homes.get(at);
    if (home) return detectProfile(home.path, saidIn(home.parts).devSignals);
    const uris = new Set([...members, ...pools].map((draft) => draft.place.part.uri));
    const [first] = members;
    const file = first && files.get(first.place.part.uri);
    const signals = [...uris].flatMap((uri) => saidIn(files.get(uri)?.parts ?? []).devSignals);
    return detectProfile(file?.path ?? '', members.length === 1 ? signals : []);
  }

  function reviewEntity(entity: EntityState, rules = options.rules): void {
    const { draft, holder, file } = entity;
    const owner = finder.ownerOf(entity);
    const reached =
      draft.kind === 'resource' ? finder.reachedBy(draft, file) : new Map<string, ClusterState>();
    holder.cluster = owner.found;
    const source = sourceOf(entity);
    const seen = [owner.found, source, ...reached.values()].filter((state) => state !== undefined);
    relations.see(entity, seen);
    publish(holder, run(subjectsOf(entity, { owner, reached, source }), rules));
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

  function run(subjects: AnySubject[], rules = options.rules): RawFinding[] {
    const [first] = subjects;
    if (!first) return [];
    const found = runRules(rules, subjects, host);
    if (failed.length === 0) return found;
    const reports = failed.map((rule) =>
      ownFinding(ownRules.failed, first.place, `the rule ${rule} failed here; the other rules went on`),
    );
    failed = [];
    return [...found, ...reports];
  }

  // ── what came out ──

  function findings(uri: string): readonly Finding[] {
    if (lastAsked?.uri !== uri) lastAsked = { uri, findings: judgedIn(uri) };
    return lastAsked.findings;
  }

  function judgedIn(uri: string): Finding[] {
    const holders = holdersIn(uri);
    if (holders.size === 0) return [];
    const found: Finding[] = [];
    const built: BuiltFinding[] = [];
    const file = open(uri);
    for (const holder of holders) {
      const judgedOf = judge.findings(file, holder);
      for (const finding of holder.findings) {
        if (finding.place.part.uri !== uri) continue;
        const judged = judgedOf(finding);
        if (!judged) continue;
        if (holder.home) built.push({ finding: judged, home: holder.home.uri });
        else found.push(judged);
      }
    }
    found.push(...onceEach(built, deployments.using(uri), headOf));
    return found.sort((a, b) => beginOf(a) - beginOf(b) || byRule(a, b));
  }

  /** Where a kustomization begins, or what deploys it in a way of its own, to point at it. */
  function headOf(home: string): Related | undefined {
    const { uri = home, name: own, by } = deployments.all().get(home) ?? {};
    const part = by ?? files.get(uri)?.parts[0]?.part;
    const root = (options.roots ?? []).find((one) => uri.startsWith(`${one}/`));
    const name = decodePath(root === undefined ? uri : uri.slice(root.length + 1)).replace(/\/?[^/]*$/, '');
    const message = `in the deployment of ${name || 'this folder'}${own === undefined ? '' : ` by ${own}`}`;
    return part && { place: { part, start: 0, end: 1 }, message };
  }

  return {
    set,
    setBefore,
    refresh,
    findings,
    files: () => [...[...files.values()].filter(isKafkas).map(({ uri }) => uri), ...unread.keys()],
    clusters: () =>
      [...clusters.values()].map((state) => ({
        cluster: state.cluster,
        profile: state.profile,
        count: (kind) => countOf(state, kind),
        topics: () => topicsOf(state),
      })),
    tell,
    profile: (uri) => {
      const file = unread.has(uri) ? { ...settingsFiles.of(uri), parts: [] } : files.get(uri);
      if (!file) return { profile: 'production', reasons: [], pinned: false };
      return judge.profile(file, clusterOfFile(uri));
    },
    file: (uri) => {
      const file = open(uri);
      if (file) entities.wake(file);
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
    return [...relations.seenWith(state)].flatMap((entity) =>
      entity.kind === 'topic' ? entities.whole(entity) : [],
    );
  }

  function tell(source: string, found: Told[]): void {
    const holder = told.get(source) ?? newHolder();
    told.set(source, holder);
    lastAsked = undefined;
    publish(
      holder,
      found.map(({ place, message, fixes }) => ({ ...ownFinding(ownRules.drift, place, message), fixes })),
    );
  }

  function countOf(state: ClusterState, kind: Draft['kind']): number {
    return [...relations.seenWith(state)].filter((entity) => entity.kind === kind).length;
  }

  /** Kustomizations and JSON patches are of interest only where they build something of Kafka's. */
  function isKafkas(file: FileState): boolean {
    const { uri, text, reader } = file;
    if (reader?.namesOnly) return false;
    file.changesOnly ??= isKustomizeOnly(uri, text);
    return !file.changesOnly || deployments.using(uri).size > 0 || hasFindings(uri);
  }

  /** A piece of a compose service may have what is wrong in the whole. */
  function hasFindings(uri: string): boolean {
    return holdersIn(uri).size > 0;
  }

  /** What a part was reviewed as: by itself, or in each deployment that is made of it. */
  function draftsOf(part: Part): Draft[] {
    const built = [...deployments.using(part.uri)].flatMap((uri) => homes.get(uri) ?? []);
    return [open(part.uri), ...built].flatMap((file) =>
      file ? readingsOf(file.parts, part).flatMap(({ drafts }) => drafts) : [],
    );
  }

  function versionOf(part: Part): Known<string> | undefined {
    const file = files.get(part.uri);
    for (const draft of draftsOf(part)) {
      const state =
        draft.kind === 'broker' ? clustersByNode().get(draft.place) : entities.of(draft)?.holder.cluster;
      if (state?.cluster.version) return state.cluster.version;
      if (draft.kind === 'client' && draft.config.version) {
        return { value: draft.config.version, from: [draft.place] };
      }
    }
    return file?.settings.kafkaVersion ? { value: file.settings.kafkaVersion, from: [] } : undefined;
  }

  function clusterOfFile(uri: string): ClusterState | undefined {
    const state = clustersByUri().get(uri);
    if (state) return state;
    for (const holder of holdersIn(uri)) if (holder.cluster) return holder.cluster;
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

  /** The first cluster with a node in a file, by the file. */
  function clustersByUri(): Map<string, ClusterState> {
    if (byUri) return byUri;
    byUri = new Map();
    for (const [{ part }, state] of clustersByNode()) if (!byUri.has(part.uri)) byUri.set(part.uri, state);
    return byUri;
  }
}
