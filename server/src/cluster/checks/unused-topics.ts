import { type Check, count, some, sources } from '../check.ts';

export const unusedTopics: Check = {
  id: 'live-unused-topics',
  title: 'Topics that nobody uses',
  why: 'Every partition costs memory and failover time, used or not.',
  sources: [sources.mskGuide],
  thresholds: { polls: { value: 10, about: 'Polls in a row without a new message.' } },
  check(snapshot, { history, threshold }) {
    const polls = threshold('polls');
    if (history.length < polls || snapshot.groups.incomplete !== undefined) return [];
    const consumed = new Set(
      snapshot.groups.list.flatMap(({ offsets }) =>
        offsets.state === 'read' ? offsets.value.map((o) => o.topic) : [],
      ),
    );
    const unused = snapshot.topics.filter(({ name, internal, partitions }) => {
      if (internal || name.startsWith('_') || consumed.has(name)) return false;
      const end = partitions.reduce((sum, { endOffset = 0 }) => sum + endOffset, 0);
      return history.slice(0, polls).every((poll) => poll.ends[name] === end);
    });
    if (unused.length === 0) return [];
    return [
      {
        severity: 'information',
        subject: { kind: 'cluster' },
        message: `${count(unused.length, 'topic')} without a consumer group and without a new message for ${polls} polls: ${some(unused.map(({ name }) => name))}. Delete what nobody needs.`,
      },
    ];
  },
};
