// npm run protocol:versions [-- VERSION…]: connects to every supported release of Kafka and holds what is shown to what
// its own tools print. The tests run four of them; this runs one of each, in five minutes. Needs java and maven.
import { isProblem, parseBootstrap } from '../../server/src/cluster/connection.ts';
import { lagOf } from '../../server/src/cluster/history.ts';
import { openSession } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import { readEveryVersion } from '../../test/kafka/support/every-version.ts';
import {
  agree,
  configFigure,
  lagFigure,
  partitionFigure,
  quorumFigure,
  sizeFigure,
} from '../../test/kafka/support/figures.ts';
import { fill } from '../../test/kafka/support/fill.ts';
import { type KafkaVersion, startKafka } from '../../test/kafka/support/kafka.ts';

const versions: KafkaVersion[] = [
  '2.8.2',
  '3.3.2',
  '3.6.2',
  '3.9.2',
  '4.0.1',
  '4.1.2',
  '4.2.1',
  '4.3.1',
  '4.4.0',
];

/** Throws where a figure differs; gives a row of what was seen. */
async function look(version: KafkaVersion): Promise<string> {
  const kafka = await startKafka({ version });
  const bootstrap = parseBootstrap(kafka.bootstrap());
  if (isProblem(bootstrap)) throw new Error(bootstrap.problem);
  const session = await openSession({ bootstrap });
  try {
    await fill(kafka);
    const figures = [partitionFigure, configFigure, lagFigure, sizeFigure];
    for (const figure of version === '2.8.2' ? figures : [...figures, quorumFigure]) {
      await agree(
        () => takeSnapshot(session),
        figure,
        (name, ...args) => kafka.tool(name, '--bootstrap-server', kafka.bootstrap(), ...args),
      );
    }
    const snapshot = await takeSnapshot(session);
    const { brokers, topics, groups, takenAt, tookMs } = snapshot;
    const billing = groups.list.find(({ id }) => id === 'billing');
    const partitions = topics.reduce((sum, topic) => sum + topic.partitions.length, 0);
    const answers = await readEveryVersion(kafka.port(1));
    const told = [...new Set(brokers.map((broker) => broker.kafka))].join();
    const without = Object.entries(snapshot)
      .filter(([, part]) => (part as { state?: string } | null)?.state === 'unsupported')
      .map(([name]) => name);
    return `| ${version} | ${told} | ${brokers.length} | ${partitions} | ${billing && lagOf(billing, takenAt)?.sum} | ${answers} | ${tookMs} ms | ${without.join(', ') || '–'} |`;
  } finally {
    session.close();
    await kafka.stop();
  }
}

const asked = process.argv.slice(2);
console.log(
  '| Kafka | told as | brokers | partitions | lag | versions of requests in common | a snapshot | has not |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const version of versions) {
  if (asked.length === 0 || asked.includes(version)) console.log(await look(version));
}
