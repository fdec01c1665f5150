import { minIsrEqualsRf } from './min-isr-equals-rf.ts';
import type { Rule } from './rule.ts';

/** Every rule, by id. */
export const rules: Rule[] = [minIsrEqualsRf];
