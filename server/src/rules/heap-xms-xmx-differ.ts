import type { Machine } from '../model/deployment.ts';
import { fix, set } from '../model/fix.ts';
import { sizeText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, machine } from './sound.ts';
import { sources } from './sources.ts';

export const heapXmsXmxDiffer: Rule = {
  id: 'heap-xms-xmx-differ',
  title: 'The heap starts smaller than it may grow',
  category: 'capacity',
  levels: { production: 'information', dev: 'off' },
  why: `A heap that grows does so under load, with extra collections, and asks for memory that may be gone by then: the
node dies at its busiest hour instead of at its start. With -Xms equal to -Xmx the memory is there from the start.`,
  sources: [
    { title: sources.kafkaOps.title, url: 'https://kafka.apache.org/documentation/#java' },
    sources.dataOnEks,
  ],
  // Their fixes set both.
  yieldsTo: ['heap-too-large', 'heap-vs-container-memory'],
  check: {
    broker: ({ machine }, report) => check(machine, report),
    pool: ({ machine }, report) => check(machine, report),
    unit: ({ machine }, report) => check(machine, report),
  },
  examples: [
    {
      bad: cluster({}, { machine: machine('16Gi', '-Xms: «2g»\n-Xmx: 4g') }),
      good: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g') }),
    },
    {
      bad: cluster({}, { machine: machine('16Gi', '-Xmx: «4g»') }),
      good: cluster({}, { machine: machine('16Gi', '-Xmx: 4g\n-Xms: 4g') }),
    },
  ],
};

function check(machine: Machine | undefined, report: Report): void {
  if (!machine) return;
  const { max, min } = machine.heap;
  if (!isSet(max) || min.state === 'unknown') return;
  const wanted = sizeText(max.value);
  const fixes = [fix(`Set -Xms to ${max.text}, as -Xmx`, set(min.slot, max.text))];
  if (!isSet(min)) {
    const percentage = machine.fields?.jvmOptions.get('-XX', 'InitialRAMPercentage').self().state;
    if (percentage !== undefined && percentage !== 'unset') return;
    report(
      max,
      `-Xms is missing beside -Xmx of ${wanted}: the heap starts at a fraction of it and grows under load. Set -Xms to ${max.text} too.`,
      { fixes },
    );
    return;
  }
  // A larger -Xms is refused by the JVM: heap-syntax says so.
  if (min.value >= max.value) return;
  report(
    min,
    `-Xms is ${sizeText(min.value)}, -Xmx ${wanted}: the heap grows under load, when the memory may be gone. Set both to ${max.text}.`,
    { related: [{ place: max.place, message: `-Xmx is ${wanted} here` }], fixes },
  );
}
