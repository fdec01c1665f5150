import { type Check, sources } from '../check.ts';

const rebalancing = /^(PreparingRebalance|CompletingRebalance|Assigning|Reconciling)$/;

export const groupRebalancing: Check = {
  id: 'live-group-rebalancing',
  title: 'A consumer group does not come to rest',
  why: 'While a group rebalances, its partitions are consumed late or not at all. Members that come and go, or process longer than max.poll.interval.ms, keep it so.',
  sources: [sources.consumers],
  thresholds: {
    polls: { value: 2, about: 'Earlier polls in a row in which the group was rebalancing too.' },
  },
  check(snapshot, { history, threshold }) {
    const polls = threshold('polls');
    if (history.length < polls) return [];
    return snapshot.groups.list
      .filter(
        ({ id, state }) =>
          rebalancing.test(state) &&
          history.slice(0, polls).every((poll) => rebalancing.test(poll.groups[id]?.state ?? '')),
      )
      .map(({ id, state }) => ({
        severity: 'warning',
        subject: { kind: 'group', id },
        message: `${id} is ${state} for ${polls + 1} polls: its partitions are hardly consumed. Look for members that restart or exceed max.poll.interval.ms.`,
      }));
  },
};
