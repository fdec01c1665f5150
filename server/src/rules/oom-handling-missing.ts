import type { Broker } from '../model/deployment.ts';
import { plays } from '../model/roles.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { containers } from './sound.ts';

export const oomHandlingMissing: Rule = {
  id: 'oom-handling-missing',
  title: 'The broker lives on without memory',
  category: 'capacity',
  levels: { production: 'hint', dev: 'off' },
  why: `When its heap is used up the JVM throws an error in one thread and goes on. A broker that lost a thread that
way may keep its leadership and serve nobody. With ExitOnOutOfMemoryError the process ends, is started again, and other
brokers lead meanwhile.`,
  sources: [
    {
      title: 'The java command: ExitOnOutOfMemoryError',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html',
    },
  ],
  check: { broker: check },
  examples: [
    {
      bad: {
        'compose.yaml': containers(undefined, '«KAFKA_HEAP_OPTS»: -Xms4g -Xmx4g\n'),
      },
      good: { 'compose.yaml': containers() },
      fixed: false,
    },
  ],
};

/** Only where JVM options are given at all: without them the heap is what has to be said first. */
function check({ machine, roles }: Broker, report: Report): void {
  const options = machine?.options;
  if (!isSet(options) || !plays(roles, 'broker')) return;
  if (/(Exit|Crash)OnOutOfMemoryError|OnOutOfMemoryError=/.test(options.value)) return;
  report(
    options,
    'a broker whose heap is used up runs on with threads missing: it may lead partitions and serve nobody. Add -XX:+ExitOnOutOfMemoryError to KAFKA_OPTS, so that it is started again.',
  );
}
