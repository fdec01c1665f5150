import assert from 'node:assert/strict';
import { setting, slotFor } from '../../../server/src/model/config.ts';
import { remove, rename, set } from '../../../server/src/model/fix.ts';
import type { Part } from '../../../server/src/model/place.ts';
import { effective as known, type Value } from '../../../server/src/model/value.ts';
import type { DraftOf } from '../../../server/src/readers/reading.ts';
import { yamlReader } from '../../../server/src/readers/yaml/reader.ts';
import { applyEdits } from '../../../server/src/review/apply.ts';

function brokers(text: string): DraftOf<'broker'>[] {
  const part: Part = { uri: 'file:///d/docker-compose.yaml', format: 'yaml', text, offset: 0 };
  return yamlReader.read(part).drafts.filter((draft) => draft.kind === 'broker');
}

const only = (text: string): DraftOf<'broker'> => brokers(text)[0] ?? assert.fail('no broker was read');

const effective = <T>(value: Value<T> | undefined): T | undefined => value && known(value);

const map = `services:
  kafka:
    image: apache/kafka:3.9.0
    environment:
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_LISTENERS: PLAINTEXT://:9092
      KAFKA_HEAP_OPTS: "-Xms1g -Xmx2g"
      KAFKA_MIN_INSYNC_REPLICAS: 2 # two
  ui:
    image: kafbat/kafka-ui
    environment:
      KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: kafka:9092
`;

const list = `services:
  kafka:
    image: bitnami/kafka:3.6
    environment:
      - KAFKA_CFG_NODE_ID=1
      - KAFKA_CFG_PROCESS_ROLES=broker
      - "KAFKA_CFG_MIN_INSYNC_REPLICAS=2"
      - ALLOW_PLAINTEXT_LISTENER=yes
`;

const workload = `apiVersion: apps/v1
kind: StatefulSet
spec:
  template:
    spec:
      containers:
        - name: kafka
          image: confluentinc/cp-kafka:7.6.0
          env:
            - name: KAFKA_BROKER_ID
              valueFrom: {fieldRef: {fieldPath: metadata.name}}
            - name: KAFKA_ZOOKEEPER_CONNECT
              value: zk:2181
            - name: KAFKA_MIN_INSYNC_REPLICAS
              value: "2"
          resources: {limits: {memory: 4Gi}}
`;

