import { type Check, sources } from '../check.ts';

export const noController: Check = {
  id: 'live-no-controller',
  title: 'the cluster has no active controller',
  why: 'Without a controller no leader is elected, no topic is made, and brokers that stop are not noticed.',
  remedy:
    "Bring back a majority of the controllers; look at their logs for why they stopped, and whether they reach each other on the controller listener. Brokers go on serving what they lead meanwhile. Do not format a controller's disk while fewer than a majority of the others has the metadata.",
  tools: ['kafka-metadata-quorum.sh describe --status'],
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
