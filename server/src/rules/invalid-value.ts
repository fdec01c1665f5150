import { parseSetting, splitList } from '../knowledge/setting.ts';
import { similar } from '../knowledge/similar.ts';
import type { KeyFacts } from '../knowledge/table.ts';
import { choice, type Fix, fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import { factsFor } from './configured.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const invalidValue: Rule = {
  id: 'invalid-value',
  title: 'Kafka refuses this value',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `Kafka reads each value by its key's type and holds it against what the key demands: true or false and nothing
else, whole numbers without units, names from a list. One value that fails, and the broker or client does not start,
or the topic is refused.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaTopicConfigs],
  check: {
    configuration(configuration, report) {
      reportRefused(configuration, 'invalid-value', report, ({ key }) => {
        const entry = key === undefined ? undefined : configuration.config.entries.get(key);
        const facts = key === undefined ? undefined : factsFor(configuration, key);
        if (!entry || !facts || !isSet(entry.value)) return [];
        return betterValues(facts, entry.value.value.trim()).map(({ value, safe }): Fix => {
          const title = `Set ${entry.key} to ${value}`;
          return safe ? fix(title, set(entry.slot, value)) : choice(title, set(entry.slot, value));
        });
      });
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('compression.type=«gz»') },
      good: { 'server.properties': broker('compression.type=zstd') },
      fixed: { 'server.properties': broker('compression.type=gzip') },
    },
    {
      bad: { 'server.properties': broker('auto.create.topics.enable=«no»') },
      good: { 'server.properties': broker('auto.create.topics.enable=false') },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: «7d»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: 'cleanup.policy: «compacted»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'cleanup.policy: compact' }) },
    },
  ],
};

interface Better {
  value: string | number | boolean;
  /** Nothing else can be meant. */
  safe: boolean;
}

function betterValues(facts: KeyFacts, text: string): Better[] {
  const parsed = parseSetting(facts, text);
  if (!('error' in parsed)) return [];
  if (facts.type === 'BOOLEAN') {
    if (/^(yes|on|1|y|enabled?)$/i.test(text)) return [{ value: true, safe: true }];
    if (/^(no|off|0|n|disabled?)$/i.test(text)) return [{ value: false, safe: true }];
    return similar(text.toLowerCase(), ['true', 'false']).map((word) => ({
      value: word === 'true',
      safe: true,
    }));
  }
  const number = withUnit(facts.key, text);
  if (number !== undefined && 'ok' in parseSetting(facts, String(number)))
    return [{ value: number, safe: true }];
  const { allowed, member, min, max } = parsed.error;
  if (allowed) {
    const wrong = member ?? text;
    const near = similar(wrong, allowed);
    const meant =
      near.length > 0 ? near : allowed.filter((word) => isBegin(wrong.toLowerCase(), word.toLowerCase()));
    return meant.map((word) => ({
      value: splitList(text)
        .map((each) => (each === wrong ? word : each))
        .join(','),
      safe: false,
    }));
  }
  const bound = min !== undefined && Number(text) < min ? min : max;
  return parsed.error.kind === 'range' && bound !== undefined ? [{ value: bound, safe: false }] : [];
}

/** `compacted` for `compact`: one is the begin of the other. */
const isBegin = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= 2 && (a.startsWith(b) || b.startsWith(a));

const TIMES: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const SIZES: Record<string, number> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** A number written with a unit or underscores, in the key's own unit: milliseconds or bytes. */
function withUnit(key: string, text: string): number | undefined {
  if (/^\d+(_\d+)+$/.test(text)) return Number(text.replaceAll('_', ''));
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text) ?? [];
  if (digits === '') return undefined;
  const factor = /\.ms$/.test(key)
    ? TIMES[unit.toLowerCase().replace(/^(hour|day|week|sec|second|minute)s?$/, (word) => word[0] ?? '')]
    : /bytes$|size$/.test(key)
      ? SIZES[unit.toLowerCase().replace(/i?b$/, '') || 'b']
      : undefined;
  const value = factor === undefined ? Number.NaN : Number(digits) * factor;
  return Number.isSafeInteger(value) ? value : undefined;
}
