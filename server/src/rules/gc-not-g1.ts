import type { Machine } from '../model/deployment.ts';
import { choice, remove } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, machine } from './sound.ts';
import { sources } from './sources.ts';

const jvm = (flag: string) => machine('16Gi', `-Xms: 4g\n-Xmx: 4g\n-XX:\n  MaxGCPauseMillis: "20"${flag}`);

export const gcNotG1: Rule = {
  id: 'gc-not-g1',
  title: 'Another collector than G1',
  category: 'capacity',
  levels: { production: 'information', dev: 'off' },
  why: `Kafka starts its JVM with G1 and a pause goal of 20 ms. The parallel and serial collectors stop the broker for
as long as a full collection takes; a pause of seconds drops it from in-sync replica sets. The old concurrent collector
(CMS) is gone since Java 14: a JVM that is asked for it does not start.`,
  sources: [
    sources.awsKafka,
    { title: sources.kafkaOps.title, url: 'https://kafka.apache.org/documentation/#java' },
  ],
  check: {
    broker: ({ machine }, report) => check(machine, report),
    pool: ({ machine }, report) => check(machine, report),
  },
  examples: [
    {
      bad: cluster({}, { machine: jvm('\n  UseParallelGC: «"true"»') }),
      good: cluster({}, { machine: jvm('') }),
    },
    {
      bad: cluster({}, { machine: jvm('\n  UseConcMarkSweepGC: «"true"»') }),
      good: cluster({}, { machine: jvm('') }),
    },
  ],
};

function check(machine: Machine | undefined, report: Report): void {
  const flags = machine?.fields?.jvmOptions.get('-XX');
  if (!flags) return;
  for (const name of ['UseConcMarkSweepGC', 'UseParallelGC', 'UseSerialGC']) {
    const flag = flags.get(name).string();
    if (!isSet(flag) || flag.value.toLowerCase() !== 'true') continue;
    const fixes = [choice(`Remove ${name}`, remove(flag.slot))];
    if (name === 'UseConcMarkSweepGC') {
      report(
        flag,
        'Java 14 and newer have no CMS collector: the JVM does not start. Remove the flag; G1 is the default.',
        {
          refused: true,
          fixes,
        },
      );
    } else {
      report(
        flag,
        `${name} stops the broker for each full collection, long enough to leave in-sync sets. Remove it; G1 is the default.`,
        { fixes },
      );
    }
  }
}
