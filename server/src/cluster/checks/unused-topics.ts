import { type Check, count, some, sources } from '../check.ts';
import { endOf } from '../history.ts';

export const unusedTopics: Check = {
  id: 'live-unused-topics',
  title: 'Topics that nobody uses',
  why: 'Every partition costs memory and failover time, used or not.',
  sources: [sources.mskGuide],
  thresholds: { hours: { value: 24, about: 'Hours without a new message, as long as they were watched.' } },
  check(snapshot, { history, threshold }) {
    const [latest] = history;
    if (!latest || snapshot.groups.incomplete !== undefined) return [];
    const hours = threshold('hours');
    const consumed = new Set(
      snapshot.groups.list.flatMap(({ offsets }) =>
        offsets.state === 'read' ? offsets.value.map((o) => o.topic) : [],
      ),
    );
    const unused = snapshot.topics.filter(({ name, internal, partitions }) => {
      if (internal || name.startsWith('_') || consumed.has(name)) return false;
      const since = latest.ends[name] === endOf(partitions) ? latest.quietSince[name] : undefined;
      if (since === undefined || snapshot.takenAt - since < hours * 3_600_000) return false;
      return partitions.every(({ endOffset }) => endOffset !== undefined);
    });
    if (unused.length === 0) return [];
    return [
      {
        severity: 'information',
        subject: { kind: 'cluster' },
        message: `${count(unused.length, 'topic')} without a consumer group and without a new message for ${hours} h: ${some(unused.map(({ name }) => name))}. Delete what nobody needs.`,
      },
    ];
  },
};
