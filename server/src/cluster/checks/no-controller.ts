import { type Check, sources } from '../check.ts';

export const noController: Check = {
  id: 'live-no-controller',
  title: 'The cluster has no active controller',
  why: 'Without a controller no leader is elected, no topic is made, and brokers that stop are not noticed.',
  sources: [sources.mskMonitoring, sources.kraft],
  check({ quorum, controllerId }) {
    const none = quorum.state === 'read' ? quorum.value.leaderId < 0 : quorum.state === 'failed';
    if (quorum.state === 'not-authorized' && controllerId >= 0) {
      return { unchecked: 'this user is not authorized to see the quorum' };
    }
    if (!none && controllerId >= 0) return [];
    return [
      {
        severity: 'error',
        subject: { kind: 'cluster' },
        message: `no active controller: ${quorum.state === 'failed' ? `the quorum does not answer (${quorum.reason})` : 'the quorum has no leader'}. Leaders are not elected until a majority of the controllers runs.`,
      },
    ];
  },
};
