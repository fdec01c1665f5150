import {
  intersect,
  isExplainedBy,
  isKind,
  isNotice,
  replacementOf,
  replacementOfType,
  type StructureProblem,
  strimziRangeFor,
  validateStructure,
} from '../knowledge/strimzi/index.ts';
import { type Change, type Json, remove, rename, set } from '../model/fix.ts';
import type { Part, Path } from '../model/place.ts';
import type { Tree } from '../model/tree.ts';
import { effective } from '../model/value.ts';
import { treeOf } from '../readers/yaml/access.ts';
import { yamlReader } from '../readers/yaml/reader.ts';
import { spellYaml } from '../readers/yaml/spell.ts';
import { parseYaml } from '../readers/yaml/tree.ts';
import { applyEdits } from '../review/apply.ts';
import { type Beside, besideInText, type PoolsOf } from './migrate-beside.ts';
import { mirrorMakerChanges } from './migrate-v1-mirror-maker.ts';
import { poolsFor } from './migrate-v1-pools.ts';

/** What a person should know about a migrated resource. */
export interface MigrationNote {
  /** "Kafka prod", as the resource names itself. */
  resource: string;
  message: string;
  /** Something is left that only a person can do. */
  open: boolean;
}

export interface Migrated {
  text: string;
  notes: MigrationNote[];
}

/**
 * Moves every Strimzi resource of a YAML text from an older API version to v1, the only one that Strimzi 1.0 and newer
 * serve. Comments, order and formatting of what stays are kept. What is dropped is noted with its reason, what cannot
 * be done mechanically is noted as open. `beside` tells of the other files, and of nothing but this text unless set;
 * `target` is the release of Strimzi that it is for, any that serves v1 unless set.
 */
export function migrateToV1(text: string, beside?: Beside, target?: string): Migrated {
  const notes: MigrationNote[] = [];
  // What follows knows LF and CRLF; a file whose lines end in a lone CR gets its own line ends back.
  const source = text.replace(/\r(?!\n)/g, '\n');
  const around = beside ?? besideInText(source);
  const parts = documentsOf(source).map((document) => migrateDocument(document, around, notes, target));
  const migrated = parts.join('');
  if (migrated === source) return { text, notes };
  const eol = /\r\n/.exec(text)?.[0] ?? (text.includes('\n') ? '\n' : (/\r/.exec(text)?.[0] ?? '\n'));
  return { text: eol === '\n' ? migrated : migrated.replace(/\r?\n/g, eol), notes };
}

interface Document {
  /** Where it begins in its file. */
  at: number;
  part: Part;
  tree: Tree;
  readable: boolean;
}

function documentsOf(text: string): Document[] {
  const parts = yamlReader.split(text);
  return parts.map(({ offset }, at) =>
    documentOf(text.slice(offset, parts[at + 1]?.offset ?? text.length), offset),
  );
}

function documentOf(text: string, at = 0): Document {
  const part: Part = { uri: '', format: 'yaml', text, offset: 0 };
  const { root, problems, templated } = parseYaml(text);
  return { at, part, tree: treeOf(part, root, templated), readable: problems.length === 0 };
}

const kindOf = (tree: Tree): string => effective(tree.get('kind').string()) ?? '';

/** What is changed in one resource: first what is set or renamed, then what is removed, each on a text of its own. */
interface Plan {
  tree: Tree;
  target: string | undefined;
  first: Change[];
  removals: Path[];
  added: string[];
  note(message: string, open?: boolean): void;
}

