import { type Check, count, sources } from '../check.ts';

export const idleMembers: Check = {
  id: 'live-idle-members',
  title: 'A consumer group has members without a partition',
  why: 'A partition is read by one member of a group at a time: members beyond the number of partitions only wait. Share groups are left out, they share partitions.',
  sources: [sources.consumers],
  check(snapshot) {
    return snapshot.groups.list.flatMap((group) => {
      if (group.kind === 'share' || group.state !== 'Stable' || group.members.state !== 'read') return [];
      // Streams threads without a partition may keep standby replicas.
      const idle = group.members.value.filter(
        ({ assigned, clientId }) =>
          !clientId.includes('-StreamThread-') && assigned?.every((a) => a.partitions.length === 0),
      );
      if (idle.length === 0) return [];
      return [
        {
          severity: 'information',
          subject: { kind: 'group', id: group.id },
          message: `${group.id}: ${idle.length} of ${count(group.members.value.length, 'member')} have no partition. Run fewer members, or give the topic more partitions.`,
        },
      ];
    });
  },
};
