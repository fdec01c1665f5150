import type { BrokerConnection } from '../protocol/broker.ts';
import { accept, missing, readPart } from './part.ts';
import type { ConfigEntry, ConfigSource, Part } from './types.ts';

/** DescribeConfigs' codes of a resource type and of a value's source. */
const resourceTypes = { topic: 2, broker: 4 } as const;
const sources: ConfigSource[] = [
  'unknown',
  'topic',
  'dynamic-broker',
  'dynamic-default',
  'static',
  'default',
  'unknown',
  'unknown',
  'group',
];

/** Values that checks and views want even when they are defaults. */
const keptDefaults = new Set([
  'cleanup.policy',
  'inter.broker.protocol.version',
  'log.dirs',
  'min.insync.replicas',
  'offsets.retention.minutes',
  'process.roles',
  'retention.bytes',
  'retention.ms',
]);

export interface ConfigOptions {
  /** Keep every entry, for a document that shows them all. */
  everything?: boolean;
}

/** The configuration of some topics or of one broker, as the asked broker tells it, in the order of `names`. */
export async function readConfigs(
  broker: BrokerConnection,
  type: keyof typeof resourceTypes,
  names: string[],
  { everything = false }: ConfigOptions = {},
): Promise<Part<ConfigEntry[]>[]> {
  const resources = names.map((resourceName) => ({
    resourceType: resourceTypes[type],
    resourceName,
    configurationKeys: null,
  }));
  const { results } = await broker.send('DescribeConfigs', { resources }, { deadline: 15_000 });
  const byName = new Map(results.map((result) => [result.resourceName, result]));
  return names.map((name) => {
    const result = byName.get(name);
    if (!result) return { state: 'failed', reason: 'no answer for this resource' };
    try {
      accept(result.errorCode);
    } catch (error) {
      return missing(error);
    }
    const entries: ConfigEntry[] = [];
    for (const { name: key, value, configSource, isSensitive } of result.configs) {
      const source = sources[configSource] ?? 'unknown';
      if (!everything && source === 'default' && !keptDefaults.has(key)) continue;
      // A topic repeats what its broker's file says; the broker has it already.
      if (!everything && type === 'topic' && source === 'static' && !keptDefaults.has(key)) continue;
      entries.push({ name: key, value, source, ...(isSensitive ? { sensitive: true as const } : {}) });
    }
    return readPart(entries);
  });
}
