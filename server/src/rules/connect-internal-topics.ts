import { integer } from '../model/config.ts';
import type { Client, Resource } from '../model/deployment.ts';
import { choice, type Fix, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, type Known, type SetValue, type Value } from '../model/value.ts';
import { workerOf } from '../model/worker-group.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, connect, mirror, SIGN_IN } from './sound.ts';
import { sources } from './sources.ts';

const replicated = (factor: string) => connect(`config:\n  offset.storage.replication.factor: ${factor}`);

const worker = (offsets: string, status: string) => `bootstrap.servers=b1.example.org:9094,b2.example.org:9094
group.id=connect
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.json.JsonConverter
config.storage.topic=connect-configs
offset.storage.topic=connect-offsets
status.storage.topic=connect-status
config.storage.replication.factor=3
offset.storage.replication.factor=${offsets}
status.storage.replication.factor=${status}
`;

/** Two brokers, and Connect that reaches them. */
const two = (factor: string) => ({
  ...cluster(
    {
      config: `default.replication.factor: 2
min.insync.replicas: 1
offsets.topic.replication.factor: 2
transaction.state.log.replication.factor: 2
transaction.state.log.min.isr: 1`,
    },
    { replicas: '2' },
  ),
  'connect.yaml': connect(`bootstrapServers: prod-kafka-bootstrap:9093
${SIGN_IN}
config:
  config.storage.replication.factor: ${factor}
  offset.storage.replication.factor: -1
  status.storage.replication.factor: -1`),
});

const mirrored = (factor: string) =>
  mirror(
    `sourceConnector:\n  config:\n    sync.topic.acls.enabled: false\n    replication.factor: ${factor}`,
  );

/** What the connectors of a mirror make in its target. */
const MIRRORED: readonly [connector: string, key: string][] = [
  ['sourceConnector', 'replication.factor'],
  ['sourceConnector', 'offset-syncs.topic.replication.factor'],
  ['checkpointConnector', 'checkpoints.topic.replication.factor'],
  ['heartbeatConnector', 'heartbeats.topic.replication.factor'],
];

const NAMES = ['config', 'offset', 'status'] as const;
const DEFAULT = 3;

const keyOf = (name: string): string => `${name}.storage.replication.factor`;

export const connectInternalTopics: Rule = {
  id: 'connect-internal-topics',
  title: "Connect's own topics have too few replicas",
  category: 'durability',
  levels: { production: 'warning', dev: 'information' },
  why: `Connect keeps its connectors, their positions and their state in three topics. With one replica, a stopped
broker stops every connector, and a lost disk loses them with their positions: sources start over, and write everything
again. -1 takes the brokers' default.replication.factor. What MirrorMaker 2 makes in its target has the replicas that its
connectors ask for.`,
  sources: [
    sources.strimziDeploying,
    {
      title: 'Apache Kafka: Connect configuration',
      url: 'https://kafka.apache.org/documentation/#connectconfigs',
    },
  ],
  check: { client: checkProperties, resource: checkResource },
  examples: [
    { bad: { 'connect.yaml': replicated('«1»') }, good: { 'connect.yaml': replicated('3') } },
    {
      bad: { 'connect-distributed.properties': worker('«1»', '1') },
      good: { 'connect-distributed.properties': worker('3', '3') },
    },
    {
      bad: { 'mirror.yaml': mirrored('«1»') },
      good: { 'mirror.yaml': mirrored('3') },
    },
    {
      profile: 'dev',
      bad: two('«3»'),
      good: two('-1'),
      fixed: two('2'),
    },
  ],
};

interface Factor {
  name: (typeof NAMES)[number];
  value: Value<number>;
}

/** A worker's properties file; what Strimzi's resources say is seen by resource. */
function checkProperties({ config }: Client, report: Report): void {
  if (config.scope !== 'connect-distributed' || config.holder.path.length > 0) return;
  checkFew(
    NAMES.map((name) => ({ name, value: integer(config, keyOf(name)) })),
    report,
  );
}

