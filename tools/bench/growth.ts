// Nothing may be quadratic: the time of n, 2n and 4n of what grows without bound in real files, and in hostile ones.
import { createReview } from '../../server/src/review/review.ts';
import { rules } from '../../server/src/rules/index.ts';
import { kafka, longProperties, manyTopics, topic } from './fleet.ts';
import type { Goal } from './goals.ts';
import { show } from './measure.ts';

const repeated = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

const TASKS: Record<string, { most: number; text: (n: number) => [name: string, text: string] }> = {
  'lines of one properties file': { most: 100_000, text: (n) => ['server.properties', longProperties(n)] },
  'lines of topics in one file': { most: 100_000, text: (n) => ['topics.yaml', manyTopics(n)] },
  'documents in one file': {
    most: 10_000,
    text: (n) => ['many.yaml', repeated(n, (at) => `${topic('cluster-0', at)}---\n`)],
  },
  'listeners of one cluster': {
    most: 5000,
    text: (n) => [
      'kafka.yaml',
      kafka('cluster-0').replace(
        '    listeners:\n',
        `    listeners:\n${repeated(n, (at) => `      - name: l${at}\n        port: ${10_000 + at}\n        type: internal\n        tls: false\n`)}`,
      ),
    ],
  },
  'MB in one line, times ten thousand': {
    most: 10_000,
    text: (n) => ['line.yaml', `${topic('cluster-0', 1)}    confluent.note: ${'x'.repeat(n * 1000)}\n`],
  },
};

/** Reviews each task at a quarter, half and all of its size; the goals say how many times the last step cost the first. */
export function growth(): Goal[] {
  console.log('| what | n | n ms | 2n ms | 4n ms |\n|---|---|---|---|---|');
  return Object.entries(TASKS).map(([what, { most, text }]) => {
    reviewed(text(most / 16));
    const [one = 0, two = 0, four = 0] = [most / 4, most / 2, most].map((n) => reviewed(text(n)));
    console.log(`| ${what} | ${most / 4} | ${show(one)} | ${show(two)} | ${show(four)} |`);
    // Twice the linear time: a small n is measured badly, and a square would be four times it.
    return { what: `${what}: 4n beside n`, value: four / one, atMost: 8, unit: '×' as const };
  });
}

function reviewed([name, text]: [string, string]): number {
  const begin = performance.now();
  const review = createReview({ rules });
  review.set(`file:///bench/${name}`, text);
  review.refresh();
  for (const uri of review.files()) review.findings(uri);
  return performance.now() - begin;
}
