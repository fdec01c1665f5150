import { type Check, sources } from '../check.ts';
import { controllerOf } from '../history.ts';
import { duration } from '../words.ts';

export const controllerChanges: Check = {
  id: 'live-controller-changes',
  title: 'The active controller changes again and again',
  why: 'There is to be one active controller, and it is to stay. While another one takes over, no leader is elected; when it happens again and again, controllers lose each other, or are too slow to answer.',
  sources: [sources.mskMonitoring, sources.kraft],
  thresholds: {
    changes: { value: 2, about: 'Changes of the active controller within the looks that are remembered.' },
  },
  check(snapshot, { history, threshold }) {
    const known = [{ takenAt: snapshot.takenAt, controller: controllerOf(snapshot) }, ...history].filter(
      ({ controller }) => controller !== undefined,
    );
    const changes = known.filter(
      ({ controller }, i) => i > 0 && controller !== known[i - 1]?.controller,
    ).length;
    const first = known.at(-1);
    if (!first || changes < threshold('changes')) return [];
    return [
      {
        severity: 'warning',
        subject: { kind: 'cluster' },
        message: `the active controller changed ${changes} times in ${duration((snapshot.takenAt - first.takenAt) / 1000)}. Look at the controllers' logs, their disks and the network between them.`,
      },
    ];
  },
};
