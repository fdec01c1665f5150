import { type Check, sources } from '../check.ts';
import { liveBrokers } from '../replicas.ts';

export const diskSkew: Check = {
  id: 'live-disk-skew',
  title: 'Data is spread unevenly over brokers or directories',
  why: 'The fullest volume decides when the cluster is full.',
  sources: [sources.cruiseControl, sources.intuit],
  thresholds: {
    brokers: { value: 1.1, about: 'Times the mean of the brokers’ bytes.' },
    directories: { value: 1.25, about: 'Times the mean of the bytes in the directories of one broker.' },
    least: { value: 10, about: 'Gibibytes above the mean below which a difference does not matter.' },
  },
  check(snapshot, { threshold }) {
    const least = threshold('least') * 2 ** 30;
    const used = liveBrokers(snapshot).flatMap(({ id, logDirs }) =>
      logDirs.state === 'read' ? [{ id, dirs: logDirs.value.map(({ bytes }) => bytes) }] : [],
    );
    const sums = used.map(({ id, dirs }) => ({ id, bytes: dirs.reduce((a, b) => a + b, 0) }));
    const mean = sums.reduce((sum, { bytes }) => sum + bytes, 0) / Math.max(1, sums.length);
    const brokers = sums.filter(({ bytes }) => bytes > mean * threshold('brokers') && bytes - mean > least);
    const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(0)} GiB`;
    const uneven = used.filter(({ dirs }) => {
      const average = dirs.reduce((a, b) => a + b, 0) / Math.max(1, dirs.length);
      return dirs.some((bytes) => bytes > average * threshold('directories') && bytes - average > least);
    });
    return [
      ...brokers
        .sort((a, b) => b.bytes - a.bytes)
        .map(({ id, bytes }) => ({
          severity: 'information' as const,
          subject: { kind: 'broker' as const, id },
          message: `broker ${id} holds ${gib(bytes)}, the mean is ${gib(mean)}. Move large partitions away with kafka-reassign-partitions.`,
        })),
      ...uneven.map(({ id, dirs }) => ({
        severity: 'information' as const,
        subject: { kind: 'broker' as const, id },
        about: 'directories',
        message: `broker ${id}: its log directories hold ${dirs.map(gib).join(', ')}. Move partitions between them with kafka-reassign-partitions and log_dirs.`,
      })),
    ];
  },
};
