import type { CodeLens, Location } from 'vscode-languageserver-types';
import type { Broker, Cluster, Pool } from '../model/deployment.ts';
import type { Finding } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Part, Place } from '../model/place.ts';
import { plays } from '../model/roles.ts';
import { isSet, type Known } from '../model/value.ts';
import { type ShowPlacesRequest, showPlacesCommand } from '../protocol.ts';
import type { Review, ReviewedCluster } from '../review/review.ts';
import { rangeFinder } from './diagnostics.ts';
import { isProblem } from './problem.ts';

type Lens = (place: Place, title: string, shows?: Shows) => CodeLens;

/** What a click shows: these places, or the references of the name at the place; nothing when absent. */
interface Shows {
  at: Place;
  places?: Place[];
}

/** A peek at more places than this helps nobody. */
const MOST_PLACES = 1000;

/**
 * Above each cluster and node pool of a file: what it is made of, its problems, and the profile it is judged by. With
 * `shows`, the client knows the command that a click runs.
 */
export function codeLenses(review: Review, uri: string, shows = false): CodeLens[] {
  const range = rangeFinder(review);
  const locationOf = (place: Place): Location => ({ uri: place.part.uri, range: range(place) });
  const lens: Lens = (place, title, click) => {
    if (!click || !shows) return { range: range(place), command: { title, command: '' } };
    const request: ShowPlacesRequest = {
      uri,
      position: range(click.at).start,
      ...(click.places ? { locations: click.places.slice(0, MOST_PLACES).map(locationOf) } : {}),
    };
    return { range: range(place), command: { title, command: showPlacesCommand, arguments: [request] } };
  };
  const known = gathered(review);
  return review.clusters().flatMap((reviewed) => {
    const { cluster } = reviewed;
    const first = cluster.members.find(({ place }) => place.part.uri === uri);
    return [
      ...(first
        ? [
            ...clusterLenses(review, known, reviewed, first, lens),
            ...profileLens(review, uri, first.place, lens),
          ]
        : []),
      ...cluster.pools
        .filter(({ place }) => place.part.uri === uri)
        .map((pool) => poolLens(known, cluster, pool, lens)),
    ];
  });
}

/** What the lenses of a file look at again and again: gathered once for each file, however many clusters there are. */
interface Gathered {
  problems(parts: ReadonlySet<Part>): Finding[];
  declaration(part: Part, kind: Name['kind'], name: string): Name | undefined;
}

function gathered(review: Review): Gathered {
  const problems = lazily((uri: string) => byPart(review.findings(uri).filter(isProblem)));
  const names = lazily((uri: string) =>
    byPart(review.names.in(uri).filter(({ role }) => role === 'declaration')),
  );
  return {
    problems: (parts) => [...parts].flatMap((part) => problems(part.uri).get(part) ?? []),
    declaration: (part, kind, name) =>
      names(part.uri)
        .get(part)
        ?.find((one) => one.kind === kind && one.name === name),
  };
}

function lazily<T>(make: (uri: string) => T): (uri: string) => T {
  const made = new Map<string, T>();
  return (uri) => {
    const value = made.get(uri) ?? make(uri);
    made.set(uri, value);
    return value;
  };
}

function byPart<T extends { place: Place }>(items: readonly T[]): Map<Part, T[]> {
  const found = new Map<Part, T[]>();
  for (const item of items) {
    const same = found.get(item.place.part);
    if (same) same.push(item);
    else found.set(item.place.part, [item]);
  }
  return found;
}

function clusterLenses(
  review: Review,
  known: Gathered,
  { cluster, count }: ReviewedCluster,
  first: Broker,
  lens: Lens,
): CodeLens[] {
  const [topics, users] = [count('topic'), count('user')];
  const name = known.declaration(first.place.part, 'cluster', cluster.name);
  const uses = name ? review.names.usesOf(name) : [];
  const problems = known.problems(partsOf(cluster, uses));
  const title = [
    counted(cluster.brokers, 'broker'),
    ...(cluster.controllers ? [counted(cluster.controllers, 'controller')] : []),
    ...(topics > 0 ? [plural(topics, 'topic')] : []),
    ...(users > 0 ? [plural(users, 'user')] : []),
    problemsText(problems),
  ].join(' · ');
  const at = name?.place ?? first.place;
  const click = problems.length > 0 ? { at, places: placesOf(problems) } : name && { at };
  return [
    lens(first.place, title, click),
    ...(name ? [lens(first.place, plural(uses.length, 'reference'), { at: name.place })] : []),
  ];
}

/** `3 brokers of prod · 1 problem`; a click shows the problems, else what the pool belongs to. */
function poolLens(known: Gathered, cluster: Cluster, pool: Pool, lens: Lens): CodeLens {
  const problems = known.problems(new Set([pool.place.part]));
  const title = `${nodesOf(pool)} of ${cluster.name} · ${problemsText(problems)}`;
  const places = problems.length > 0 ? placesOf(problems) : cluster.members.map(({ place }) => place);
  return lens(pool.place, title, { at: pool.place, places });
}

function nodesOf({ replicas, roles }: Pool): string {
  const both = plays(roles, 'broker') && plays(roles, 'controller');
  const what = both
    ? 'combined node'
    : plays(roles, 'controller')
      ? 'controller'
      : plays(roles, 'broker')
        ? 'broker'
        : 'node';
  return isSet(replicas) ? plural(replicas.value, what) : `${what}s`;
}

/** The documents of a cluster: its nodes, its pools, and what carries its label. */
function partsOf(cluster: Cluster, uses: readonly Name[]): Set<Part> {
  const labelled = uses.filter(({ place, site }) => place.start === site.start && place.end === site.end);
  return new Set([...cluster.members, ...cluster.pools, ...labelled].map(({ place }) => place.part));
}

const placesOf = (findings: readonly Finding[]): Place[] => findings.map(({ place }) => place);

const problemsText = (problems: readonly Finding[]): string =>
  problems.length === 0 ? 'no problems' : plural(problems.length, 'problem');

/** Says why the file is judged less severely than production; production is the assumption and says nothing. */
function profileLens(review: Review, uri: string, place: Place, lens: Lens): CodeLens[] {
  const { profile, reasons, pinned } = review.profile(uri);
  if (profile === 'production') return [];
  return [lens(place, `${profile} profile (${pinned ? 'set' : reasons.join(', ')})`)];
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const counted = (known: Known<number> | undefined, what: string): string =>
  known ? plural(known.value, what) : `${what}s elsewhere`;
