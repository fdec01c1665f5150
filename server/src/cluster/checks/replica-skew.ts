import { type Check, sources } from '../check.ts';
import { load } from '../replicas.ts';

export const replicaSkew: Check = {
  id: 'live-replica-skew',
  title: 'A broker holds more replicas than the others',
  why: 'Replicas take disk and replication traffic. A broker that was added later stays empty until partitions are moved to it.',
  sources: [sources.cruiseControl, sources.mskGuide],
  thresholds: {
    factor: { value: 1.1, about: 'Times the mean of the brokers’ replicas.' },
    least: { value: 10, about: 'Fewer replicas above the mean than this are no skew.' },
  },
  check(snapshot, { threshold }) {
    if (snapshot.seesAll === false) return { unchecked: 'this user sees a part of the topics only' };
    const loads = [...load(snapshot)];
    const mean = loads.reduce((sum, [, { replicas }]) => sum + replicas, 0) / loads.length;
    return loads
      .filter(
        ([, { replicas }]) => replicas > mean * threshold('factor') && replicas - mean >= threshold('least'),
      )
      .sort(([, a], [, b]) => b.replicas - a.replicas)
      .map(([id, { replicas }]) => ({
        severity: 'information',
        subject: { kind: 'broker', id },
        message: `broker ${id} holds ${replicas} replicas, the mean is ${Math.round(mean)}. Spread them with kafka-reassign-partitions.`,
      }));
  },
};
