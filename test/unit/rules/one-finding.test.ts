import assert from 'node:assert/strict';
import { fixAll } from '../../../server/src/cli/fix.ts';
import { textAt } from '../../../server/src/model/place.ts';
import { broker, cluster, controllers, machine, pool, topic } from '../../../server/src/rules/sound.ts';
import { reviewExample, uriOf } from '../../support/example.ts';

/** The rules that report something in these files, judged as production, in the order of their places. */
function reported(files: Record<string, string>): string[] {
  const review = reviewExample(files, { bad: files, good: files });
  return Object.keys(files).flatMap((name) =>
    review.findings(uriOf(name)).map((finding) => `${name} ${finding.rule}`),
  );
}

const ones = ['default', 'offsets.topic', 'transaction.state.log']
  .map((name) => `${name}.replication.factor: 1`)
  .concat('min.insync.replicas: 1', 'transaction.state.log.min.isr: 1')
  .join('\n');

/** The sound cluster with so many brokers and controllers. */
const sized = (brokers: string, quorum: string, config = '') => ({
  ...cluster({ config }),
  'pools.yaml': `${pool({ replicas: brokers })}---\n${controllers(quorum)}`,
});

describe('one idea is one finding', () => {
  it('a cluster of one broker and one controller, with all that follows from it', () => {
    assert.deepEqual(reported({ ...sized('1', '1', ones), 'topic.yaml': topic({ replicas: '1' }) }), [
      'pools.yaml single-broker-cluster',
    ]);
  });

  it('numbers that every topic inherits, at the broker', () => {
    const topics = { 'a.yaml': topic({ name: 'a', replicas: '' }), 'b.yaml': topic({ name: 'b' }) };
    assert.deepEqual(reported({ ...cluster({ config: 'min.insync.replicas: 3' }), ...topics }), [
      'kafka.yaml min-isr-equals-rf',
    ]);
    assert.deepEqual(reported({ ...cluster({ config: 'min.insync.replicas: 1' }), ...topics }), [
      'kafka.yaml min-isr-too-low',
    ]);
  });

  it('a topic with one replica where two must be in sync: the writes that fail, not the missing copies', () => {
    assert.deepEqual(reported({ ...cluster(), 'topic.yaml': topic({ replicas: '1' }) }), [
      'topic.yaml min-isr-exceeds-rf',
    ]);
  });

  it('a default of one replica: not its min.insync.replicas too', () => {
    assert.deepEqual(reported(cluster({ config: 'default.replication.factor: 1\nmin.insync.replicas: 1' })), [
      'kafka.yaml replication-factor-one',
    ]);
  });

  it('a topic with two replicas, both needed in sync', () => {
    assert.deepEqual(reported({ ...cluster(), 'topic.yaml': topic({ replicas: '2' }) }), [
      'topic.yaml min-isr-equals-rf',
    ]);
  });

  it('a heap that is too large in itself and for its container, and whose -Xms differs', () => {
    assert.deepEqual(reported(cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 12g') })), [
      'pools.yaml heap-vs-container-memory',
    ]);
    assert.deepEqual(reported(cluster({}, { machine: machine('64Gi', '-Xms: 4g\n-Xmx: 12g') })), [
      'pools.yaml heap-too-large',
    ]);
  });

  it('six controllers: an even number before a large one', () => {
    assert.deepEqual(reported(sized('3', '6')), ['pools.yaml controller-quorum-even']);
  });

  it('a transaction log of one replica: its replication factor, with min ISR in the same fix', () => {
    const config = 'transaction.state.log.replication.factor: 1\ntransaction.state.log.min.isr: 1';
    assert.deepEqual(reported(cluster({ config })), ['kafka.yaml internal-topic-replication']);
  });
});

