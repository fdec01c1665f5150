// Every kind of file that holds settings of Kafka gets the same help in the editor, through the bundled server.
import assert from 'node:assert/strict';
import type {
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  MarkupContent,
  SelectionRange,
  SemanticTokens,
} from 'vscode-languageserver';
import { type Client, startClient } from './client.ts';

interface Kind {
  name: string;
  file: string;
  language: string;
  /** `‸` marks where a key is being typed, `‡` where a value is. */
  text: string;
  /** What is offered for the key, and what is of another role and is not. */
  key: [offered: string, foreign: string];
  value: string;
  /** The key that is hovered on, and what the hover says of it. */
  hover: [key: string, says: RegExp];
  /** A number made readable. */
  hint: string;
}

const strimzi = (kind: string, spec: string, labels = ''): string =>
  `apiVersion: kafka.strimzi.io/v1\nkind: ${kind}\nmetadata:\n  name: orders\n${labels}spec:\n${spec}`;

const connectConfig = `group.id: connect
    offset.storage.topic: connect-offsets
    config.storage.topic: connect-configs
    status.storage.topic: connect-status
    offset.flush.interval.ms: 60000
    connector.client.config.override.policy: ‡
    offset.flush.t‸
`;

const kinds: Kind[] = [
  {
    name: 'a broker',
    file: 'broker/server.properties',
    language: 'properties',
    text: 'process.roles=broker\nnode.id=1\ncontroller.quorum.voters=9@c:9093\nlog.retention.ms=604800000\nauto.create.topics.enable=‡\nlog.retention.b‸\n',
    key: ['log.retention.bytes', 'acks'],
    value: 'false',
    hover: ['log.retention.ms', /long.*whole cluster/s],
    hint: '7 d',
  },
  {
    name: 'a controller',
    file: 'controller/server.properties',
    language: 'properties',
    text: 'process.roles=controller\nnode.id=9\ncontroller.quorum.voters=9@c:9093\ncontroller.listener.names=C\nlisteners=C://:9093\nmetadata.max.retention.ms=604800000\nlistener.security.protocol.map=C:‡\nmetadata.log.segment.b‸\n',
    key: ['metadata.log.segment.bytes', 'acks'],
    value: 'C:SASL_SSL',
    hover: ['metadata.max.retention.ms', /604800000|7 d/],
    hint: '7 d',
  },
  {
    name: 'broker and controller in one',
    file: 'combined/server.properties',
    language: 'properties',
    text: 'process.roles=broker,controller\nnode.id=1\ncontroller.quorum.voters=1@c:9093\nlisteners=PLAINTEXT://:9092,C://:9093\nlog.segment.bytes=1073741824\ncontroller.listener.names=‡\nlog.roll.m‸\n',
    key: ['log.roll.ms', 'tickTime'],
    value: 'C',
    hover: ['log.segment.bytes', /segment\.bytes/],
    hint: '1 GiB',
  },
  {
    name: 'a broker with ZooKeeper',
    file: 'old/server.properties',
    language: 'properties',
    text: 'broker.id=1\nzookeeper.connect=z:2181\nzookeeper.session.timeout.ms=18000\nlog.cleanup.policy=‡\nzookeeper.connection.t‸\n',
    key: ['zookeeper.connection.timeout.ms', 'acks'],
    value: 'compact',
    hover: ['zookeeper.session.timeout.ms', /4\.0/],
    hint: '18 s',
  },
  {
    name: 'ZooKeeper',
    file: 'zookeeper.properties',
    language: 'properties',
    text: 'dataDir=/var/lib/zookeeper\nclientPort=2181\nmaxSessionTimeout=40000\nadmin.enableServer=‡\ninitL‸\n',
    key: ['initLimit', 'log.dirs'],
    value: 'false',
    hover: ['maxSessionTimeout', /maxSessionTimeout/],
    hint: '40 s',
  },
  {
    name: 'a producer',
    file: 'producer.properties',
    language: 'properties',
    text: 'bootstrap.servers=b1:9092\nacks=‡\ndelivery.timeout.ms=120000\nbatch.s‸\n',
    key: ['batch.size', 'group.id'],
    value: 'all',
    hover: ['delivery.timeout.ms', /120000|2 min/],
    hint: '2 min',
  },
  {
    name: 'a consumer',
    file: 'consumer.properties',
    language: 'properties',
    text: 'bootstrap.servers=b1:9092\ngroup.id=billing\nauto.offset.reset=‡\nmax.poll.interval.ms=300000\nmax.poll.r‸\n',
    key: ['max.poll.records', 'batch.size'],
    value: 'earliest',
    hover: ['max.poll.interval.ms', /300000|5 min/],
    hint: '5 min',
  },
  {
    name: 'an admin client',
    file: 'client.properties',
    language: 'properties',
    text: 'bootstrap.servers=b1:9092\nsecurity.protocol=‡\nrequest.timeout.ms=60000\nretry.backoff.m‸\n',
    key: ['retry.backoff.ms', 'batch.size'],
    value: 'SASL_SSL',
    hover: ['request.timeout.ms', /30000|30 s/],
    hint: '1 min',
  },
  {
    name: 'Connect on one machine',
    file: 'connect-standalone.properties',
    language: 'properties',
    text: 'bootstrap.servers=b1:9092\nkey.converter=org.apache.kafka.connect.json.JsonConverter\nvalue.converter=org.apache.kafka.connect.json.JsonConverter\noffset.storage.file.filename=/tmp/connect\noffset.flush.interval.ms=60000\nplugin.discovery=‡\noffset.flush.t‸\n',
    key: ['offset.flush.timeout.ms', 'config.storage.topic'],
    value: 'hybrid_warn',
    hover: ['offset.flush.interval.ms', /60000|1 min/],
    hint: '1 min',
  },
  {
    name: 'Connect on several machines',
    file: 'connect-distributed.properties',
    language: 'properties',
    text: 'bootstrap.servers=b1:9092\ngroup.id=connect\nkey.converter=org.apache.kafka.connect.json.JsonConverter\nvalue.converter=org.apache.kafka.connect.json.JsonConverter\noffset.storage.topic=o\nstatus.storage.topic=s\nscheduled.rebalance.max.delay.ms=300000\nexactly.once.source.support=‡\nconfig.storage.t‸\n',
    key: ['config.storage.topic', 'offset.storage.file.filename'],
    value: 'preparing',
    hover: ['scheduled.rebalance.max.delay.ms', /300000|5 min/],
    hint: '5 min',
  },
  {
    name: 'MirrorMaker 2',
    file: 'mm2.properties',
    language: 'properties',
    text: 'clusters=a, b\na.bootstrap.servers=a:9092\nb.bootstrap.servers=b:9092\na->b.enabled=true\nrefresh.topics.interval.seconds=600\na->b.sync.group.offsets.enabled=‡\nreplication.policy.s‸\n',
    key: ['replication.policy.separator', 'log.dirs'],
    value: 'true',
    hover: ['refresh.topics.interval.seconds', /600|10 min/],
    hint: '10 min',
  },
  {
    name: 'Streams',
    file: 'streams.properties',
    language: 'properties',
    text: 'bootstrap.servers=b1:9092\napplication.id=orders\nprocessing.guarantee=‡\ncommit.interval.ms=30000\nnum.standby.r‸\n',
    key: ['num.standby.replicas', 'log.dirs'],
    value: 'exactly_once_v2',
    hover: ['commit.interval.ms', /30000|30 s/],
    hint: '30 s',
  },
  {
    name: 'the map of a Strimzi Kafka',
    file: 'strimzi/kafka.yaml',
    language: 'yaml',
    text: strimzi(
      'Kafka',
      '  kafka:\n    version: 4.1.0\n    config:\n      log.retention.ms: 604800000\n      log.cleanup.policy: ‡\n      log.retention.b‸\n',
    ),
    key: ['log.retention.bytes', 'acks'],
    value: 'compact',
    hover: ['log.retention.ms', /4\.1/],
    hint: '7 d',
  },
  {
    name: 'the map of a KafkaTopic',
    file: 'strimzi/topic.yaml',
    language: 'yaml',
    text: strimzi(
      'KafkaTopic',
      '  partitions: 3\n  replicas: 3\n  config:\n    retention.ms: 604800000\n    cleanup.policy: ‡\n    retention.b‸\n',
      '  labels:\n    strimzi.io/cluster: orders\n',
    ),
    key: ['retention.bytes', 'log.retention.bytes'],
    value: 'compact',
    hover: ['retention.ms', /log\.retention/],
    hint: '7 d',
  },
  {
    name: 'the map of a KafkaConnect',
    file: 'strimzi/connect.yaml',
    language: 'yaml',
    text: strimzi('KafkaConnect', `  bootstrapServers: b1:9092\n  config:\n    ${connectConfig}`),
    key: ['offset.flush.timeout.ms', 'log.dirs'],
    value: 'None',
    hover: ['offset.flush.interval.ms', /60000|1 min/],
    hint: '1 min',
  },
  {
    name: 'the maps of a KafkaMirrorMaker2',
    file: 'strimzi/mm2.yaml',
    language: 'yaml',
    text: strimzi(
      'KafkaMirrorMaker2',
      '  target:\n    alias: b\n    bootstrapServers: b:9092\n    groupId: mm2\n    config:\n      offset.flush.interval.ms: 60000\n  mirrors:\n    - source:\n        alias: a\n        bootstrapServers: a:9092\n      sourceConnector:\n        config:\n          refresh.topics.interval.seconds: 600\n          sync.topic.acls.enabled: ‡\n          replication.policy.s‸\n',
    ),
    key: ['replication.policy.separator', 'log.dirs'],
    value: 'false',
    hover: ['refresh.topics.interval.seconds', /600|10 min/],
    hint: '10 min',
  },
  {
    name: 'the maps of a KafkaBridge',
    file: 'strimzi/bridge.yaml',
    language: 'yaml',
    text: strimzi(
      'KafkaBridge',
      '  bootstrapServers: b:9092\n  http:\n    port: 8080\n  producer:\n    config:\n      delivery.timeout.ms: 120000\n      acks: ‡\n      batch.s‸\n',
    ),
    key: ['batch.size', 'group.id'],
    value: 'all',
    hover: ['delivery.timeout.ms', /120000|2 min/],
    hint: '2 min',
  },
  {
    name: 'the environment of a container',
    file: 'docker-compose.yml',
    language: 'yaml',
    text: 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n    environment:\n      KAFKA_NODE_ID: 1\n      KAFKA_PROCESS_ROLES: broker\n      KAFKA_LOG_RETENTION_MS: 604800000\n      KAFKA_LOG_CLEANUP_POLICY: ‡\n      KAFKA_LOG_RETENTION_B‸\n',
    key: ['KAFKA_LOG_RETENTION_BYTES', 'KAFKA_ACKS'],
    value: 'compact',
    hover: ['KAFKA_LOG_RETENTION_MS', /4\.1/],
    hint: '7 d',
  },
  {
    name: 'the server properties of Amazon MSK',
    file: 'msk.yaml',
    language: 'yaml',
    text: 'Resources:\n  Settings:\n    Type: AWS::MSK::Configuration\n    Properties:\n      Name: orders\n      KafkaVersionsList: ["3.6.0"]\n      ServerProperties: |\n        auto.create.topics.enable=false\n        log.retention.ms=604800000\n        log.cleanup.policy=‡\n        log.retention.b‸\n',
    key: ['log.retention.bytes', 'acks'],
    value: 'compact',
    hover: ['log.retention.ms', /3\.6/],
    hint: '7 d',
  },
];

