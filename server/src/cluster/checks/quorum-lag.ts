import { type Check, type Found, isUnchecked, needed, sources } from '../check.ts';
import { liveBrokers } from '../replicas.ts';

export const quorumLag: Check = {
  id: 'live-quorum-lag',
  title: 'A controller falls behind the quorum',
  why: 'A voter that is behind cannot take over at once, and when a majority is behind the cluster stops changing. An even number of voters survives no more failures than one fewer.',
  sources: [sources.kraft],
  thresholds: {
    records: { value: 1000, about: 'Metadata records behind the leader.' },
    seconds: { value: 10, about: 'Seconds since a voter had caught up.' },
  },
  check(snapshot, { history, threshold }) {
    if (snapshot.quorum.state === 'unsupported') return [];
    const quorum = needed(snapshot.quorum, 'the quorum');
    if (isUnchecked(quorum)) return quorum;
    const leader = quorum.voters.find(({ id }) => id === quorum.leaderId);
    // By the leader's own clock: this machine's may differ from it.
    const now = leader?.lastCaughtUp ?? snapshot.takenAt;
    const [before] = history;
    const justElected = before !== undefined && before.controller !== quorum.leaderId;
    const behind = quorum.voters.flatMap((voter): Behind[] => {
      if (!leader || voter.id === leader.id) return [];
      const records = leader.logEndOffset - voter.logEndOffset;
      if (voter.logEndOffset < 0) return justElected ? [] : [{ id: voter.id, records, seconds: undefined }];
      const seconds = voter.lastCaughtUp === undefined ? 0 : (now - voter.lastCaughtUp) / 1000;
      if (records <= threshold('records') && seconds <= threshold('seconds')) return [];
      return [{ id: voter.id, records, seconds }];
    });
    const problems = behind
      .sort((a, b) => b.records - a.records)
      .map(
        ({ id, records, seconds }): Found => ({
          severity: 'warning',
          subject: { kind: 'cluster' },
          about: String(id),
          message: `controller ${id} ${seconds === undefined ? 'has not followed since the leader was elected' : `is ${records} records behind, last caught up ${Math.round(seconds)} s ago`}. Look whether it runs and reaches controller ${quorum.leaderId}.`,
        }),
      );
    const voters = quorum.voters.length;
    if (voters === 1 && liveBrokers(snapshot).length > 1) {
      problems.push({
        severity: 'warning',
        subject: { kind: 'cluster' },
        about: 'voters',
        message:
          'the cluster has 1 controller: while it is away no leader is elected and no topic can change, and its disk is the only copy of the metadata. Run 3.',
      });
    }
    if (voters % 2 === 1) return problems;
    return [
      ...problems,
      {
        severity: 'information' as const,
        subject: { kind: 'cluster' as const },
        about: 'voters',
        message: `the quorum has ${voters} voters: it survives no more failures than ${voters - 1} would. Run 3 or 5.`,
      },
    ];
  },
};

interface Behind {
  id: number;
  records: number;
  /** Since it had caught up; absent for one that never has. */
  seconds: number | undefined;
}
