import type { BrokerConnection } from '../protocol/broker.ts';
import type { Messages } from '../protocol/generated/messages.ts';
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
  const found = new Map<string, Part<ConfigEntry[]>>();
  const kept = everything ? () => true : isKept[type];
  // Topics mostly set the same: equal entries are one object.
  const known = new Map<string, ConfigEntry>();
  const note = (result: Described): void => {
    found.set(result.resourceName, entriesOf(result, kept, known));
  };
  await broker.send('DescribeConfigs', { resources }, { deadline: 15_000, each: { results: note } });
  return names.map((name) => found.get(name) ?? { state: 'failed', reason: 'no answer for this resource' });
}

type Described = Messages['DescribeConfigs']['response']['results'][number];

/** What is kept without asking for everything: what was set, and the defaults that somebody looks at. */
const isKept: Record<keyof typeof resourceTypes, (source: ConfigSource, key: string) => boolean> = {
  broker: (source, key) => source !== 'default' || keptDefaults.has(key),
  // A topic repeats what its broker's file says; the broker has it already.
  topic: (source, key) => (source !== 'default' && source !== 'static') || keptDefaults.has(key),
};

function entriesOf(
  { errorCode, configs }: Described,
  kept: (source: ConfigSource, key: string) => boolean,
  known: Map<string, ConfigEntry>,
): Part<ConfigEntry[]> {
  try {
    accept(errorCode);
  } catch (error) {
    return missing(error);
  }
  const told = configs.filter(({ name, configSource }) => kept(sourceOf(configSource), name));
  return readPart(told.map((entry) => entryOf(entry, known)));
}

const sourceOf = (code: number): ConfigSource => sources[code] ?? 'unknown';

function entryOf(
  { name, value, configSource, isSensitive }: Described['configs'][number],
  known: Map<string, ConfigEntry>,
): ConfigEntry {
  const key = `${configSource} ${isSensitive} ${name}=${value}`;
  const found = known.get(key) ?? {
    name,
    value,
    source: sourceOf(configSource),
    ...(isSensitive ? { sensitive: true as const } : {}),
  };
  known.set(key, found);
  return found;
}
