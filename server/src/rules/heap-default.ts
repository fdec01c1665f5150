import { slotFor } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { plays } from '../model/roles.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { containers } from './sound.ts';
import { sources } from './sources.ts';

const WANTED = '-Xms4g -Xmx4g';

export const heapDefault: Rule = {
  id: 'heap-default',
  title: 'The broker runs with the heap of a try-out',
  category: 'capacity',
  levels: { production: 'information', dev: 'off' },
  why: `Kafka's start script gives the JVM 1 GB when KAFKA_HEAP_OPTS is not set, whatever memory the machine has. A
broker with a few thousand partitions collects garbage all the time with that, and falls out of in-sync sets.`,
  sources: [
    { title: sources.kafkaOps.title, url: 'https://kafka.apache.org/documentation/#java' },
    {
      title: 'Apache Kafka: bin/kafka-server-start.sh',
      url: 'https://github.com/apache/kafka/blob/trunk/bin/kafka-server-start.sh',
    },
  ],
  check: { broker: check },
  examples: [
    {
      bad: {
        'compose.yaml': containers(undefined, 'KAFKA_OPTS: -XX:+ExitOnOutOfMemoryError\n').replace(
          'kafka-3:',
          '«kafka-3»:',
        ),
      },
      good: { 'compose.yaml': containers() },
      fixed: {
        'compose.yaml': containers(
          undefined,
          `KAFKA_OPTS: -XX:+ExitOnOutOfMemoryError\nKAFKA_HEAP_OPTS: ${WANTED}\n`,
        ),
      },
    },
  ],
};

function check({ machine, roles, place, config }: Broker, report: Report): void {
  const options = machine?.options;
  if (!options || options.state === 'unknown' || !plays(roles, 'broker')) return;
  if (isSet(options) && /-Xmx|MaxRAMPercentage|MaxHeapSize/.test(options.value)) return;
  // Whatever the prefix of broker keys, the start script reads this one variable.
  const variable = { ...config, environment: { ...config.environment, prefix: 'KAFKA_' } };
  report(
    place,
    `no heap is set, so the JVM has 1 GB: too little for a busy broker. Set KAFKA_HEAP_OPTS to ${WANTED}.`,
    { fixes: [choice(`Set KAFKA_HEAP_OPTS to ${WANTED}`, set(slotFor(variable, 'heap.opts'), WANTED))] },
  );
}
