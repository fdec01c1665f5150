import { schemas } from '../../../server/src/cluster/protocol/generated/schemas.ts';
import type { TestKafka } from './kafka.ts';

/** The reads that this program has, by the names that Kafka's request logger gives them. */
export const readNames = Object.keys(schemas).map((name) =>
  name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
);

/** How often the program has asked the brokers for what, by their own request logs (`requestLog: true`). */
export function requestsOf(kafka: TestKafka): Map<string, number> {
  const sent = new Map<string, number>();
  for (const id of kafka.brokers) {
    for (const [, header = ''] of kafka.log(id).matchAll(/"requestHeader":\{([^}]*)\}/g)) {
      if (!header.includes('"clientId":"kafka-review"')) continue;
      const name = /"requestApiKeyName":"(\w+)"/.exec(header)?.[1] ?? header;
      sent.set(name, (sent.get(name) ?? 0) + 1);
    }
  }
  return sent;
}
