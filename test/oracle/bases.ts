// Where generated configurations start from: real public files, made fit for the version, and sound ones of our own.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { factsOf } from '../../server/src/knowledge/facts.ts';
import type { Scope } from '../../server/src/knowledge/table.ts';
import { isOlder } from '../../server/src/knowledge/versions.ts';
import { parseProperties } from '../../server/src/readers/properties/syntax.ts';
import { sharedFolder } from '../support/shared.ts';

export type Base = ReadonlyMap<string, string>;

const combined = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.quorum.voters': '1@host1:9093,2@host2:9093,3@host3:9093',
  listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
  'advertised.listeners': 'PLAINTEXT://host1.example.org:9092',
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL',
  'log.dirs': '/var/lib/kafka/a,/var/lib/kafka/b',
};

const broker = {
  'process.roles': 'broker',
  'node.id': '11',
  'controller.quorum.voters': '1@host1:9093,2@host2:9093,3@host3:9093',
  listeners: 'INTERNAL://:9091,EXTERNAL://0.0.0.0:9092',
  'advertised.listeners': 'INTERNAL://host11:9091,EXTERNAL://host11.example.org:9092',
  'inter.broker.listener.name': 'INTERNAL',
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:SASL_SSL,INTERNAL:SASL_SSL,EXTERNAL:SASL_SSL',
  'sasl.enabled.mechanisms': 'SCRAM-SHA-512,OAUTHBEARER',
  'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
  'sasl.mechanism.controller.protocol': 'SCRAM-SHA-512',
  'min.insync.replicas': '2',
  'default.replication.factor': '3',
};

const controller = {
  'process.roles': 'controller',
  'node.id': '2',
  'controller.quorum.voters': '1@host1:9093,2@host2:9093,3@host3:9093',
  listeners: 'CONTROLLER://:9093',
  'controller.listener.names': 'CONTROLLER',
  'log.dirs': '/var/lib/kafka',
};

const zookeeper = {
  'broker.id': '1',
  'zookeeper.connect': 'zk1:2181,zk2:2181,zk3:2181/kafka',
  listeners: 'PLAINTEXT://:9092,SSL://:9093',
  'advertised.listeners': 'PLAINTEXT://host1:9092,SSL://host1:9093',
  'log.dirs': '/var/lib/kafka',
  'ssl.keystore.location': '/etc/kafka/keystore.jks',
  'ssl.keystore.password': 'secret',
};

const own: Partial<Record<Scope, Record<string, string>[]>> = {
  topic: [
    {},
    { 'cleanup.policy': 'compact', 'min.compaction.lag.ms': '1000', 'max.compaction.lag.ms': '100000' },
    { 'retention.ms': '86400000', 'segment.bytes': '1073741824', 'min.insync.replicas': '2' },
  ],
  producer: [
    { 'bootstrap.servers': 'host1:9092,host2:9092', acks: 'all', 'linger.ms': '10' },
    { 'bootstrap.servers': 'host1:9092', 'transactional.id': 'orders-1' },
    { 'bootstrap.servers': 'host1:9092', 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'SCRAM-SHA-512' },
  ],
  consumer: [
    { 'bootstrap.servers': 'host1:9092', 'group.id': 'orders', 'auto.offset.reset': 'earliest' },
    { 'bootstrap.servers': 'host1:9092', 'group.id': 'orders', 'session.timeout.ms': '30000' },
  ],
  'connect-distributed': [
    {
      'bootstrap.servers': 'host1:9092',
      'group.id': 'connect',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'offset.storage.topic': 'connect-offsets',
      'config.storage.topic': 'connect-configs',
      'status.storage.topic': 'connect-status',
    },
  ],
  'connect-standalone': [
    {
      'bootstrap.servers': 'host1:9092',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'offset.storage.file.filename': '/var/lib/connect/offsets',
    },
  ],
};

