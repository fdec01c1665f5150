import { type Check, sources } from '../check.ts';
import { load } from '../replicas.ts';

export const leaderSkew: Check = {
  id: 'live-leader-skew',
  title: 'A broker leads more partitions than the others',
  why: 'Producers and consumers talk to leaders: a broker that leads more carries more of the network and the CPU.',
  sources: [sources.cruiseControl, sources.mskGuide],
  thresholds: {
    factor: { value: 1.1, about: 'Times the mean of the brokers’ leaders.' },
    least: { value: 10, about: 'Fewer leaders above the mean than this are no skew.' },
  },
  check(snapshot, { threshold }) {
    if (snapshot.seesAll === false) return { unchecked: 'this user sees a part of the topics only' };
    const loads = [...load(snapshot)];
    const mean = loads.reduce((sum, [, { leaders }]) => sum + leaders, 0) / loads.length;
    return loads
      .filter(
        ([, { leaders }]) => leaders > mean * threshold('factor') && leaders - mean >= threshold('least'),
      )
      .sort(([, a], [, b]) => b.leaders - a.leaders)
      .map(([id, { leaders }]) => ({
        severity: 'information',
        subject: { kind: 'broker', id },
        message: `broker ${id} leads ${leaders} partitions, the mean is ${Math.round(mean)}. Elect preferred leaders, or move leadership with kafka-reassign-partitions.`,
      }));
  },
};
