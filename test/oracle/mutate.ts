// Changes to a sound configuration that may make Kafka refuse it: every key and type, every demand, and the settings
// that are checked together.
import { keysOf } from '../../server/src/knowledge/facts.ts';
import type { KeyFacts, Scope } from '../../server/src/knowledge/table.ts';
import { escapeValue } from '../../server/src/readers/properties/syntax.ts';
import type { Base } from './bases.ts';
import type { Random } from './random.ts';

/** Settings that hang together, each with texts worth trying; null takes the key away. */
const together: Partial<Record<Scope, Record<string, readonly (string | null)[]>>> = {
  broker: {
    'process.roles': [
      'broker',
      'controller',
      'broker,controller',
      'controller, broker',
      '',
      'brokers',
      'broker,broker',
      null,
    ],
    'node.id': ['0', '1', '2', '11', '-1', '3000', null],
    'broker.id': ['0', '1', '2', '-1', '-2', '1000', '1001', null],
    'broker.id.generation.enable': ['true', 'false'],
    'controller.quorum.voters': [
      '1@host1:9093',
      '1@host1:9093,2@host2:9093,3@host3:9093',
      'host1:9093',
      '1@host1',
      'a@host1:9093',
      '1@:9093',
      '1@host_1:9093',
      '1@0.0.0.0:9093',
      '1@[::1]:9093',
      '1@host1:99999',
      '1@host1:9093,',
      '1@host1:9093,1@host2:9093',
      '',
      null,
    ],
    'controller.quorum.bootstrap.servers': [
      'host1:9093',
      'host1:9093,host2:9093',
      'host1',
      'host1:port',
      'http://host1:1',
      '',
      null,
    ],
    listeners: [
      'PLAINTEXT://:9092',
      'PLAINTEXT://:9092,CONTROLLER://:9093',
      'CONTROLLER://:9093',
      'CONTROLLER://0.0.0.0:9093',
      'PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093',
      'PLAINTEXT://:9092,CONTROLLER://:9092',
      'PLAINTEXT://:9092,PLAINTEXT://:9094,CONTROLLER://:9093',
      'PLAINTEXT://127.0.0.1:9092,SSL://[::1]:9092,CONTROLLER://:9093',
      'PLAINTEXT://127.0.0.1:9092,SSL://127.0.0.2:9092,CONTROLLER://:9093',
      'PLAINTEXT://127.0.0.1:9092,SSL://name:9092',
      'plaintext://:9092,controller://:9093',
      'PLAINTEXT://:0,CONTROLLER://:0',
      'PLAINTEXT://:-1',
      'PLAINTEXT://:70000,CONTROLLER://:9093',
      'PLAINTEXT://:99999999999',
      'PLAINTEXT://my_host:9092, CONTROLLER://:9093',
      'PLAINTEXT://my host:9092',
      'PLAINTEXT:9092',
      'PLAINTEXT',
      '://:9092',
      'EXT://:9092,CONTROLLER://:9093',
      'SSL://:9093,CONTROLLER://:9094',
      'SASL_SSL://:9093,SASL_PLAINTEXT://:9095',
      'INTERNAL://:9091,EXTERNAL://:9092',
      'PLAINTEXT://:9092,,CONTROLLER://:9093',
      'PLAINTEXT://:9092,',
      '',
      null,
    ],
    'advertised.listeners': [
      'PLAINTEXT://host1:9092',
      'PLAINTEXT://0.0.0.0:9092',
      'CONTROLLER://host1:9093',
      'PLAINTEXT://host1:9092,CONTROLLER://host1:9093',
      'PLAINTEXT://host1:9092,CONTROLLER://0.0.0.0:9093',
      'PLAINTEXT://host1:9092,SSL://host1:9092',
      'EXT://host1:9092',
      'INTERNAL://host1:9091',
      'PLAINTEXT://:9092',
      'PLAINTEXT://[::]:9092',
      'PLAINTEXT://host1',
      'plaintext://host1:9092',
      '',
      null,
    ],
    'listener.security.protocol.map': [
      'PLAINTEXT:PLAINTEXT',
      'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      'CONTROLLER:SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,INTERNAL:SSL,EXTERNAL:SSL',
      'controller:plaintext, plaintext : plaintext',
      'PLAINTEXT:PLAINTEXT,plaintext:SSL,CONTROLLER:PLAINTEXT',
      'PLAINTEXT:PLAIN',
      'PLAINTEXT',
      'PLAINTEXT:PLAINTEXT,,CONTROLLER:PLAINTEXT',
      ':PLAINTEXT',
      '',
      null,
    ],
    'inter.broker.listener.name': [
      'PLAINTEXT',
      'INTERNAL',
      'internal',
      'SSL',
      'CONTROLLER',
      'NOPE',
      '',
      null,
    ],
    'security.inter.broker.protocol': ['PLAINTEXT', 'SSL', 'ssl', 'SASL_SSL', 'SASL_PLAINTEXT', 'TLS', null],
    'controller.listener.names': [
      'CONTROLLER',
      'controller',
      'CONTROLLER,SSL',
      'CONTROLLER,CONTROLLER',
      'SSL',
      'PLAINTEXT',
      'NOPE',
      '',
      ' CONTROLLER',
      'CONTROLLER, SSL',
      null,
    ],
    'control.plane.listener.name': ['CONTROLLER', 'SSL', 'PLAINTEXT', 'NOPE'],
    'early.start.listeners': ['PLAINTEXT', 'CONTROLLER', 'NOPE', 'SSL,PLAINTEXT', '', 'plaintext'],
    'sasl.mechanism.inter.broker.protocol': ['PLAIN', 'GSSAPI', 'SCRAM-SHA-256', '', null],
    'sasl.enabled.mechanisms': ['PLAIN', 'GSSAPI,PLAIN', 'SCRAM-SHA-256,SCRAM-SHA-512', '', 'plain', null],
    'listener.name.internal.sasl.enabled.mechanisms': ['PLAIN', 'SCRAM-SHA-512', ''],
    'zookeeper.connect': ['zk:2181', '', null],
    'zookeeper.metadata.migration.enable': ['true', 'false'],
    'inter.broker.protocol.version': [
      '2.8',
      '3.0',
      '3.4',
      '3.9',
      '4.0',
      '0.10.0',
      '0.9.0',
      '9.9',
      '2.8-IV1',
      '3.0-IV0',
      '',
    ],
    'log.message.format.version': ['2.8', '3.0', '0.9.0', '0.10.2', '1.0', 'x'],
    'offsets.topic.compression.codec': ['0', '1', '2', '3', '4', '5', '-1'],
    'offsets.commit.required.acks': ['-1', '0', '3', '4', '-2'],
    'offsets.topic.replication.factor': ['1', '3'],
    'log.dirs': ['/a', '/a,/b', '', ',', ' ', '/a,/a', '/a,,/b', null],
    'log.dir': ['/a', '', null],
    'cordoned.log.dirs': ['*', '/a', '/nope', '*,/a', ''],
    'log.retention.ms': ['0', '-1', '-5', '1', null],
    'log.retention.minutes': ['0', '10', null],
    'log.retention.hours': ['0', '-1', '1'],
    'log.roll.ms': ['0', '1', '-1'],
    'log.roll.jitter.ms': ['-1', '0'],
    'log.cleaner.threads': ['0', '1', '128', '200'],
    'log.cleaner.dedupe.buffer.size': ['1048576', '1048577', '134217728', '2097152'],
    'replica.fetch.wait.max.ms': ['500', '30000', '30001', '90000'],
    'replica.socket.timeout.ms': ['30000', '500', '499'],
    'replica.lag.time.max.ms': ['30000', '500', '100'],
    'queued.max.request.bytes': ['-1', '0', '1', '104857600', '104857599'],
    'socket.request.max.bytes': ['104857600', '1'],
    'max.connections.per.ip': ['0', '1'],
    'max.connections.per.ip.overrides': [
      'host1:10',
      'host1:a',
      'host1',
      'a b:1',
      '127.0.0.1:5,host:6',
      '',
      ':5',
      'h:-1',
    ],
    'connection.failed.authentication.delay.ms': ['100', '600000', '599999', '0'],
    'connections.max.idle.ms': ['-1', '0', '100', '600000'],
    'group.coordinator.rebalance.protocols': [
      'classic',
      'classic,consumer',
      'consumer',
      'classic,consumer,streams',
      'classic,share',
      'CLASSIC',
      '',
    ],
    'group.consumer.assignors': [
      'uniform',
      'range',
      'uniform,range',
      'nope',
      '',
      'org.apache.kafka.coordinator.group.assignor.RangeAssignor',
    ],
    'group.share.assignors': ['simple', 'nope', 'simple,simple', ''],
    'group.consumer.heartbeat.interval.ms': ['4999', '5000', '15001', '45000'],
    'group.consumer.session.timeout.ms': ['44999', '45000', '60001', '5000'],
    'group.consumer.min.session.timeout.ms': ['45000', '5000', '60001'],
    'group.share.heartbeat.interval.ms': ['5000', '15001', '100'],
    'group.share.session.timeout.ms': ['45000', '60001', '100'],
    'group.share.record.lock.duration.ms': ['30000', '15000', '60000', '60001', '1000', '14999'],
    'group.share.delivery.count.limit': ['5', '2', '10', '11'],
    'group.share.max.delivery.count.limit': ['10', '5', '25'],
    'group.share.partition.max.record.locks': ['200', '100', '10000', '2000', '99'],
    'group.streams.num.standby.replicas': ['0', '2', '3'],
    'group.share.max.size': ['200', '1000', '10'],
    'group.share.max.share.sessions': ['2000', '100', '1'],
    'controller.quorum.auto.join.enable': ['true', 'false'],
    'host.name': ['host1', '0.0.0.0', 'a b'],
    port: ['9092', '9094'],
    'advertised.host.name': ['host1', '0.0.0.0'],
    'advertised.port': ['9092'],
    'compression.type': ['gzip', 'GZIP', 'none', 'brotli'],
  },
  topic: {
    'min.compaction.lag.ms': ['0', '100', '9223372036854775807', '9223372036854775808'],
    'max.compaction.lag.ms': ['1', '50', '100', '0', '9223372036854775807'],
    'leader.replication.throttled.replicas': ['*', '0:1,1:2', '0:1,', 'x', '0-1', '', '*,*', ' * '],
    'cleanup.policy': [
      'compact',
      'delete',
      'compact,delete',
      'delete , compact',
      '',
      'purge',
      'compact,compact',
      'none',
    ],
    'message.format.version': ['2.8', '3.0-IV1', '0.9.0', 'x', ''],
    'retention.hours': ['5'],
    'message.timestamp.type': ['CreateTime', 'LogAppendTime', 'createTime'],
    'segment.bytes': ['1048576', '1048575', '14', '13', '1G'],
    'retention.ms': ['-1', '-2', '7d', '0'],
    'compression.type': ['zstd', 'none', 'ZSTD'],
  },
  producer: {
    acks: ['all', '-1', '0', '1', 'ALL', '2', ' all ', ''],
    retries: ['0', '1', '2147483647', '-1', '2147483648'],
    'enable.idempotence': ['true', 'false', 'TRUE', null],
    'transactional.id': ['t', '', null],
    'max.in.flight.requests.per.connection': ['1', '5', '6', '0'],
    'transaction.two.phase.commit.enable': ['true', 'false'],
    'transaction.timeout.ms': ['60000', '-1'],
    'security.protocol': ['SASL_SSL', 'sasl_ssl', 'SSL', 'TLS', ''],
    'sasl.mechanism': ['PLAIN', '', null],
    'bootstrap.servers': ['host:9092', '', 'a,a', 'host', null],
    'compression.type': ['zstd', 'none', 'brotli', 'Gzip'],
    'delivery.timeout.ms': ['120000', '1', '-1'],
    'key.serializer': [null, 'org.apache.kafka.common.serialization.LongSerializer'],
  },
  consumer: {
    'group.protocol': ['classic', 'consumer', 'CONSUMER', 'share', ''],
    'group.remote.assignor': ['uniform', ''],
    'heartbeat.interval.ms': ['3000', '-1'],
    'session.timeout.ms': ['45000', '0'],
    'partition.assignment.strategy': ['org.apache.kafka.clients.consumer.RangeAssignor', '', null],
    'share.acknowledgement.mode': ['implicit', 'explicit', 'x'],
    'share.acquire.mode': ['batch_optimized', 'record_limit', 'x'],
    'auto.offset.reset': [
      'latest',
      'earliest',
      'none',
      'LATEST',
      'by_duration:P7D',
      'by_duration:PT1H30M',
      'by_duration:7d',
      'by_duration:-P1D',
      'by_duration:',
      'newest',
      '',
    ],
    'enable.auto.commit': ['true', 'false', null],
    'group.id': ['g', '', null],
    'isolation.level': ['read_committed', 'READ_COMMITTED', 'x'],
    'security.protocol': ['SASL_SSL', 'SSL', 'x'],
    'sasl.mechanism': ['PLAIN', ''],
    'key.deserializer': [null],
  },
  'connect-distributed': {
    'inter.worker.signature.algorithm': ['HmacSHA256', 'HmacSHA1', 'HmacNope', ''],
    'inter.worker.verification.algorithms': ['HmacSHA256', 'HmacSHA1,HmacSHA256', 'HmacSHA1', '', 'x'],
    'inter.worker.key.generation.algorithm': ['HmacSHA256', 'AES', 'DES', 'nope', ''],
    'inter.worker.key.size': ['128', '256', '0', '-1', '40', '56'],
    'connect.protocol': ['eager', 'compatible', 'sessioned', 'x', 'EAGER'],
    listeners: ['http://:8083', 'http://:8083,https://:8443', '', ',', ' ', 'x'],
    'admin.listeners': ['', 'http://:8080', 'x', ',', 'http://a:1,'],
    'response.http.headers.config': [
      'add Cache-Control:no-cache',
      'set X:a,add Y:b',
      'put X:a',
      'add X',
      'add',
      '"add X:a,b"',
      'add X Y:z',
      '',
    ],
    'config.storage.replication.factor': ['-1', '0', '1', '3', '-2'],
    'offset.storage.partitions': ['-1', '0', '25'],
    'exactly.once.source.support': ['enabled', 'DISABLED', 'preparing', 'yes'],
    'group.id': ['connect', '', null],
    'plugin.discovery': ['only_scan', 'SERVICE_LOAD', 'x'],
    'plugin.path': ['/a', '', '/a,/a', ','],
  },
  'connect-standalone': {
    'offset.storage.file.filename': ['/tmp/o', '', null],
    listeners: ['http://:8083', '', ','],
    'admin.listeners': ['', ',', 'http://:1'],
    'response.http.headers.config': ['add X:a', 'nope X:a'],
    'bootstrap.servers': ['a:1', '', null],
    'key.converter': [null, 'org.apache.kafka.connect.storage.StringConverter', 'Nope', ''],
  },
};

