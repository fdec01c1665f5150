import { type Config, integer } from '../model/config.ts';
import { fix, remove } from '../model/fix.ts';
import { durationText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

/** Keys for one duration, the one that counts first, with their unit in ms. */
const DURATIONS: { key: string; unit: number }[][] = [
  [
    { key: 'log.retention.ms', unit: 1 },
    { key: 'log.retention.minutes', unit: 60_000 },
    { key: 'log.retention.hours', unit: 3_600_000 },
  ],
  [
    { key: 'log.roll.ms', unit: 1 },
    { key: 'log.roll.hours', unit: 3_600_000 },
  ],
  [
    { key: 'log.roll.jitter.ms', unit: 1 },
    { key: 'log.roll.jitter.hours', unit: 3_600_000 },
  ],
];

export const retentionKeysShadowed: Rule = {
  id: 'retention-keys-shadowed',
  title: 'A duration is written twice and only one counts',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `Kafka takes log.retention.ms before log.retention.minutes before log.retention.hours, and log.roll.ms before
log.roll.hours, whatever their order in the file. The other line has no effect, but is what a reader may believe.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    broker({ config }, report) {
      for (const keys of DURATIONS) check(config, keys, report);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('«log.retention.hours=24»\nlog.retention.ms=604800000') },
      good: { 'server.properties': broker('log.retention.ms=604800000') },
    },
    {
      bad: cluster({ config: 'log.retention.minutes: 1440\n«log.retention.hours: 168»' }),
      good: cluster({ config: 'log.retention.minutes: 1440' }),
    },
    {
      bad: { 'server.properties': broker('log.roll.ms=3600000\n«log.roll.hours=1»') },
      good: { 'server.properties': broker('log.roll.ms=3600000') },
    },
  ],
};

function check(config: Config, keys: { key: string; unit: number }[], report: Report): void {
  const written = keys.flatMap(({ key, unit }) => {
    const entry = config.entries.get(key);
    return entry ? [{ key, unit, entry, value: integer(config, key) }] : [];
  });
  const [first, ...rest] = written;
  if (!first || !isSet(first.value)) return;
  const counts = first.value.value * first.unit;
  for (const { key, unit, entry, value } of rest) {
    if (!isSet(value)) continue;
    const same = value.value * unit === counts;
    const much = first.value.value < 0 ? String(first.value.value) : durationText(counts);
    report(
      entry.place,
      `${key} has no effect, because ${first.key} is set and counts (${much}). Remove ${key}.`,
      {
        ...(same ? { levels: { production: 'hint', dev: 'hint' } } : {}),
        tag: 'unnecessary',
        related: [{ place: first.entry.place, message: `${first.key} counts` }],
        fixes: [fix(`Remove ${key}`, remove(entry.slot))],
      },
    );
  }
}