function migrateDocument(
  { at, part, tree, readable }: Document,
  beside: Beside,
  notes: MigrationNote[],
  target: string | undefined,
): string {
  const api = effective(tree.get('apiVersion').string()) ?? '';
  const kind = kindOf(tree);
  const isOld = /^kafka\.strimzi\.io\/v1(alpha|beta)\d$/.test(api);
  const inherited = kind === 'KafkaNodePool' ? beside.inheritedBy(at) : undefined;
  if (!isKind(kind) || !(isOld || (inherited && /^kafka\.strimzi\.io\//.test(api)))) return part.text;
  const resource = `${kind} ${effective(tree.get('metadata', 'name').string()) ?? ''}`.trim();
  const note = (message: string, open = false): void => void notes.push({ resource, message, open });
  if (!readable) {
    note('is no sound YAML: it was left as it is', true);
    return part.text;
  }
  const plan: Plan = { tree, target, first: [], removals: [], added: [], note };
  if (isOld) plan.first.push(set(tree.get('apiVersion').slot, 'kafka.strimzi.io/v1'));
  if (inherited) {
    plan.first.push(set(tree.get('spec', 'resources').slot, inherited.resources));
    note(`spec.resources was taken over from the Kafka resource ${inherited.from}`);
  }
  planKind(plan, kind, { pools: beside.poolsOf(at), namesake: beside.namesake(at) });
  for (const problem of validateStructure(tree, kind, 'v1', target) ?? []) planProblem(plan, kind, problem);
  const migrated = carryOut(plan);
  for (const message of leftIn(migrated, kind, target)) note(message, true);
  const added = plan.added.map((text) => `---\n${migrateToV1(text, undefined, target).text}`);
  return added.length === 0 ? migrated : `${migrated.trimEnd()}\n${added.join('')}`;
}

/** What of other documents matters to a Kafka resource. */
interface Around {
  pools: PoolsOf | undefined;
  namesake: string | undefined;
}

function planKind(plan: Plan, kind: string, around: Around): void {
  noteKafkaVersion(plan, kind === 'Kafka' ? ['spec', 'kafka', 'version'] : ['spec', 'version']);
  if (kind === 'Kafka') planKafka(plan, around);
  if (kind === 'KafkaConnect') planConnect(plan);
  if (kind === 'KafkaMirrorMaker2') planMirrorMaker(plan);
  const replicas = defaultReplicas[kind];
  if (replicas !== undefined && plan.tree.get('spec', 'replicas').self().state === 'unset') {
    plan.first.push(set(plan.tree.get('spec', 'replicas').slot, replicas));
    plan.note(`spec.replicas is required in v1: set to ${replicas}, what the operator took before`);
  }
}

function noteKafkaVersion({ tree, target, note }: Plan, path: Path): void {
  const version = effective(tree.get(...path).string());
  // A connector's version is its plugin's.
  if (version === undefined || kindOf(tree) === 'KafkaConnector') return;
  const running = strimziRangeFor(version);
  const wanted = target === undefined ? { min: '0.49' } : { min: target, max: target };
  if (running !== undefined && intersect(running, wanted) !== undefined) return;
  const able = target === undefined ? 'no release of Strimzi that serves v1' : `no Strimzi ${target}`;
  note(`Kafka ${version} is run by ${able}: upgrade Kafka first`, true);
}

/** How many pods the operator ran when a v1beta2 resource named no number. */
const defaultReplicas: Readonly<Record<string, number>> = {
  KafkaConnect: 3,
  KafkaMirrorMaker2: 3,
  KafkaBridge: 1,
};

const NODE_POOLS = 'strimzi.io/node-pools';

/** Node pools take over what the Kafka resource said about its nodes. */
function planKafka(plan: Plan, { pools, namesake }: Around): void {
  const { tree, note } = plan;
  const annotations = tree.get('metadata', 'annotations');
  const hasPools = pools !== undefined || effective(annotations.get(NODE_POOLS).string()) === 'enabled';
  for (const annotation of ['strimzi.io/kraft', NODE_POOLS]) {
    if (annotations.get(annotation).kind === 'absent') continue;
    plan.removals.push([...annotations.slot.path, annotation]);
    note(`the annotation ${annotation} was removed: it means nothing since Strimzi 0.48`);
  }
  const paths = ['replicas', 'storage', 'resources'].map((field) => ['spec', 'kafka', field]);
  const present = [...paths, ['spec', 'zookeeper']].filter((path) => tree.get(...path).kind !== 'absent');
  if (present.length === 0) return;
  if (hasPools) noteRemoved(plan, pools);
  else {
    const name = effective(tree.get('metadata', 'name').string());
    const made = poolsFor(tree, namesake === undefined ? '' : `${name}-`);
    if (made === undefined) {
      note(
        'spec.kafka.replicas and storage must become KafkaNodePool resources: they could not be read here',
        true,
      );
      return;
    }
    plan.added.push(...made);
    note('node pools were made from spec.kafka and spec.zookeeper');
    if (namesake !== undefined)
      note(
        `the pool is ${name}-kafka, because ${namesake} needs the name kafka in this namespace: the operator adopts volumes for that name only, so that brokers with data need a namespace of their own first`,
        true,
      );
  }
  plan.removals.push(...present);
  if (tree.get('spec', 'zookeeper').kind !== 'absent') {
    note(
      'spec.zookeeper was removed: a running cluster must be migrated to KRaft with Strimzi 0.45 first',
      true,
    );
  }
}

/** Says what becomes of the fields that node pools replace, where there are pools; undefined: they are elsewhere. */
function noteRemoved({ tree, note }: Plan, pools: PoolsOf | undefined): void {
  const kafka = tree.get('spec', 'kafka');
  const ignored = ['replicas', 'storage'].filter((field) => kafka.get(field).kind !== 'absent');
  if (ignored.length > 0)
    note(
      `${ignored.join(' and ')} of spec.kafka ${ignored.length > 1 ? 'were' : 'was'} removed: the node pools say it`,
    );
  if (kafka.get('resources').kind === 'absent') return;
  if (pools === undefined) {
    note(
      'resources of spec.kafka were removed: node pools without their own, which are not here, need them',
      true,
    );
    return;
  }
  const { heirs, left } = pools;
  const moved = heirs.filter((name) => !left.includes(name));
  if (heirs.length === 0) note('resources of spec.kafka were removed: every node pool has its own');
  if (moved.length > 0) note(`resources of spec.kafka were moved to the node pools ${moved.join(', ')}`);
  if (left.length > 0)
    note(`resources of spec.kafka were removed: the node pools ${left.join(', ')} need them`, true);
}

/** The group and topics that Connect used when its configuration named none (KafkaConnect of v1beta2). */
const connectDefaults = [
  ['groupId', 'group.id', 'connect-cluster'],
  ['configStorageTopic', 'config.storage.topic', 'connect-cluster-configs'],
  ['offsetStorageTopic', 'offset.storage.topic', 'connect-cluster-offsets'],
  ['statusStorageTopic', 'status.storage.topic', 'connect-cluster-status'],
] as const;

function planConnect(plan: Plan): void {
  const { tree, note } = plan;
  for (const [field, key, value] of connectDefaults) {
    const own = tree.get('spec', 'config', key);
    if (tree.get('spec', field).kind === 'absent') {
      plan.first.push(set(tree.get('spec', field).slot, own.json() ?? value));
      if (own.kind === 'absent')
        note(`spec.${field} is required in v1: set to ${value}, what the operator took before`);
    }
    if (own.kind !== 'absent') plan.removals.push(own.slot.path);
  }
  const env = tree.get('spec', 'externalConfiguration', 'env');
  const target = tree.get('spec', 'template', 'connectContainer', 'env');
  if (env.kind === 'seq' && target.kind === 'absent') {
    plan.first.push(set(target.slot, env.json() as Json));
    plan.removals.push(env.slot.path);
  }
  if (tree.get('spec', 'externalConfiguration', 'volumes').kind !== 'absent') {
    const where =
      'template.pod.volumes and connectContainer.volumeMounts below /mnt, with another path in the connectors';
    note(`spec.externalConfiguration.volumes must be written as ${where}`, true);
  } else if (env.kind === 'seq' && target.kind === 'absent') {
    plan.removals.push(['spec', 'externalConfiguration']);
  }
}

function planMirrorMaker(plan: Plan): void {
  if (plan.tree.get('spec', 'clusters').kind === 'absent') return;
  const changes = mirrorMakerChanges(plan.tree);
  if (changes === undefined) {
    plan.note('clusters could not be matched with connectCluster, sourceCluster and targetCluster', true);
    return;
  }
  plan.first.push(...changes);
  for (const mirror of plan.tree.get('spec', 'mirrors').items()) {
    if (mirror.get('heartbeatConnector').kind === 'absent') continue;
    plan.removals.push(mirror.get('heartbeatConnector').slot.path);
    plan.note('heartbeatConnector was removed: deploy it as a KafkaConnector if heartbeats are wanted', true);
  }
}

/** Fields that have one successor are renamed, ignored ones are dropped; the others stay, and are listed in the end. */
function planProblem(plan: Plan, kind: string, problem: StructureProblem): void {
  const { path, kind: why } = problem;
  const isField = why === 'removed-field' && problem.value === undefined;
  const isVariant = why === 'misplaced-field' && problem.type !== undefined;
  if (!isField || isVariant || plan.removals.some((other) => isInside(path, other))) return;
  const replacement = replacementOf(kind, path);
  const slot = { part: plan.tree.slot.part, path };
  if (replacement?.ignored) {
    plan.removals.push(path);
    plan.note(`${path.join('.')} was removed: ${replacement.instead}`);
    return;
  }
  if (replacement?.field === undefined) return;
  const { name, value } = replacement.field;
  const old = plan.tree.get(...path).json();
  const fresh = old === undefined ? undefined : value(old);
  const taken = plan.tree.get(...path.slice(0, -1), name).kind !== 'absent';
  if (taken) plan.removals.push(path);
  else if (fresh !== undefined) {
    if (fresh !== old) plan.first.push(set(slot, fresh));
    plan.first.push(rename(slot, name));
  }
}

const isInside = (path: Path, other: Path): boolean =>
  other.length <= path.length && other.every((step, at) => step === path[at]);

/** Removals come last, one by one: what was set may stand where something goes, and an emptied map goes with it. */
function carryOut({ tree, first, removals }: Plan): string {
  const raw = first.filter(({ kind }) => kind === 'replace');
  const rest = first.filter(({ kind }) => kind !== 'replace');
  let { text } = tree.slot.part;
  for (const changes of [raw, rest]) text = applyEdits(text, ordered(spellYaml(text, changes)));
  for (const path of removals) {
    const part: Part = { uri: '', format: 'yaml', text, offset: 0 };
    text = applyEdits(text, spellYaml(text, [remove({ part, path: withoutEmpty(text, path) })]));
  }
  return text;
}

type Edits = ReturnType<typeof spellYaml>;

const ordered = (edits: Edits): Edits => edits.sort((a, b) => a.start - b.start || a.end - b.end);

/** The path of the parent instead, where nothing else stands in it. */
function withoutEmpty(text: string, path: Path): Path {
  const { tree } = documentOf(text);
  let shortest = path;
  while (shortest.length > 2 && tree.get(...shortest.slice(0, -1)).keys().length === 1) {
    shortest = shortest.slice(0, -1);
  }
  return shortest;
}

/** What v1 still refuses, in words. */
function leftIn(text: string, kind: string, target: string | undefined): string[] {
  const all = (validateStructure(documentOf(text).tree, kind, 'v1', target) ?? []).filter(
    (it) => !isNotice(it),
  );
  const problems = all.filter((problem) => !all.some((other) => isExplainedBy(problem, other)));
  return problems.map((problem) => {
    const at = problem.path.join('.');
    switch (problem.kind) {
      case 'removed-field': {
        const instead =
          problem.value === undefined
            ? replacementOf(kind, problem.path)?.instead
            : replacementOfType(problem.value);
        const what = problem.value === undefined ? at : `type: ${problem.value} at ${at}`;
        return `${what} is not part of v1${instead === undefined ? '' : `: ${instead}`}`;
      }
      case 'missing-required':
        return `${at} is required in v1`;
      default:
        return `${at} is refused by v1 (${problem.kind.replaceAll('-', ' ')})`;
    }
  });
}
