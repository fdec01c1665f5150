import type { Machine } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { sizeText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, machine } from './sound.ts';
import { sources } from './sources.ts';

const MIB = 2 ** 20;

export const heapSyntax: Rule = {
  id: 'heap-syntax',
  title: 'The JVM does not start with this heap',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A heap size without a unit counts bytes: -Xmx4 asks for four of them, and the JVM refuses anything below 2 MiB.
It also refuses a start size above the largest size. The node never comes up, and says so in its log only.`,
  sources: [
    {
      title: 'Java: options of the java command',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html',
    },
    sources.strimziApi,
  ],
  check: {
    broker: ({ machine }, report) => check(machine, report),
    pool: ({ machine }, report) => check(machine, report),
    unit: ({ machine }, report) => check(machine, report),
  },
  examples: [
    {
      bad: cluster({}, { machine: machine('16Gi', '-Xms: 6g\n-Xmx: «4g»') }),
      good: cluster({}, { machine: machine('16Gi', '-Xms: 6g\n-Xmx: 6g') }),
      fixed: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g') }),
    },
    {
      bad: cluster({}, { machine: machine('16Gi', '-Xms: 1\n-Xmx: «4»') }),
      good: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g') }),
      fixed: false,
    },
  ],
};

function check(machine: Machine | undefined, report: Report): void {
  if (!machine || !isSet(machine.heap.max)) return;
  const { max, min } = machine.heap;
  if (max.value < 2 * MIB) {
    report(
      max,
      `-Xmx is ${sizeText(max.value)}: the JVM refuses a heap below 2 MiB and does not start. Write the unit, such as 4g.`,
      {
        refused: true,
      },
    );
  } else if (isSet(min) && min.value > max.value) {
    report(
      max,
      `-Xms is ${sizeText(min.value)} and above -Xmx of ${sizeText(max.value)}: the JVM does not start. Set both to the same size.`,
      {
        refused: true,
        related: [{ place: min.place, message: `-Xms is ${sizeText(min.value)} here` }],
        fixes: [
          choice(`Set -Xms to ${max.text}`, set(min.slot, max.text)),
          choice(`Set -Xmx to ${min.text}`, set(max.slot, min.text)),
        ],
      },
    );
  }
}
