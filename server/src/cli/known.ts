// Worked out when the bundles are made: what these lists are made of is most of the program.
import { checks } from '../cluster/checks/index.ts';
import { allRules } from '../review/all-rules.ts';

/** Every rule's id, the program's own among them. */
export const ruleIds: readonly string[] = allRules.map(({ id }) => id).sort();

/** Every live check's id. */
export const checkIds: readonly string[] = checks.map(({ id }) => id);
