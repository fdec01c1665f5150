import { choice } from '../model/fix.ts';
import { absolute } from '../model/place.ts';
import { applyFixes } from '../review/apply.ts';
import type { Review, Told } from '../review/review.ts';
import { count } from './check.ts';
import { documentPath } from './document-uri.ts';
import { type Drift, driftOf } from './drift.ts';
import { matchDeployment, urisOf, type Wanted } from './drift-match.ts';
import type { TreeNode } from './tree/node.ts';

/** A running cluster beside the files that describe it. */
export interface Comparison {
  /** The deployment's name and its first file; absent where none, or more than one, could be meant. */
  deployment?: { name: string; uri: string };
  /** The names of deployments that could be meant equally. */
  several: string[];
  drift: Drift[];
}

/** Finds the cluster's deployment among the files under review and compares. */
export function compare(review: Review, wanted: Wanted): Comparison {
  const match = matchDeployment(wanted, review.clusters(), review.text);
  if (!match) return { several: [], drift: [] };
  if ('several' in match) return { several: match.several.map(({ cluster }) => cluster.name), drift: [] };
  const { cluster } = match.found;
  const [uri = cluster.place.part.uri] = urisOf(match.found);
  return {
    deployment: { name: cluster.name, uri },
    several: [],
    drift: driftOf({ cluster, topics: match.found.topics() }, wanted.snapshot),
  };
}

/** The differences as findings on the files' lines; what is in no file has none. */
export const toldOf = ({ drift }: Comparison): Told[] =>
  drift.flatMap(({ place, message, fix }) =>
    place ? [{ place, message: `${message}.`, fixes: fix ? [choice(fix.title, fix.change)] : [] }] : [],
  );

/** Do two comparisons say the same at the same places? */
export const sameDrift = (a: Comparison | undefined, b: Comparison): boolean =>
  a !== undefined &&
  a.deployment?.uri === b.deployment?.uri &&
  a.several.join() === b.several.join() &&
  a.drift.length === b.drift.length &&
  a.drift.every(({ message, place }, i) => {
    const other = b.drift[i];
    return (
      message === other?.message && place?.part === other.place?.part && place?.start === other.place?.start
    );
  });

/** A file as it would be if it said what the cluster says: the other side of the editor's diff. */
export function fileAsRunning(review: Review, { drift }: Comparison, uri: string): string | undefined {
  const changes = drift.flatMap(({ place, fix }) =>
    fix && place && absolute(place).uri === uri ? [fix.change] : [],
  );
  return applyFixes(review, uri, changes) ?? review.text(uri);
}

/** The section of the tree; nothing where no deployment is known, for most clusters have no files here. */
export function driftSection({ deployment, several, drift }: Comparison): TreeNode[] {
  const node = { id: 'drift', label: 'Deployment files' };
  if (several.length > 0) {
    const description = `${several.length} could be meant: name one in the setting kafkaReview.cluster.deployments`;
    return [{ ...node, description, tooltip: several.join(', '), state: 'unknown', fold: 'none' }];
  }
  if (!deployment) return [];
  const words =
    drift.length === 0 ? 'as in the cluster' : `the cluster differs in ${count(drift.length, 'place')}`;
  const description = `${deployment.name} · ${words}`;
  return drift.length === 0
    ? [{ ...node, description, state: 'good', fold: 'none' }]
    : [{ ...node, description, state: 'information', fold: 'closed' }];
}

/** One line for each difference; what stands in a file opens the diff. */
export function driftNodes({ drift }: Comparison): TreeNode[] {
  const extra = drift.filter(({ kind }) => kind === 'extra');
  return [
    ...drift.filter(({ kind }) => kind !== 'extra').map(lineOf),
    ...(extra.length === 0
      ? []
      : [
          {
            id: 'drift-extra',
            label: 'Topics in no file',
            description: String(extra.length),
            state: 'plain' as const,
            fold: 'closed' as const,
          },
        ]),
  ];
}

/** Topics that only the cluster has. */
export const extraNodes = ({ drift }: Comparison): TreeNode[] =>
  drift.flatMap(({ kind, subject }) =>
    kind === 'extra' && subject.kind === 'topic'
      ? [
          {
            id: `drift-topic/${subject.name}`,
            label: subject.name,
            state: 'plain' as const,
            fold: 'none' as const,
            open: documentPath('topics', subject.name),
          },
        ]
      : [],
  );

function lineOf({ message, place }: Drift, index: number): TreeNode {
  const uri = place && absolute(place).uri;
  return {
    id: `drift/${index}`,
    label: message,
    tooltip: message,
    state: 'information',
    fold: 'none',
    ...(uri === undefined ? {} : { open: documentPath('drift', uri), against: uri }),
  };
}
