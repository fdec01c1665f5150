import type { Finding, Related, Severity } from '../model/finding.ts';
import { absolute } from '../model/place.ts';
import { push } from './push.ts';
import type { RawFinding } from './run.ts';

/** A finding in what a kustomization builds. */
export interface BuiltFinding {
  finding: Finding;
  /** The kustomization that it was found in the deployment of. */
  home: string;
}

const SEVERITIES: Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * What several deployments of one file have in common is said once, as severely as in any of them; what only some
 * have names them.
 */
export function onceEach(
  built: BuiltFinding[],
  users: ReadonlySet<string>,
  headOf: (uri: string) => Related | undefined,
): Finding[] {
  const groups = new Map<string, BuiltFinding[]>();
  for (const one of built) {
    const { rule, place, message } = one.finding;
    push(groups, [rule, absolute(place).start, absolute(place).end, message].join('\n'), one);
  }
  return [...groups.values()].map((same) => {
    const [worst] = same.toSorted((a, b) => rank(a) - rank(b)) as [BuiltFinding];
    const homes = [...new Set(same.map(({ home }) => home))].sort();
    if (homes.length === users.size) return worst.finding;
    const related = [...worst.finding.related, ...homes.flatMap((home) => headOf(home) ?? [])];
    // A change of what others share would change them too: somebody has to choose it.
    const fixes = worst.finding.fixes.map((fix) => ({ ...fix, safe: false }));
    return { ...worst.finding, related, fixes };
  });
}

/** Open findings before silenced ones, errors before warnings. */
const rank = ({ finding }: BuiltFinding): number =>
  SEVERITIES.indexOf(finding.severity) + (finding.suppressed === undefined ? 0 : SEVERITIES.length);

/** Pools that inherit one value see the same mistake: it is one finding. */
export function distinct(findings: RawFinding[]): RawFinding[] {
  const seen = new Map<number, RawFinding[]>();
  return findings.filter((finding) => {
    const { rule, place, message } = finding;
    const at = place.part.offset + place.start;
    const isSame = (other: RawFinding): boolean =>
      other.rule === rule && other.message === message && other.place.part.uri === place.part.uri;
    if (seen.get(at)?.some(isSame)) return false;
    push(seen, at, finding);
    return true;
  });
}
