import { factsOf } from '../knowledge/facts.ts';
import { newestVersion } from '../knowledge/versions.ts';
import type { Config, Entry } from '../model/config.ts';

/** What Kafka knows about a key, as a small table. */
export function keyHover(config: Config, entry: Entry): string {
  const version = config.version ?? newestVersion;
  const facts = factsOf(config.scope, entry.key, config.version);
  if (!facts) return `\`${entry.key}\``;
  const rows = [
    ['type', facts.type.toLowerCase()],
    [
      'default',
      facts.default === undefined ? '(none)' : `\`${facts.default === '' ? '(empty)' : facts.default}\``,
    ],
  ];
  return [
    `\`${entry.key}\`  `,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    `Kafka ${version}`,
  ].join('\n');
}
