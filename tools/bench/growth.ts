// Nothing may be quadratic: the time of n, 2n and 4n of what grows without bound in real files, and in hostile ones.
import { createReview } from '../../server/src/review/review.ts';
import { rules } from '../../server/src/rules/index.ts';
import { kafka, longProperties, manyTopics, pool, topic, unknownProperties } from './fleet.ts';
import type { Goal } from './goals.ts';
import { show, used } from './measure.ts';
import { say } from './page.ts';

const repeated = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

/** A broker that is a cluster of its own. */
const service = (n: number): string =>
  `  k${n}:\n    image: apache/kafka:4.1.0\n    environment: {KAFKA_NODE_ID: ${n}, KAFKA_PROCESS_ROLES: "broker,controller"}\n`;

/** What grows, how far, and the files by name at a size. */
const TASKS: Record<string, { most: number; files: (n: number) => Record<string, string> }> = {
  'lines of one properties file': {
    most: 100_000,
    files: (n) => ({ 'server.properties': longProperties(n) }),
  },
  'unknown keys of one properties file': {
    most: 100_000,
    files: (n) => ({ 'server.properties': unknownProperties(n) }),
  },
  'lines of topics in one file': { most: 100_000, files: (n) => ({ 'topics.yaml': manyTopics(n) }) },
  'documents in one file': {
    most: 10_000,
    files: (n) => ({ 'many.yaml': repeated(n, (at) => `${topic('cluster-0', at)}---\n`) }),
  },
  'listeners of one cluster': {
    most: 5000,
    files: (n) => ({
      'kafka.yaml': kafka('cluster-0').replace(
        '    listeners:\n',
        `    listeners:\n${repeated(n, (at) => `      - name: l${at}\n        port: ${10_000 + at}\n        type: internal\n        tls: false\n`)}`,
      ),
    }),
  },
  'services of one compose file': {
    most: 10_000,
    files: (n) => ({ 'compose.yaml': `services:\n${repeated(n, service)}` }),
  },
  'MB in one line, times ten thousand': {
    most: 10_000,
    files: (n) => ({
      'line.yaml': `${topic('cluster-0', 1)}    confluent.note: ${'x'.repeat(n * 1000)}\n`,
    }),
  },
  'topics of one cluster, a file each': {
    most: 10_000,
    files: (n) => ({
      'kafka.yaml': kafka('cluster-0'),
      'controllers.yaml': pool('cluster-0', 'controller', 3),
      'brokers.yaml': pool('cluster-0', 'broker', 6),
      ...Object.fromEntries(Array.from({ length: n }, (_, at) => [`${at}.yaml`, topic('cluster-0', at)])),
    }),
  },
};

/** Reviews each task at a quarter, half and all of its size; the goals say how many times the last step cost the first. */
export function growth(): Goal[] {
  say('| what | n | n: CPU ms | 2n | 4n |\n|---|---|---|---|---|');
  return Object.entries(TASKS).map(([what, { most, files }]) => {
    reviewed(files(most / 8));
    const [one = 0, two = 0, four = 0] = [most / 4, most / 2, most].map((n) => reviewed(files(n)));
    say(`| ${what} | ${most / 4} | ${show(one)} | ${show(two)} | ${show(four)} |`);
    // Twice the linear time: a small n is measured badly, and a square would be four times it.
    return { what: `${what}: 4n beside n`, value: four / one, atMost: 8, unit: '×' as const };
  });
}

function reviewed(files: Record<string, string>): number {
  const begin = used();
  const review = createReview({ rules });
  for (const [name, text] of Object.entries(files)) review.set(`file:///bench/${name}`, text);
  review.refresh();
  for (const uri of review.files()) review.findings(uri);
  return used() - begin;
}