describe('Kafka in containers', () => {
  it('is read from a map, a list and a workload of Kubernetes', () => {
    for (const text of [map, list, workload]) {
      const value = setting(only(text).config, 'min.insync.replicas');
      assert.equal(value.state === 'set' && value.value, '2');
      assert.equal(text.slice(value.place.start, value.place.end).replace(/"/g, ''), '2');
    }
  });

  it('leaves out what is no node', () =>
    assert.deepEqual(
      brokers(map).map(({ name }) => name),
      ['kafka'],
    ));

  it('takes the version from the image', () => {
    assert.deepEqual(
      [map, list, workload].map((text) => {
        const { version } = only(text);
        return version.state === 'set' && version.value;
      }),
      ['3.9.0', '3.6', '3.6'],
    );
  });

  it('knows nothing of keys that are absent: images set their own', () => {
    assert.equal(setting(only(map).config, 'default.replication.factor').state, 'unknown');
  });

  it('reads heap and memory', () => {
    const { machine } = only(map);
    assert.equal(machine?.heap.max.state === 'set' && machine.heap.max.value, 2 * 2 ** 30);
    const limit = only(workload).machine?.memory.limit;
    assert.equal(limit?.state === 'set' && limit.value, 4 * 2 ** 30);
  });

  it('takes what stands in another place as unknown', () =>
    assert.equal(only(workload).nodeId.state, 'unknown'));
});

describe('a change of a variable', () => {
  const apply = (
    text: string,
    make: (broker: DraftOf<'broker'>) => ReturnType<typeof set | typeof remove | typeof rename>,
  ) => {
    const broker = only(text);
    return applyEdits(text, yamlReader.spell(broker.config.holder.part, [make(broker)]));
  };
  const key = 'min.insync.replicas';
  const slot = (broker: DraftOf<'broker'>) => setting(broker.config, key).slot;

  it('keeps spelling, quotes and comments', () => {
    assert.equal(
      apply(map, (broker) => set(slot(broker), 1)),
      map.replace('2 # two', '1 # two'),
    );
    assert.equal(
      apply(list, (broker) => set(slot(broker), 1)),
      list.replace('REPLICAS=2', 'REPLICAS=1'),
    );
    assert.equal(
      apply(workload, (broker) => set(slot(broker), 1)),
      workload.replace('"2"', '"1"'),
    );
  });

  it('adds a variable the way the others are written', () => {
    const add = (broker: DraftOf<'broker'>) =>
      set(slotFor(broker.config, 'auto.create.topics.enable'), false);
    assert.match(apply(map, add), /\n {6}KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false"\n/);
    assert.match(apply(list, add), /\n {6}- KAFKA_CFG_AUTO_CREATE_TOPICS_ENABLE=false\n/);
    assert.match(
      apply(workload, add),
      /\n {12}- name: KAFKA_AUTO_CREATE_TOPICS_ENABLE\n {14}value: "false"\n/,
    );
  });

  it('removes the whole variable', () => {
    const take = (broker: DraftOf<'broker'>) => remove(slot(broker));
    assert.equal(apply(list, take), list.replace('      - "KAFKA_CFG_MIN_INSYNC_REPLICAS=2"\n', ''));
    assert.ok(!apply(workload, take).includes('MIN_INSYNC'));
    assert.ok(!apply(map, take).includes('MIN_INSYNC'));
  });

  it('renames it by the key it stands for', () => {
    const other = (broker: DraftOf<'broker'>) => rename(slot(broker), 'num.partitions');
    assert.ok(apply(map, other).includes('KAFKA_NUM_PARTITIONS: 2 # two'));
    assert.ok(apply(list, other).includes('"KAFKA_CFG_NUM_PARTITIONS=2"'));
    assert.ok(apply(workload, other).includes('name: KAFKA_NUM_PARTITIONS\n'));
  });

  it('writes only its piece of a longer text', () => {
    const heap = (broker: DraftOf<'broker'>) => set(broker.machine?.heap.max.slot ?? assert.fail(), '4g');
    assert.equal(apply(map, heap), map.replace('-Xmx2g', '-Xmx4g'));
  });

  it('passes over services that are no maps', () => {
    for (const odd of ['', ' 1', ' []', ' {{ .x }}'])
      assert.equal(brokers(map.replace('services:\n', `services:\n  odd:${odd}\n`)).length, 1, odd);
  });

  it('ends where services extend each other in a circle, or thousands in a row', () => {
    const circle = map.replace('    image: apache', '    extends: other\n    image: apache');
    assert.equal(brokers(`${circle}  other:\n    extends: kafka\n`).length, 2);
    const row = Array.from({ length: 3_000 }, (_, n) => `  s${n}:\n    extends: s${n + 1}\n`).join('');
    assert.equal(brokers(`${map}${row}`).length, 1);
  });

  it('takes over what YAML merges and what it extends in its file, its own first', () => {
    const [, first, second] = brokers(`x-kafka: &kafka
  KAFKA_PROCESS_ROLES: broker,controller
  KAFKA_MIN_INSYNC_REPLICAS: 2
services:
  base:
    image: apache/kafka:3.9.0
    mem_limit: 4g
    environment: {<<: *kafka}
  first:
    extends: base
    environment:
      - KAFKA_MIN_INSYNC_REPLICAS=1
      - KAFKA_NODE_ID=1
  second:
    extends: {service: first}
    environment: {KAFKA_NODE_ID: 2}
`);
    const values = (broker: DraftOf<'broker'> | undefined) =>
      Object.fromEntries([...(broker?.config.entries ?? [])].map(([key, { value }]) => [key, value.text]));
    assert.deepEqual(values(first), {
      'process.roles': 'broker,controller',
      'min.insync.replicas': '1',
      'node.id': '1',
    });
    assert.deepEqual(values(second), { ...values(first), 'node.id': '2' });
    assert.deepEqual([effective(second?.version), second?.isPartial], ['3.9.0', undefined]);
    assert.equal(effective(second?.machine?.memory.limit), 4 * 1024 ** 3);
  });

  it('is a piece of a node where neither image nor build says what runs', () => {
    const override = 'services:\n  kafka:\n    environment: {KAFKA_NODE_ID: 1, KAFKA_LISTENERS: "A://:1"}\n';
    assert.equal(only(override).isPartial, true);
    for (const more of ['build: .', 'image: kafka', 'extends: {file: common.yml, service: kafka}'])
      assert.equal(only(override.replace('kafka:\n', `kafka:\n    ${more}\n`)).isPartial, undefined, more);
  });

  it('runs as often as its workload or service says', () => {
    const copies = (text: string) => {
      const { copies } = only(text);
      return copies?.state === 'set' ? copies.value : copies?.state;
    };
    assert.equal(copies(workload.replace('spec:', 'spec:\n  replicas: 3')), 3);
    assert.equal(copies(workload), 'unset');
    assert.equal(copies(workload.replace('StatefulSet', 'DaemonSet')), 'unknown');
    assert.equal(copies(map.replace('kafka:\n', 'kafka:\n    deploy: {replicas: 2}\n')), 2);
    assert.equal(copies(map.replace('kafka:\n', 'kafka:\n    scale: 5\n')), 5);
  });
});