/** The text without its marks, and the position of each. */
function place(marked: string, mark: string) {
  const before = marked.slice(0, marked.indexOf(mark)).replace(/[‸‡]/g, '');
  const lines = before.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

describe('the editor’s help in every kind of file', () => {
  let client: Client;
  before(async () => {
    client = await startClient(undefined, {
      textDocument: {
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { snippetSupport: true } },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      },
    });
  });
  after(() => client?.stop());

  for (const kind of kinds) {
    describe(kind.name, () => {
      const uri = `file:///kinds/${kind.file}`;
      const textDocument = { uri };
      const text = kind.text.replace(/[‸‡]/g, '');
      const ask = <T>(method: string, params: object = {}): Promise<T> =>
        client.connection.sendRequest(`textDocument/${method}`, { textDocument, ...params });
      const offers = async (mark: string): Promise<string[]> => {
        const answer = await ask<CompletionItem[] | CompletionList>('completion', {
          position: place(kind.text, mark),
        });
        return (Array.isArray(answer) ? answer : answer.items).map(({ label }) => label);
      };
      const [hovered, says] = kind.hover;
      const position = place(text.replace(hovered, `‸${hovered}`), '‸');
      const on = { line: position.line, character: position.character + 1 };

      before(() => client.open(uri, kind.language, text));
      after(() => client.close(uri));

      it('completes keys of its role', async () => {
        const offered = await offers('‸');
        const [own, foreign] = kind.key;
        assert.ok(offered.includes(own), `${own} in ${offered.slice(0, 20).join(', ')}`);
        assert.ok(!offered.includes(foreign), `${foreign} is offered`);
      });

      it('completes values', async () => {
        const offered = await offers('‡');
        assert.ok(offered.includes(kind.value), `${kind.value} in ${offered.slice(0, 20).join(', ')}`);
      });

      it('tells on hover what a key is', async () => {
        const hover = await ask<Hover | null>('hover', { position: on });
        assert.match((hover?.contents as MarkupContent | undefined)?.value ?? '', says);
      });

      it('makes a number readable', async () => {
        const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
        const hints = await ask<InlayHint[]>('inlayHint', { range });
        assert.ok(
          hints.some(({ label }) => String(label).trim() === kind.hint),
          JSON.stringify(hints.map(({ label }) => label)),
        );
      });

      it('colours, outlines, folds and selects', async () => {
        const tokens = await ask<SemanticTokens>('semanticTokens/full');
        assert.ok(tokens.data.length > 0, 'semantic tokens');
        const symbols = await ask<DocumentSymbol[]>('documentSymbol');
        assert.ok(symbols.length > 0, 'symbols');
        const folds = await ask<FoldingRange[]>('foldingRange');
        assert.ok(kind.language === 'properties' || folds.length > 0, 'folding');
        const [selection] = await ask<SelectionRange[]>('selectionRange', { positions: [on] });
        assert.ok(selection?.parent, 'a selection that grows');
      });
    });
  }
});
