import { type Check, sources } from '../check.ts';

export const groupEmpty: Check = {
  id: 'live-group-empty',
  title: 'A consumer group has no members',
  why: 'Nobody consumes; its committed offsets are deleted after offsets.retention.minutes, and consumers then begin anew where auto.offset.reset says.',
  remedy:
    'Start its consumers, or, when nobody is to consume any more, delete the group: else its offsets stay until offsets.retention.minutes have passed since the last member left. A job that runs once a night is empty by day; that is as it should be.',
  tools: ['kafka-consumer-groups.sh --describe --group billing --state'],
  sources: [sources.consumers],
  check(snapshot) {
    return snapshot.groups.list
      .filter(
        ({ state, offsets }) =>
          /^(Empty|Dead)$/i.test(state) && offsets.state === 'read' && offsets.value.length > 0,
      )
      .map(({ id, offsets }) => {
        const lag =
          offsets.state === 'read' ? offsets.value.reduce((sum, offset) => sum + (offset.lag ?? 0), 0) : 0;
        return {
          severity: 'information',
          subject: { kind: 'group', id },
          message: `${id} has committed offsets and no members${lag > 0 ? `; ${lag} messages wait` : ''}. Start its consumers, or delete the group.`,
        };
      });
  },
};
