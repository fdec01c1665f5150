import { type Check, isUnchecked, needed, percent, sources } from '../check.ts';
import { liveBrokers, type Volume, volumesOf } from '../replicas.ts';
import type { BrokerState } from '../snapshot/types.ts';

export const diskUsage: Check = {
  id: 'live-disk-usage',
  title: 'The disk of a broker is filling up',
  why: 'A broker whose log directory is full stops. Deleting by retention is slower than a producer that writes.',
  sources: [sources.mskGuide, sources.mskMonitoring],
  thresholds: {
    information: { value: 60, about: 'Percent of the volumes used.' },
    warning: { value: 80, about: 'Percent of the volumes used.' },
    error: { value: 85, about: 'Percent of the volumes used.' },
    gibibytes: {
      value: 0,
      about: 'Size of the volumes of a broker, for Kafka before 3.3, which does not tell it; 0: not known.',
    },
  },
  check(snapshot, { threshold }) {
    const live = liveBrokers(snapshot);
    const told = live.flatMap((broker) => {
      const told = volumesOf(broker).sort((a, b) => b.used / b.total - a.used / a.total);
      const [fullest, ...others] = told.length > 0 ? told : volumeOfSize(broker, threshold('gibibytes'));
      if (!fullest) return [];
      const which = others.length > 0 ? `, ${fullest.path}` : '';
      return [{ id: broker.id, which, share: fullest.used / fullest.total }];
    });
    const [first] = live;
    if (told.length === 0 && first) {
      const reason = needed(first.logDirs, 'log directories');
      return isUnchecked(reason)
        ? reason
        : {
            unchecked:
              'Kafka before 3.3 does not tell how large the volumes are: set the threshold gibibytes',
          };
    }
    const levels = ['error', 'warning', 'information'] as const;
    return told
      .sort((a, b) => b.share - a.share)
      .flatMap(({ id, which, share }) => {
        const severity = levels.find((level) => share * 100 >= threshold(level));
        if (!severity) return [];
        return [
          {
            severity,
            subject: { kind: 'broker' as const, id },
            message: `disk of broker ${id} at ${percent(share)}${which}: at 100 % the broker stops. Enlarge the volume, shorten retention, or move replicas.`,
          },
        ];
      });
  },
};

/** A broker's replicas on volumes of a size that a person gave; 0 for not known. */
function volumeOfSize({ logDirs }: BrokerState, gibibytes: number): Volume[] {
  if (logDirs.state !== 'read' || gibibytes === 0) return [];
  const used = logDirs.value.reduce((sum, { bytes }) => sum + bytes, 0);
  return [{ path: '', used, total: gibibytes * 2 ** 30 }];
}
