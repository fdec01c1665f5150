// A full snapshot of a real three-broker Kafka beside Kafka's own AdminClient reading the same, in turns and warm.
// Needs java and maven; takes about two minutes, most of them for making the topics.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isProblem, parseBootstrap } from '../../../server/src/cluster/connection.ts';
import type { BrokerAddress } from '../../../server/src/cluster/protocol/broker.ts';
import { openSession } from '../../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot } from '../../../server/src/cluster/snapshot/types.ts';
import { kafkaJars, startKafka } from '../../../test/kafka/support/kafka.ts';
import { repository } from '../../../test/support/shared.ts';
import type { Goal } from '../goals.ts';
import { median } from '../measure.ts';
import { say } from '../page.ts';

const version = '4.3.1';
const topics = 1000;
const partitions = 6;
const groups = 20;
const warmUps = 10;
const rounds = 15;

const classes = join(repository, '.cache/bench-live');

function java(program: 'java' | 'javac', args: string[]): void {
  const result = spawnSync(program, args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${program} failed: ${result.stdout}${result.stderr}`);
}

/** The AdminClient in a Java process of its own, which stays warm between questions. */
function adminClient(bootstrap: string) {
  const classPath = `${classes}:${kafkaJars(version)}`;
  const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';
  const child = spawn('java', [quiet, '-cp', classPath, 'AdminSnapshot', 'read', bootstrap], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async read(): Promise<{ ms: number; counted: string }> {
      child.stdin.write('\n');
      const { value, done } = await lines.next();
      if (done) throw new Error('the AdminClient ended');
      const [ms, ...counted] = String(value).split(' ');
      return { ms: Number(ms), counted: counted.join(' ') };
    },
    /** It has nothing to lose: asked to end, it would first wait for brokers that are gone. */
    end: () => child.kill('SIGKILL'),
  };
}

/** The same counts as the AdminClient's, to see that both read the same. */
function counted({ topics: list, brokers, groups: { list: all } }: ClusterSnapshot): string {
  const ends = list.flatMap((topic) => topic.partitions).filter(({ endOffset }) => endOffset !== undefined);
  const bytes = brokers
    .flatMap(({ logDirs }) => (logDirs.state === 'read' ? logDirs.value : []))
    .reduce((sum, dir) => sum + dir.bytes, 0);
  const committed = all.flatMap(({ offsets }) => (offsets.state === 'read' ? offsets.value : []));
  const configured = list.filter(({ config }) => config.state === 'read');
  return `topics=${list.length} ends=${ends.length} configured=${configured.length} bytes=${bytes} committed=${committed.length}`;
}

const row = (name: string, ms: number[]): string =>
  `| ${name} | ${Math.round(median(ms))} ms | ${Math.round(Math.min(...ms))} ms | ${Math.round(Math.max(...ms))} ms |`;

function fill(bootstrap: string): void {
  mkdirSync(classes, { recursive: true });
  const jars = kafkaJars(version);
  java('javac', ['-d', classes, '-cp', jars, join(import.meta.dirname, 'AdminSnapshot.java')]);
  const sizes = [topics, partitions, groups].map(String);
  java('java', ['-cp', `${classes}:${jars}`, 'AdminSnapshot', 'fill', bootstrap, ...sizes]);
}

/** Milliseconds of each reading of the cluster, ours and the AdminClient's, and what both counted in the end. */
async function inTurns(bootstrap: BrokerAddress[], admin: ReturnType<typeof adminClient>) {
  const session = await openSession({ bootstrap });
  const ours: number[] = [];
  const theirs: number[] = [];
  let last = '';
  try {
    for (let i = 0; i < warmUps + rounds; i++) {
      const began = performance.now();
      const snapshot = await takeSnapshot(session);
      const ms = performance.now() - began;
      const read = await admin.read();
      last = `${counted(snapshot)}\nAdminClient: ${read.counted}`;
      if (i < warmUps) continue;
      ours.push(ms);
      theirs.push(read.ms);
    }
  } finally {
    admin.end();
    session.close();
  }
  return { ours, theirs, last };
}

/** Prints the table; the goal is to be no slower than the AdminClient in the same run. */
export async function besideAdminClient(): Promise<Goal[]> {
  const kafka = await startKafka({
    version,
    heap: '768m',
    settings: { 'log.index.size.max.bytes': 65_536 },
  });
  try {
    fill(kafka.bootstrap());
    const bootstrap = parseBootstrap(kafka.bootstrap());
    if (isProblem(bootstrap)) throw new Error(bootstrap.problem);
    const { ours, theirs, last } = await inTurns(bootstrap, adminClient(kafka.bootstrap()));
    say(
      `Kafka ${version}, 3 brokers, ${topics} topics × ${partitions} × RF 3, ${groups} groups; ${cpus().length} cores, Node ${process.version}`,
    );
    say(last);
    say('\n| full snapshot, warm | median | best | worst |\n|---|---:|---:|---:|');
    say(row('Kafka Review', ours));
    say(row('Java AdminClient', theirs));
    const what = `a full snapshot of ${topics} topics, beside the warm AdminClient`;
    return [{ what, value: median(ours) / median(theirs), atMost: 1, unit: '×' }];
  } finally {
    await kafka.stop();
  }
}
