import { newestVersion } from '../knowledge/versions.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { upgradeRules } from '../upgrade/rules.ts';
import { ownRules } from './own-rules.ts';

/** Every rule that can be found, explained or set: the review's, the program's own, and those of an upgrade. */
export const allRules: readonly Rule[] = [
  ...rules,
  ...Object.values(ownRules),
  ...upgradeRules(newestVersion),
];
