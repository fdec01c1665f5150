import { type Check, type Found, sources } from '../check.ts';
import { lowersMinIsr, minIsrOf, replicationFactor } from '../replicas.ts';

export const minIsrSetting: Check = {
  id: 'live-min-isr-setting',
  title: 'min.insync.replicas does not fit the replication factor',
  why: 'Equal to the replication factor, one stopped broker blocks writers; 1 with three replicas lets a write be confirmed that only one disk has.',
  sources: [sources.minIsr, sources.mskGuide],
  check(snapshot) {
    return snapshot.topics.flatMap((topic): Found[] => {
      const minIsr = minIsrOf(topic);
      const factor = replicationFactor(topic);
      if (minIsr === undefined || topic.internal || factor < 2) return [];
      const subject = { kind: 'topic' as const, name: topic.name };
      if (minIsr > factor) {
        return [
          {
            severity: 'error',
            subject,
            message: `${topic.name}: min.insync.replicas ${minIsr} is more than its ${factor} replicas: ${lowersMinIsr(snapshot) ? 'Kafka waits for all of them, and one stopped broker blocks every acks=all producer' : 'no write with acks=all can succeed'}. Set it to ${factor - 1}.`,
          },
        ];
      }
      if (minIsr === factor) {
        return [
          {
            severity: 'warning',
            subject,
            message: `${topic.name}: min.insync.replicas = replication factor = ${factor}: one stopped broker blocks every acks=all producer. Set it to ${factor - 1}.`,
          },
        ];
      }
      if (minIsr === 1 && factor >= 3) {
        return [
          {
            severity: 'information',
            subject,
            message: `${topic.name}: min.insync.replicas is 1 with ${factor} replicas: a confirmed write can stand on one disk alone. Set it to ${factor - 1}.`,
          },
        ];
      }
      return [];
    });
  },
};
