import { upgradeRules } from '../upgrade/rules.ts';
import { begin } from './begin.ts';
import type { ReviewCommand, UpgradeCommand } from './options.ts';
import { reviewAnew } from './review.ts';

/** `kafka-review upgrade --to VERSION [PATH…]`: what the version changes for these files; the exit code. */
export async function upgradeCommand({ to, from, ...command }: UpgradeCommand): Promise<number> {
  const review: ReviewCommand = {
    ...command,
    rule: new Map(),
    inline: true,
    reportUnusedSuppressions: false,
    quiet: false,
    cache: false,
    ...(from ? { kafkaVersion: from } : {}),
  };
  return reviewAnew(review, await begin(review), upgradeRules(to));
}
