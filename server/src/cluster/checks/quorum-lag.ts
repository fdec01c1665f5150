import { type Check, isUnchecked, needed, sources } from '../check.ts';

export const quorumLag: Check = {
  id: 'live-quorum-lag',
  title: 'A controller falls behind the quorum',
  why: 'A voter that is behind cannot take over at once, and when a majority is behind the cluster stops changing. An even number of voters survives no more failures than one fewer.',
  sources: [sources.kraft],
  thresholds: {
    records: { value: 1000, about: 'Metadata records behind the leader.' },
    seconds: { value: 10, about: 'Seconds since a voter had caught up.' },
  },
  check(snapshot, { threshold }) {
    if (snapshot.quorum.state === 'unsupported') return [];
    const quorum = needed(snapshot.quorum, 'the quorum');
    if (isUnchecked(quorum)) return quorum;
    const leader = quorum.voters.find(({ id }) => id === quorum.leaderId);
    const behind = quorum.voters.flatMap((voter) => {
      if (!leader || voter.id === leader.id) return [];
      const records = leader.logEndOffset - voter.logEndOffset;
      const seconds = voter.lastCaughtUp === undefined ? 0 : (snapshot.takenAt - voter.lastCaughtUp) / 1000;
      if (records <= threshold('records') && seconds <= threshold('seconds')) return [];
      return [{ id: voter.id, records, seconds }];
    });
    const problems = behind
      .sort((a, b) => b.records - a.records)
      .map(({ id, records, seconds }) => ({
        severity: 'warning' as const,
        subject: { kind: 'cluster' as const },
        about: String(id),
        message: `controller ${id} is ${records} records behind, last caught up ${Math.round(seconds)} s ago. Look whether it runs and reaches controller ${quorum.leaderId}.`,
      }));
    const voters = quorum.voters.length;
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