/** What serializers a client needs comes from its program; a generated one gets them so that it can be accepted. */
const program: Partial<Record<Scope, Record<string, string>>> = {
  producer: {
    'bootstrap.servers': 'host1:9092',
    'key.serializer': 'org.apache.kafka.common.serialization.StringSerializer',
    'value.serializer': 'org.apache.kafka.common.serialization.StringSerializer',
  },
  consumer: {
    'bootstrap.servers': 'host1:9092',
    'key.deserializer': 'org.apache.kafka.common.serialization.StringDeserializer',
    'value.deserializer': 'org.apache.kafka.common.serialization.StringDeserializer',
  },
};

/** All starting points of a scope for a version. */
export function bases(scope: Scope, version: string): Base[] {
  const sound = scope === 'broker' ? brokers(version) : (own[scope] ?? []);
  const real = corpus(scope).map((settings) => adapt(scope, version, settings));
  const given = Object.entries(
    program[scope] ?? (scope.startsWith('connect') ? own[scope]?.[0] : undefined) ?? {},
  );
  return [...sound.map((each) => new Map(Object.entries(each))), ...real].map(
    (base) => new Map([...given, ...base]),
  );
}

function brokers(version: string): Record<string, string>[] {
  const kraft = [combined, broker, controller];
  return isOlder(version, '4.0') ? [...kraft, zookeeper, zookeeper] : kraft;
}

/**
 * Leaves out what nobody can judge from the text (placeholders, config providers, classes that are not Kafka's own),
 * and gives a broker of another age the role it has now, so that not every file fails for the same reason.
 */
function adapt(scope: Scope, version: string, settings: Base): Base {
  const fitted = new Map<string, string>();
  for (const [key, value] of settings) {
    const facts = factsOf(scope, key, version);
    const names =
      facts?.type === 'CLASS' ||
      /^authorizer\.class\.name$|assignors$|interceptor\.classes|reporters|assignment\.strategy/.test(key);
    const foreign = names && !value.split(',').every((name) => name.trim().startsWith('org.apache.kafka.'));
    if (!value.includes('${') && !key.startsWith('config.providers') && !foreign) fitted.set(key, value);
  }
  if (scope === 'broker' && !isOlder(version, '4.0') && !fitted.has('process.roles')) {
    const all = (fitted.get('listeners') ?? 'PLAINTEXT://:9092').split(',');
    fitted.set('process.roles', 'broker');
    fitted.set('controller.listener.names', 'CONTROLLER');
    fitted.set('controller.quorum.voters', '3000@host:9093');
    if (fitted.has('listener.security.protocol.map'))
      fitted.set(
        'listener.security.protocol.map',
        `${fitted.get('listener.security.protocol.map')},CONTROLLER:PLAINTEXT`,
      );
    if (!fitted.has('broker.id') && !fitted.has('node.id')) fitted.set('node.id', String(all.length));
  }
  return fitted;
}

const folders: Partial<Record<Scope, string>> = {
  broker: 'server-properties',
  producer: 'client-properties',
  consumer: 'client-properties',
  'connect-distributed': 'connect-properties',
  'connect-standalone': 'connect-properties',
};

function corpus(scope: Scope): Base[] {
  if (scope === 'topic') return topics();
  const folder = folders[scope];
  if (!folder) return [];
  return files(join(sharedFolder(), 'corpus', folder), '.properties').map((file) => {
    const { entries } = parseProperties(readFileSync(file, 'latin1'));
    return new Map(entries.map(({ key, value }) => [key, value]));
  });
}

function topics(): Base[] {
  return files(join(sharedFolder(), 'corpus/strimzi'), '.yaml')
    .filter((file) => readFileSync(file, 'utf8').includes('kind: KafkaTopic'))
    .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')))
    .map((document) => ('toJS' in document ? document.toJS() : undefined))
    .filter((resource) => resource?.kind === 'KafkaTopic')
    .map((resource) => {
      const config: Record<string, unknown> = resource.spec?.config ?? {};
      return new Map(Object.entries(config).map(([key, value]) => [key, String(value)]));
    });
}

/** All files below a folder with an ending, in the same order everywhere. */
export function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}
