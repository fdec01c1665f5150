import { upgradeRules } from '../upgrade/rules.ts';
import type { UpgradeCommand } from './options.ts';
import { reviewCommand } from './review.ts';

/** `kafka-review upgrade --to VERSION [PATH…]`: what the version changes for these files; the exit code. */
export function upgradeCommand({ to, from, ...command }: UpgradeCommand): Promise<number> {
  return reviewCommand(
    {
      ...command,
      rule: new Map(),
      inline: true,
      reportUnusedSuppressions: false,
      quiet: false,
      cache: false,
      ...(from ? { kafkaVersion: from } : {}),
    },
    upgradeRules(to),
  );
}
