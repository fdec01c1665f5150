import type { Place } from '../model/place.ts';
import type { Rule } from '../rules/rule.ts';
import { type RawFinding, shortened } from './run.ts';

const own = (
  id: string,
  title: string,
  why: string,
  severity: 'error' | 'warning' | 'information' | 'hint',
): Rule => ({
  id,
  title,
  category: 'correctness',
  levels: { production: severity, dev: severity },
  why,
  sources: [],
  check: {},
  examples: [],
});

/** Findings of the program itself, about text that no rule gets to see. */
export const ownRules = {
  syntax: own(
    'syntax',
    'The file cannot be read as it stands',
    'What stands behind the error is reviewed as far as it could be read.',
    'error',
  ),
  settings: own(
    'settings',
    'The settings file says something that is not understood',
    'The line is left out; the others hold.',
    'warning',
  ),
  unused: own(
    'unused-suppression',
    'A comment silences nothing',
    'The finding it was written for is gone, or never stood there; left where it is, it would hide the next one.',
    'warning',
  ),
  drift: own(
    'live-drift',
    'A running cluster differs from the file',
    `Found while the cluster is in the view of clusters, or by kafka-review cluster --against. Somebody changed the
cluster by hand, or the file was never rolled out; the next roll-out takes the change away, and a cluster rebuilt from
the files is another one. Write into the file what shall stay, or bring the file into the cluster.`,
    'information',
  ),
  failed: own(
    'rule-failed',
    'A rule failed',
    'This is a mistake in Kafka Review; the other rules went on.',
    'hint',
  ),
};

/** A finding of the review itself. */
export function ownFinding(rule: Rule, place: Place, message: string, refused = false): RawFinding {
  return { rule, place, message: shortened(message), levels: rule.levels, refused, related: [], fixes: [] };
}
