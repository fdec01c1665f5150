import { isAuthorizerKey } from '../knowledge/authorizer.ts';
import { brokerSynonyms, counterpart } from '../knowledge/synonyms.ts';
import type { Scope } from '../knowledge/table.ts';
import type { Config, Entry } from '../model/config.ts';
import { choice, type Fix, fix, remove, rename, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import { otherScopesOf, readerOf, unknownEntriesOf } from './configured.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const wrongScopeProperty: Rule = {
  id: 'wrong-scope-property',
  title: 'A key stands where nothing reads it',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `Brokers, topics and clients have keys of their own, and some settings have one name at the broker and another at
the topic (log.retention.ms and retention.ms). A broker or client ignores the others' keys; a topic with a broker's key
is refused.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaTopicConfigs],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      for (const entry of unknownEntriesOf(configuration)) {
        if (isAuthorizerKey(entry.key)) continue;
        if (config.scope === 'topic') atTopic(config, entry, report);
        else beside(config, entry, report);
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('«retention.ms»=604800000') },
      good: { 'server.properties': broker('log.retention.ms=604800000') },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: '«log.retention.hours»: 168' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: '«replication.factor»: 3' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) },
      fixed: false,
    },
  ],
};

/** What a topic has beside its configuration, by the names that people write into it. */
const TOPIC_FIELDS: Record<string, string> = {
  'default.replication.factor': 'replicas',
  'num.partitions': 'partitions',
  partitions: 'partitions',
  replicas: 'replicas',
  'replication.factor': 'replicas',
};

function atTopic(config: Config, entry: Entry, report: Report): void {
  const { key, keyPlace } = entry;
  const field = TOPIC_FIELDS[key];
  if (field !== undefined) {
    report(
      keyPlace,
      `${key} is not part of a topic's configuration: the topic is refused. Say it in spec.${field}, beside config.`,
      { refused: true },
    );
    return;
  }
  const twin = counterpart('broker', key);
  const [owner] = otherScopesOf('topic', key);
  if (owner === undefined) return;
  report(
    keyPlace,
    `${key} is a setting of ${readerOf(owner)}: the topic is refused.${twin ? ` At a topic it is called ${twin}.` : ' Remove it.'}`,
    { refused: true, fixes: twin ? topicFixes(config, entry, twin) : [] },
  );
}

function topicFixes(config: Config, { key, slot, value }: Entry, twin: string): Fix[] {
  if (config.entries.has(twin)) return [fix(`Remove ${key}`, remove(slot))];
  const factor = brokerSynonyms(twin).find((each) => each.key === key)?.factor ?? 1;
  if (factor === 1) return [fix(`Rename to ${twin}`, rename(slot, twin))];
  const number = isSet(value) && /^-?\d+$/.test(value.value) ? Number(value.value) : undefined;
  if (number === undefined) return [];
  const converted = number < 0 ? number : number * factor;
  return [fix(`Set ${twin} to ${converted} instead`, rename(slot, twin), set(slot, converted))];
}

function beside({ scope, entries }: Config, { key, keyPlace, slot }: Entry, report: Report): void {
  const owners = otherScopesOf(scope, key).filter((other) => isForeignTo(scope, other, key));
  const [owner] = owners;
  if (owner === undefined) return;
  const shared = owners.filter((other) => CLIENTS.includes(other)).length > 1;
  const better = scope === 'broker' ? counterpart('topic', key) : prefixedFor(scope, owner, key);
  const free = better !== undefined && !entries.has(better);
  report(
    keyPlace,
    `${key} is a setting of ${shared ? 'clients' : readerOf(owner)}: ${readerOf(scope)} ignores it. ${better ? `Here it is called ${better}.` : 'Remove it.'}`,
    { fixes: free ? [choice(`Rename to ${better}`, rename(slot, better))] : [] },
  );
}

const CONNECT: readonly Scope[] = ['connect-distributed', 'connect-standalone'];
const CLIENTS: readonly Scope[] = ['producer', 'consumer', 'admin', 'streams'];

/** Is a key of that owner surely out of place here? Files for several programs, and other versions' files, are not. */
function isForeignTo(scope: Scope, owner: Scope, key: string): boolean {
  const ofNode = owner === 'broker' || owner === 'topic';
  if (scope === 'broker') return ofNode || CLIENTS.includes(owner) || CONNECT.includes(owner);
  if (CONNECT.includes(scope)) return ofNode || owner === 'producer' || owner === 'consumer';
  if (!CLIENTS.includes(scope) || key.startsWith('zookeeper.')) return false;
  return ofNode && !CLIENTS.some((client) => otherScopesOf(scope, key).includes(client));
}

/** The key as a Connect worker passes it on to its producers and consumers. */
function prefixedFor(scope: Scope, owner: Scope, key: string): string | undefined {
  const passed = CONNECT.includes(scope) && (owner === 'producer' || owner === 'consumer');
  return passed ? `${owner}.${key}` : undefined;
}