function checkResource({ type, tree, reached }: Resource, report: Report): void {
  const spec = tree.get('spec');
  const worker = workerOf(type, spec);
  if (!worker) return;
  const config = worker.get('config');
  const servers = worker.get('bootstrapServers').string();
  const factors = NAMES.map((name) => ({ name, value: config.get(keyOf(name)).integer() }));
  const brokers = isSet(servers) ? reached.get(servers.value)?.brokers : undefined;
  if (!brokers || !isSet(servers) || !reportTooMany(factors, { brokers, servers }, report))
    checkFew(factors, report);
  if (type !== 'KafkaMirrorMaker2' || brokers?.value === 1) return;
  for (const one of spec.get('mirrors').items()) checkMirror(one, report);
}

/** One mirror's topics with a single replica are one finding. */
function checkMirror(mirror: Tree, report: Report): void {
  const single = MIRRORED.map(([connector, key]) => ({
    key,
    value: mirror.get(connector, 'config', key).integer(),
  })).filter(({ value }) => effective(value) === 1);
  const [first, ...others] = single;
  if (!first) return;
  const keys = single.map(({ key }) => key).join(', ');
  report(
    first.value,
    `${keys} = 1: what is mirrored has one copy in the target, and is offline when its broker stops. Set ${others.length > 0 ? 'them' : 'it'} to 3, or to -1 for the brokers' default.`,
    {
      related: others.map(({ key, value }) => ({ place: value.place, message: `${key} = 1` })),
      fixes: [3, -1].map((count) =>
        choice(`Set ${keys} to ${count}`, ...single.map(({ value }) => set(value.slot, count))),
      ),
    },
  );
}

/** All three topics with the same number of replicas are one finding. */
function checkFew(factors: Factor[], report: Report): void {
  for (const count of [1, 2]) {
    const same = factors.filter(({ value }) => isSet(value) && value.value === count);
    const [first, ...others] = same;
    if (!first) continue;
    const text =
      count === 1
        ? 'one stopped broker stops every connector, one lost disk loses them'
        : 'while one broker is restarted there is a single copy left';
    report(
      first.value,
      `${keysText(same)} = ${count}: ${text}. Set it to 3, or to -1 for the brokers' default.`,
      {
        ...(count === 2 ? { levels: { production: 'information', dev: 'off' } } : {}),
        related: others.map(({ name, value }) => ({
          place: value.place,
          message: `${keyOf(name)} = ${count}`,
        })),
        fixes: fixesFor(same, [3, -1]),
      },
    );
  }
}

/** Says whether it did. Without the key Connect asks for three replicas. */
function reportTooMany(
  factors: Factor[],
  { brokers, servers }: { brokers: Known<number>; servers: SetValue<string> },
  report: Report,
): boolean {
  const many = factors.filter(
    ({ value }) => value.state !== 'unknown' && (effective(value) ?? DEFAULT) > brokers.value,
  );
  const [first] = many;
  if (!first) return false;
  const count = effective(first.value) ?? DEFAULT;
  report(
    isSet(first.value) ? first.value : servers,
    `${keysText(many)} = ${count}${isSet(first.value) ? '' : ' (the default)'}, and the cluster has ${brokers.value} ${brokers.value === 1 ? 'broker' : 'brokers'}: Connect cannot make its topics and never becomes ready. Set it to ${brokers.value}, or to -1 for the brokers' default.`,
    {
      levels: { production: 'error', dev: 'error' },
      related: brokers.from.map((place) => ({ place, message: `${brokers.value} in all, counted here` })),
      fixes: fixesFor(many, [brokers.value, -1]),
    },
  );
  return true;
}

const fixesFor = (factors: Factor[], counts: number[]): Fix[] =>
  counts.map((count) =>
    choice(`Set ${keysText(factors)} to ${count}`, ...factors.map(({ value }) => set(value.slot, count))),
  );

/** config, offset and status.storage.replication.factor */
function keysText(factors: Factor[]): string {
  const names = factors.map(({ name }) => name);
  const last = names.at(-1) ?? '';
  const before = names.slice(0, -1).join(', ');
  return `${before === '' ? '' : `${before} and `}${keyOf(last)}`;
}
