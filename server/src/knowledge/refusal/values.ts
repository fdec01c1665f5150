// Every value on its own: its type and demands, keys without which Kafka does not start, names a topic does not know.
import { factsOf, requiredKeys } from '../facts.ts';
import { parseSetting } from '../setting.ts';
import type { Config, Refusal } from './config.ts';

export function valueRefusals(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  for (const [key, text] of config.settings) {
    const facts = factsOf(config.scope, key, config.version);
    if (!facts) {
      if (config.scope === 'topic') {
        refusals.push({
          key,
          keys: [key],
          message: `${key} is not a topic setting of Kafka ${config.version}: the topic is refused. Remove it`,
        });
      }
      continue;
    }
    const parsed = text === undefined ? undefined : parseSetting(facts, text);
    if (parsed && 'error' in parsed)
      refusals.push({ key, keys: [key, ...twins(config, key)], message: parsed.error.message });
  }
  return [...refusals, ...missing(config)];
}

/** Since 3.0 a broker takes node.id and broker.id for each other. */
function twins(config: Config, key: string): string[] {
  if (config.scope !== 'broker' || !config.atLeast('3.0')) return [];
  return key === 'node.id' ? ['broker.id'] : key === 'broker.id' ? ['node.id'] : [];
}

function missing(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  for (const key of requiredKeys(config.scope, config.version)) {
    if (config.has(key)) continue;
    // A broker takes either of the two for the other.
    if (config.scope === 'broker' && key === 'node.id' && config.has('broker.id')) continue;
    refusals.push({
      keys: [key],
      missing: true,
      message: `${key} is missing: Kafka ${config.version} has no default for it and does not start`,
    });
  }
  return refusals;
}
