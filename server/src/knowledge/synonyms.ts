import table from './generated/synonyms.ts';
import type { Scope } from './table.ts';

/** A broker key that gives a topic key its default; `factor` turns the broker's unit into the topic's (3600000 for hours to ms). */
export interface BrokerSynonym {
  key: string;
  factor: number;
}

const factors: Record<string, number> = { h: 3_600_000, m: 60_000 };

const toBroker = new Map<string, readonly BrokerSynonym[]>(
  table.split('\n').map((row) => {
    const [topic = '', brokers = ''] = row.split('\t');
    const synonyms = brokers.split(',').map((each) => {
      const [key = '', unit = ''] = each.split(':');
      return { key, factor: factors[unit] ?? 1 };
    });
    return [topic, synonyms];
  }),
);

const toTopic = new Map<string, string>();
for (const [topic, brokers] of toBroker) for (const { key } of brokers) toTopic.set(key, topic);

/** The broker keys that give a topic key its default; the first that is set wins. Empty for a key without any. */
export const brokerSynonyms = (topicKey: string): readonly BrokerSynonym[] => toBroker.get(topicKey) ?? [];

/** The topic key that overrides a broker key; undefined when no topic setting does. */
export const topicSynonym = (brokerKey: string): string | undefined => toTopic.get(brokerKey);

/** The same setting under its name in the other scope, for a hint at a key that stands in the wrong file. */
export function counterpart(scope: Scope, key: string): string | undefined {
  if (scope === 'topic') return toBroker.get(key)?.[0]?.key;
  return scope === 'broker' ? toTopic.get(key) : undefined;
}
