import { type Check, sources } from '../check.ts';

export const groupEmpty: Check = {
  id: 'live-group-empty',
  title: 'A consumer group has no members',
  why: 'Nobody consumes; its committed offsets are deleted after offsets.retention.minutes, and consumers then begin anew where auto.offset.reset says.',
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
