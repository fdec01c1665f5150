import type { CodeLens } from 'vscode-languageserver-types';
import type { Place } from '../model/place.ts';
import type { Known } from '../model/value.ts';
import type { Review, ReviewedCluster } from '../review/review.ts';
import { rangeFinder } from './diagnostics.ts';

/** Above each cluster of a file: what it is made of, its problems, and the profile it is judged by. */
export function codeLenses(review: Review, uri: string): CodeLens[] {
  const range = rangeFinder(review);
  const lens = (place: Place, title: string): CodeLens => ({
    range: range(place),
    command: { title, command: '' },
  });
  return review.clusters().flatMap((reviewed) => {
    const { cluster } = reviewed;
    const own = cluster.members.filter(({ place }) => place.part.uri === uri);
    const first = own[0];
    const lenses = first
      ? [lens(first.place, summary(review, reviewed)), ...profileLens(review, uri, first.place, lens)]
      : [];
    const pools = cluster.pools.filter(({ place }) => place.part.uri === uri);
    return [
      ...lenses,
      ...pools.map((pool) =>
        lens(pool.place, `node pool of ${cluster.name}: ${counted(cluster.brokers, 'broker')}`),
      ),
    ];
  });
}

function summary(review: Review, { cluster, count }: ReviewedCluster): string {
  const [topics, users] = [count('topic'), count('user')];
  const uris = new Set([...cluster.members, ...cluster.pools].map(({ place }) => place.part.uri));
  const problems = [...uris].reduce(
    (sum, uri) => sum + review.findings(uri).filter(({ suppressed }) => suppressed === undefined).length,
    0,
  );
  return [
    counted(cluster.brokers, 'broker'),
    ...(cluster.controllers ? [counted(cluster.controllers, 'controller')] : []),
    ...(topics > 0 ? [plural(topics, 'topic')] : []),
    ...(users > 0 ? [plural(users, 'user')] : []),
    problems === 0 ? 'no problems' : plural(problems, 'problem'),
  ].join(' · ');
}

/** Says why the file is judged less severely than production; production is the assumption and says nothing. */
function profileLens(
  review: Review,
  uri: string,
  place: Place,
  lens: (place: Place, title: string) => CodeLens,
): CodeLens[] {
  const { profile, reasons, pinned } = review.profile(uri);
  if (profile === 'production') return [];
  return [lens(place, `${profile} profile (${pinned ? 'set' : reasons.join(', ')})`)];
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const counted = (known: Known<number> | undefined, what: string): string =>
  known ? plural(known.value, what) : `${what}s elsewhere`;
