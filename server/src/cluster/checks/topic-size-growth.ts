import { type Check, type Found, percent, sources } from '../check.ts';
import { configValue, diskOf, liveBrokers } from '../replicas.ts';
import type { TopicState } from '../snapshot/types.ts';
import { duration, size } from '../words.ts';

export const topicSizeGrowth: Check = {
  id: 'live-topic-size-growth',
  title: 'A topic is on its way to fill the volumes',
  why: 'What a topic takes in the end is what is written times how long it is kept. While it is young this does not show on the disk yet.',
  sources: [sources.mskGuide, sources.operations],
  thresholds: {
    share: {
      value: 80,
      about:
        'Percent of what the topic could have (its own size and what is free) that it will come to take.',
    },
    days: { value: 30, about: 'Days within which it must come to that.' },
    seconds: { value: 60, about: 'Seconds that the growth must have been watched for.' },
  },
  check(snapshot, { history, threshold }) {
    const before = history[0]?.sizes[0];
    if (!before) return [];
    const seconds = (snapshot.takenAt - before.takenAt) / 1000;
    const disks = liveBrokers(snapshot).map(diskOf);
    if (seconds < threshold('seconds')) return [];
    if (disks.some((disk) => disk === undefined))
      return { unchecked: 'Kafka before 3.3 does not tell how large the volumes are' };
    const free = disks.reduce((sum, disk) => sum + (disk ? disk.total - disk.used : 0), 0);
    const problems = snapshot.topics.flatMap((topic): (Found & { will: number })[] => {
      const now = topic.size;
      // Kafka looks after its own topics itself.
      if (now === undefined || topic.internal) return [];
      const grown = now - (before.bytes.get(topic.name) ?? now);
      const perSecond = grown / seconds;
      const kept = keptSeconds(topic);
      const will = Math.min(Math.max(now, perSecond * kept), bytesKept(topic));
      const much = ((now + free) * threshold('share')) / 100;
      if (grown <= 0 || will <= now || will < much) return [];
      if ((much - now) / perSecond > threshold('days') * 86_400) return [];
      const until = will >= now + free ? `, full in about ${duration(free / perSecond)}` : '';
      return [
        {
          will,
          severity: 'warning',
          subject: { kind: 'topic', name: topic.name },
          message: `${topic.name} grows by ${size(perSecond * 60)} a minute. ${
            kept === Number.POSITIVE_INFINITY
              ? 'Nothing limits how long it is kept'
              : `Kept for ${duration(kept)} it will take ${size(will)}, ${percent(will / (now + free))} of what it could have`
          }; ${size(free)} are free${until}. Shorten retention.ms, set retention.bytes, or enlarge the volumes.`,
        },
      ];
    });
    return problems.sort((a, b) => b.will - a.will).map(({ will, ...problem }) => problem);
  },
};

/** How long Kafka keeps a message; for ever where nothing says it, or where the log is compacted only. */
function keptSeconds(topic: TopicState): number {
  const deletes = configValue(topic.config, 'cleanup.policy')?.includes('delete') ?? true;
  const ms = Number(configValue(topic.config, 'retention.ms') ?? -1);
  return deletes && ms >= 0 ? ms / 1000 : Number.POSITIVE_INFINITY;
}

/** The bytes of all replicas that retention.bytes, a limit of one partition, lets the topic have. */
function bytesKept(topic: TopicState): number {
  const limit = Number(configValue(topic.config, 'retention.bytes') ?? -1);
  const replicas = topic.partitions.reduce((sum, partition) => sum + partition.replicas.length, 0);
  return limit >= 0 ? limit * replicas : Number.POSITIVE_INFINITY;
}
