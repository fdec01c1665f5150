import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolConnection } from '../../../server/src/cluster/commands.ts';
import { healthOf } from '../../../server/src/cluster/health.ts';
import { commandForProblem } from '../../../server/src/cluster/problem-commands.ts';
import type { ClusterSnapshot } from '../../../server/src/cluster/snapshot/types.ts';
import { broker, snapshot, topic } from './snapshots.ts';

const plain: ToolConnection = { bootstrap: 'b1:9092,b2:9092' };

/** The commands for the problems that one check finds. */
function commands(
  check: string,
  state: Partial<ClusterSnapshot>,
  connection = plain,
): (string | undefined)[] {
  const now = snapshot(state);
  return healthOf(now)
    .problems.filter((problem) => problem.check === check)
    .map((problem) => commandForProblem(problem, connection, now)?.text);
}

describe('the command for a problem of a cluster', () => {
  it('gives leadership back', () => {
    const away = { topics: [topic('orders', ['1,2,3/2,3,1'])] };
    assert.deepEqual(commands('live-preferred-leader-imbalance', away), [
      'kafka-leader-election.sh --bootstrap-server b1:9092,b2:9092 --election-type preferred --all-topic-partitions',
    ]);
  });

  it('sets min.insync.replicas below the replication factor', () => {
    assert.deepEqual(commands('live-min-isr-setting', { topics: [topic('orders', ['1,2,3'], 3)] }), [
      'kafka-configs.sh --bootstrap-server b1:9092,b2:9092 --entity-type topics --entity-name orders --alter --add-config min.insync.replicas=2',
    ]);
  });

  it('raises the replication factor, Kafka’s own topics’ too', () => {
    const [text = ''] = commands('live-replication-factor', { topics: [topic('single', ['2'], 1)] });
    assert.match(
      text,
      /^printf '%s' '.*"replicas":\[2,1,3\].*' > reassign-single\.json\nkafka-reassign-partitions\.sh /,
    );
    const offsets = topic('__consumer_offsets', ['1'], 1, { internal: true });
    assert.match(
      String(commands('live-internal-topics', { topics: [offsets] })[0]),
      /kafka-reassign-partitions\.sh/,
    );
  });

  it('moves a replica to a rack that has none, and no other replica', () => {
    const brokers = ['a', 'a', 'b', 'b', 'c', 'c'].map((rack, i) => broker(i + 1, { rack }));
    const topics = [topic('orders', ['1,2,3', '2,1,3/1,2,3', '1,3,5', '6,5,4', '1,3,5'])];
    const [text = ''] = commands('live-rack-violation', { brokers, topics });
    assert.match(text, /\nkafka-reassign-partitions\.sh .* --reassignment-json-file reassign-orders\.json/);
    const { partitions } = JSON.parse(/'(\{.*\})'/.exec(text)?.[1] ?? '');
    assert.deepEqual(partitions, [
      { topic: 'orders', partition: 0, replicas: [1, 3, 6] },
      { topic: 'orders', partition: 1, replicas: [1, 3, 6] },
      { topic: 'orders', partition: 3, replicas: [6, 4, 2] },
    ]);
  });

  it('lists the partitions that are being moved', () => {
    const move = { topic: 'orders', partition: 0, replicas: [1, 2, 3], adding: [3], removing: [1] };
    assert.deepEqual(commands('live-reassignment', { reassignments: { state: 'read', value: [move] } }), [
      'kafka-reassign-partitions.sh --bootstrap-server b1:9092,b2:9092 --list',
    ]);
  });

  it('takes a broker that is gone for good off the list', () => {
    const brokers = [broker(1), broker(2), broker(3), broker(4, { registered: false, fenced: true })];
    assert.deepEqual(commands('live-broker-missing', { brokers }), [
      'kafka-cluster.sh unregister --bootstrap-server b1:9092,b2:9092 --id 4',
    ]);
  });

  it('is not there where somebody has to look first', () => {
    const down = [broker(1), broker(2), broker(3, { registered: false })];
    assert.deepEqual(commands('live-broker-missing', { brokers: down }), [undefined]);
    assert.deepEqual(
      new Set(commands('live-offline-partitions', { topics: [topic('orders', ['1/'])] })),
      new Set([undefined]),
    );
  });

  it('means to a shell what it says, whatever the file with the security settings is called', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kafka-review-sh-'));
    try {
      const file = `it's a "file" $HOME \`id\` \\n;.properties`;
      for (const name of ['kafka-leader-election.sh', 'kafka-reassign-partitions.sh']) {
        writeFileSync(join(folder, name), '#!/bin/sh\nprintf "%s\\n" "$@"\n');
        chmodSync(join(folder, name), 0o755);
      }
      const run = (text = ''): string[] =>
        execFileSync('/bin/sh', ['-c', text], {
          cwd: folder,
          env: { PATH: `${folder}:${process.env.PATH}` },
          encoding: 'utf8',
        })
          .trimEnd()
          .split('\n');
      const connection = { ...plain, commandConfig: file };
      const away = { topics: [topic('orders', ['1,2,3/2,3,1'])] };
      assert.deepEqual(run(commands('live-preferred-leader-imbalance', away, connection)[0]), [
        ...['--bootstrap-server', 'b1:9092,b2:9092', '--admin.config', file],
        ...['--election-type', 'preferred', '--all-topic-partitions'],
      ]);
      const single = { topics: [topic('single', ['2'], 1)] };
      assert.deepEqual(run(commands('live-replication-factor', single, connection)[0]), [
        ...['--bootstrap-server', 'b1:9092,b2:9092', '--command-config', file],
        ...['--reassignment-json-file', 'reassign-single.json', '--execute'],
      ]);
      assert.deepEqual(JSON.parse(readFileSync(join(folder, 'reassign-single.json'), 'utf8')), {
        version: 1,
        partitions: [{ topic: 'single', partition: 0, replicas: [2, 1, 3] }],
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