describe('numbers that fit together are not reported', () => {
  it('two of three, three of five, two of four', () => {
    const topics = Object.fromEntries(
      [
        ['3', '2'],
        ['5', '3'],
        ['4', '2'],
      ].map(([replicas = '', least]) => [
        `${replicas}.yaml`,
        topic({ name: `with-${replicas}`, replicas, config: `min.insync.replicas: ${least}` }),
      ]),
    );
    assert.deepEqual(reported({ ...sized('6', '3'), ...topics }), []);
  });

  it('values that a template fills in', () => {
    const config = 'min.insync.replicas: ${MIN_ISR}\ndefault.replication.factor: ${RF}';
    assert.deepEqual(
      reported({ ...cluster({ config }), 'topic.yaml': topic() }).filter(
        (line) => !line.includes('placeholder'),
      ),
      [],
    );
  });

  it('two brokers that are told so: they are few, and nothing else', () => {
    const config = ones.replace(/factor: 1/g, 'factor: 2');
    assert.deepEqual(reported({ ...sized('2', '3', config), 'topic.yaml': topic({ replicas: '2' }) }), [
      'pools.yaml single-broker-cluster',
    ]);
  });

  it('offsets with one replica on two brokers are', () => {
    const config = ones
      .replace(/factor: 1/g, 'factor: 2')
      .replace('offsets.topic.replication.factor: 2', 'offsets.topic.replication.factor: 1');
    assert.deepEqual(reported(sized('2', '3', config)), [
      'kafka.yaml internal-topic-replication',
      'pools.yaml single-broker-cluster',
    ]);
  });
});

describe('mistakes in one value are one finding', () => {
  const name = 'server.properties';
  const found = (lines: string, rule: string) => {
    const files = { [name]: broker(lines) };
    return reviewExample(files, { bad: files, good: files })
      .findings(uriOf(name))
      .filter((finding) => finding.rule === rule)
      .map(({ place, severity, message }) => `${severity} ${textAt(place)}: ${message}`);
  };

  it('passwords of a login module, at the first that is no word of tutorials', () => {
    const module = (options: string) =>
      found(`sasl.jaas.config=PlainLoginModule required ${options};`, 'secret-in-plain-text').join();
    assert.match(module('password="swordfish"'), /^warning swordfish: .*change the password\.$/);
    assert.match(
      module('password="changeit" user_a="swordfish" user_b="other-fish"'),
      /^warning swordfish: .* There are 2 more in this value\.$/,
    );
    assert.match(
      module('password="changeit" user_a="secret"'),
      /^information changeit: .* There is 1 more in this value\.$/,
    );
  });

  it('super users, at the first that the authorizer refuses; one fix mends all that can be', () => {
    const files = { [name]: broker('super.users=user:a;User:b;c;:;d') };
    assert.deepEqual(
      found('super.users=user:a;User:b;c;:;d', 'super-users-format').map((line) => line.slice(0, 20)),
      ['error c: super.users'],
    );
    const review = reviewExample(files, { bad: files, good: files });
    const applied = fixAll(review, [uriOf(name)]).filter(({ rule }) => rule === 'super-users-format');
    assert.deepEqual(
      applied.map(({ title }) => title),
      ['Write User:a, and 2 more'],
    );
    assert.match(review.text(uriOf(name)) ?? '', /^super\.users=User:a;User:b;User:c;:;User:d$/m);
  });

  it('ports, once where the broker listens and once where it is advertised', () => {
    const lines = found(
      'listeners=INTERNAL://:90921,CLIENT://:90941\nadvertised.listeners=INTERNAL://b1.kafka.internal:90921,CLIENT://b1.kafka.internal:9094',
      'listener-port-invalid',
    );
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^error 90921: .*Use another one\. There is 1 more in this value\.$/);
    assert.match(lines[1] ?? '', /^error 90921: .*Use another one\.$/);
  });

  it('escapes that are none, in a key and its value', () => {
    const lines = found('broker\\u1.rack=\\uzz\nother=\\u12', 'syntax');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^error \\u1\.ra: .* There is 1 more in this entry\.$/);
    assert.match(lines[1] ?? '', /^error \\u12: .* a u\.$/);
  });
});
