import { type Check, type Found, sources } from '../check.ts';
import { liveBrokers, load } from '../replicas.ts';
import type { ClusterSnapshot } from '../snapshot/types.ts';

export const replicaSkew: Check = {
  id: 'live-replica-skew',
  title: 'A broker or rack holds more replicas than the others',
  why: 'Replicas take disk and replication traffic, and a rack that fails takes its replicas along. A broker or rack that was added later stays empty until partitions are moved to it.',
  sources: [sources.cruiseControl, sources.mskGuide],
  thresholds: {
    factor: { value: 1.1, about: 'Times the mean of the brokers’ replicas, or of the racks’.' },
    least: { value: 10, about: 'Fewer replicas above the mean than this are no skew.' },
  },
  check(snapshot, { threshold }) {
    if (snapshot.seesAll === false) return { unchecked: 'this user sees a part of the topics only' };
    const above = (replicas: number, mean: number): boolean =>
      replicas > mean * threshold('factor') && replicas - mean >= threshold('least');
    const loads = [...load(snapshot)].map(([id, { replicas }]) => ({ id, replicas }));
    const racks = comparableRacks(snapshot, loads);
    const rackMean = meanOf(racks);
    const full = racks.filter(({ replicas }) => above(replicas, rackMean));
    const mean = meanOf(loads);
    // A broker that holds no more than its rack's others is as full as the rack, which is told.
    const explained = ({ id, replicas }: Held): boolean =>
      full.some(({ ids, replicas: all }) => ids.includes(id) && !above(replicas, all / ids.length));
    return [
      ...full.sort(most).map(
        ({ rack, replicas }): Found => ({
          severity: 'information',
          subject: { kind: 'cluster' },
          about: `rack ${rack}`,
          message: `rack ${rack} holds ${replicas} replicas, the mean of ${racks.length} racks is ${Math.round(rackMean)}. Spread them with kafka-reassign-partitions.`,
        }),
      ),
      ...loads
        .filter((broker) => above(broker.replicas, mean) && !explained(broker))
        .sort(most)
        .map(
          ({ id, replicas }): Found => ({
            severity: 'information',
            subject: { kind: 'broker', id },
            message: `broker ${id} holds ${replicas} replicas, the mean is ${Math.round(mean)}. Spread them with kafka-reassign-partitions.`,
          }),
        ),
    ];
  },
};

interface Held {
  id: number;
  replicas: number;
}

interface Rack {
  rack: string;
  ids: number[];
  replicas: number;
}

const most = (a: { replicas: number }, b: { replicas: number }): number => b.replicas - a.replicas;

const meanOf = (all: { replicas: number }[]): number =>
  all.reduce((sum, { replicas }) => sum + replicas, 0) / all.length;

/** Racks of as many brokers each, and of more than one: another number of brokers is a finding of its own. */
function comparableRacks(snapshot: ClusterSnapshot, loads: Held[]): Rack[] {
  const racks = new Map<string | null, Rack>();
  for (const { id, rack } of liveBrokers(snapshot)) {
    const { ids, replicas } = racks.get(rack) ?? { ids: [], replicas: 0 };
    const held = loads.find((broker) => broker.id === id)?.replicas ?? 0;
    racks.set(rack, { rack: rack ?? '', ids: [...ids, id], replicas: replicas + held });
  }
  const all = [...racks.values()];
  const size = all[0]?.ids.length ?? 0;
  return size > 1 && !racks.has(null) && all.every(({ ids }) => ids.length === size) ? all : [];
}