const numbers = [
  '0',
  '1',
  '-1',
  '-2',
  '2',
  '10',
  '1000',
  ' 7 ',
  '+3',
  '2147483647',
  '2147483648',
  '-2147483649',
  '9223372036854775808',
  '1e3',
  '1.5',
  '5s',
  '',
  'abc',
  '0x10',
  '32767',
  '32768',
  '1_000',
];
const booleans = ['true', 'false', 'TRUE', ' false ', 'yes', '0', '', 'truee'];
const doubles = [
  '0',
  '0.5',
  '1',
  '1.0',
  '1.1',
  '-0.1',
  '.5',
  '5.',
  '1e-3',
  '0.5f',
  '0.5D',
  'NaN',
  'Infinity',
  'half',
  '',
  '0,5',
  '0x1p-1',
];
const texts = ['x', '', ' x ', 'x y', 'X', 'a,b'];
const lists = ['a', 'a,b', 'a, b', 'a,a', '', ' ', ',', 'a,,b', 'A'];

/** A text for a key: sound or not, near the edges of what it demands. */
function textFor(facts: KeyFacts, random: Random): string {
  const edges: string[] = [];
  for (const demand of facts.demands) {
    if (demand.kind === 'range') {
      for (const bound of [demand.min, demand.max]) {
        if (bound !== undefined && Math.abs(bound) < 1e15)
          edges.push(String(bound), String(bound - 1), String(bound + 1));
      }
    } else if ('values' in demand) {
      for (const value of demand.values) edges.push(value, value.toUpperCase(), value.toLowerCase());
      edges.push(demand.values.slice(0, 2).join(','), `${demand.values[0]},`);
    }
  }
  if (edges.length > 0 && random.chance(0.6)) return random.pick(edges);
  switch (facts.type) {
    case 'BOOLEAN':
      return random.pick(booleans);
    case 'INT':
    case 'SHORT':
    case 'LONG':
      return random.pick(numbers);
    case 'DOUBLE':
      return random.pick(doubles);
    case 'LIST':
      return random.pick(lists);
    case 'CLASS':
      return random.pick(['', 'NoSuchClass', facts.default ?? 'NoSuchClass']);
    default:
      return random.pick(texts);
  }
}

