// npm run protocol:record: writes what real brokers answer to every version of every read, for the tests of the
// decoder: test/unit/cluster/protocol/generated/answers.json. Needs java, maven and openssl; takes a minute.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProblem, parseBootstrap } from '../../server/src/cluster/connection.ts';
import { openSession } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot } from '../../server/src/cluster/snapshot/types.ts';
import { apiVersionsOf, askEveryVersion, type RawAnswer } from '../../test/kafka/support/every-version.ts';
import { fill } from '../../test/kafka/support/fill.ts';
import { startKafka, type TestKafka } from '../../test/kafka/support/kafka.ts';
import { repository } from '../../test/support/shared.ts';

/** It has every version of every read that this program has. */
const version = '4.4.0';
const out = join(repository, 'test/unit/cluster/protocol/generated/answers.json');

/** Groups of every protocol that this Kafka has, each with a member; a rule and a quota. */
function populate(kafka: TestKafka): ChildProcess[] {
  const server = ['--bootstrap-server', kafka.bootstrap()];
  const consume = [...server, '--topic', 'orders'];
  const classic = kafka.toolInBackground('kafka-console-consumer', ...consume, '--group', 'classic');
  const allow = ['--add', '--allow-principal', 'User:viewer', '--operation', 'Describe'];
  kafka.tool('kafka-acls', ...server, ...allow, '--topic', 'orders');
  const quota = ['--alter', '--add-config', 'producer_byte_rate=1024'];
  kafka.tool('kafka-configs', ...server, ...quota, '--entity-type', 'users', '--entity-name', 'viewer');
  const newer = ['--consumer-property', 'group.protocol=consumer'];
  return [
    classic,
    kafka.toolInBackground('kafka-console-consumer', ...consume, '--group', 'fresh', ...newer),
    kafka.toolInBackground('kafka-console-share-consumer', ...consume, '--group', 'sharing'),
  ];
}

const membered = ({ groups }: ClusterSnapshot): number =>
  groups.list.filter(({ members }) => members.state === 'read' && members.value.length > 0).length;

async function untilMembered(bootstrapServers: string, count: number): Promise<void> {
  const bootstrap = parseBootstrap(bootstrapServers);
  if (isProblem(bootstrap)) throw new Error(bootstrap.problem);
  const session = await openSession({ bootstrap });
  try {
    while (membered(await takeSnapshot(session)) < count) await sleep(500);
  } finally {
    session.close();
  }
}

async function record(): Promise<RawAnswer[]> {
  const kafka = await startKafka({ version, security: true });
  try {
    await fill(kafka);
    await untilMembered(kafka.bootstrap(), populate(kafka).length);
    const perBroker = await Promise.all(
      kafka.brokers.map(async (id) => askEveryVersion(kafka.port(id), await apiVersionsOf(kafka.port(id)))),
    );
    // A broker that leads, coordinates or stores more has more to tell.
    const [first = [], ...others] = perBroker;
    return first.map((answer, i) =>
      others.reduce((most, answers) => {
        const other = answers[i] ?? most;
        return other.bytes.length > most.bytes.length ? other : most;
      }, answer),
    );
  } finally {
    await kafka.stop();
  }
}

const answers = (await record()).map(({ name, version, bytes }) => ({
  name,
  version,
  base64: bytes.toString('base64'),
}));
mkdirSync(dirname(out), { recursive: true });
const lines = answers.map((answer) => `  ${JSON.stringify(answer)}`).join(',\n');
writeFileSync(
  out,
  `{ "generatedBy": "npm run protocol:record", "kafka": "${version}", "answers": [\n${lines}\n] }\n`,
);
console.log(`${answers.length} answers in ${out}`);