/** Lists of classes that Kafka makes while it reads them: other texts are judged by the class path, not by the text. */
const loaded =
  /^authorizer\.class\.name$|assignors$|interceptor\.classes|reporters$|assignment\.strategy|config\.providers|rest\.extension\.classes/;

/** A base with one change, or two. */
export function mutate(scope: Scope, version: string, base: Base, random: Random): Base {
  const settings = new Map(base);
  const keys = [...keysOf(scope, version)];
  const pools = Object.entries(together[scope] ?? {});
  const changes = random.chance(0.5) ? 1 : 2;
  for (let at = 0; at < changes; at++) {
    const roll = random.below(20);
    if (roll < 9 && pools.length > 0) {
      const [key, pool] = random.pick(pools);
      const text = random.pick(pool);
      if (text === null) settings.delete(key);
      else settings.set(key, text);
    } else if (roll < 18) {
      const facts = random.pick(keys);
      if (loaded.test(facts.key)) continue;
      settings.set(facts.key, textFor(facts, random));
    } else if (settings.size > 0) {
      const key = random.pick([...settings.keys()]);
      settings.delete(key);
      if (roll === 19) settings.set(`${key}z`, 'x');
    }
  }
  return settings;
}

/** Settings as the text of a properties file. */
export const write = (settings: Base): string =>
  [...settings]
    .map(([key, value]) =>
      `${key.replace(/[\\:= ]/g, '\\$&')}=${escapeValue(value)}`.replace(/[^ -~]/g, escaped),
    )
    .join('\n');

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
