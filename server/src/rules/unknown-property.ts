import { isAuthorizerKey } from '../knowledge/authorizer.ts';
import { factsOf, lifeOf } from '../knowledge/facts.ts';
import { suggestKeys } from '../knowledge/suggest.ts';
import type { Scope } from '../knowledge/table.ts';
import { isOlder } from '../knowledge/versions.ts';
import type { Entry } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import { choice, fix, remove, rename } from '../model/fix.ts';
import { entriesOfAnyVersion, otherScopesOf, readerOf, unknownEntriesOf, versionOf } from './configured.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const unknownProperty: Rule = {
  id: 'unknown-property',
  title: 'Kafka does not know this key',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `A broker or client ignores a key that it does not know, and at most writes a line into its log: a slip of the
fingers is a setting that is missing. A topic with such a key is refused. A key that looks like none of Kafka's may
belong to a plugin; that is only a hint.`,
  sources: [sources.kafkaBrokerConfigs, sources.kafkaTopicConfigs],
  check: {
    configuration(configuration, report) {
      const { scope } = configuration.config;
      // A connector's own keys are known to its plugin only.
      if (CONNECTORS.includes(scope)) return;
      for (const entry of entriesOfAnyVersion(configuration))
        if (!isForeign(scope, entry.key)) tooNew(configuration, entry, report);
      for (const entry of unknownEntriesOf(configuration))
        if (!isForeign(scope, entry.key) && otherScopesOf(scope, entry.key).length === 0)
          unknown(configuration, entry, report);
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('-min.insync.replicas\n«min.insync.replica»=2') },
      good: { 'server.properties': broker('-min.insync.replicas\nmin.insync.replicas=2') },
    },
    {
      bad: {
        'server.properties': broker(
          '-sasl.mechanism.inter.broker.protocol\n«mechanisms.inter.broker.protocol»=SCRAM-SHA-512',
        ),
      },
      good: {
        'server.properties': broker(
          '-sasl.mechanism.inter.broker.protocol\nsasl.mechanism.inter.broker.protocol=SCRAM-SHA-512',
        ),
      },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: '«retention.msec»: 604800000' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) },
    },
  ],
};

const CONNECTORS: readonly Scope[] = ['source-connector', 'sink-connector', 'mm2-connector'];

/** Keys of well-known plugins and platforms, and of placeholders in key position. */
const FOREIGN =
  /^(?:confluent|kafka\.rest|ldap|cruise\.control|strimzi|schema\.registry|opa|oauth|keycloak|aws|gcp|azure)\.|[{}$<>%]/;

/** Is the key a plugin's or an authorizer's to judge? Those of another scope are wrong-scope-property's. */
const isForeign = (scope: Scope, key: string): boolean =>
  key === '' || FOREIGN.test(key) || (scope === 'broker' && isAuthorizerKey(key));

function tooNew({ config }: Configuration, { key, keyPlace }: Entry, report: Report): void {
  const { scope, version } = config;
  const since = factsOf(scope, key) && lifeOf(scope, key)?.since;
  if (version === undefined || since === undefined || !isOlder(version, since)) return;
  report(
    keyPlace,
    scope === 'topic'
      ? `${key} came with Kafka ${since}, and this cluster runs ${version}: the topic is refused.`
      : `${key} came with Kafka ${since}: ${version} ignores it.`,
    scope === 'topic' ? { refused: true } : {},
  );
}

function unknown(configuration: Configuration, { key, keyPlace, slot }: Entry, report: Report): void {
  const { config } = configuration;
  const { scope } = config;
  const suggestions = suggestKeys(scope, key, versionOf(configuration));
  const [first] = suggestions;
  const meant = first === undefined ? '' : ` Did you mean ${suggestions.join(' or ')}?`;
  if (scope === 'topic') {
    const free = suggestions.filter((each) => !config.entries.has(each));
    report(keyPlace, `Kafka has no topic setting ${key}: the topic is refused.${meant}`, {
      refused: true,
      fixes: free.map((each) => fix(`Rename to ${each}`, rename(slot, each))),
    });
  } else if (first !== undefined && config.entries.has(first)) {
    report(
      keyPlace,
      `${key} is none of Kafka's keys: ${readerOf(scope)} ignores it. ${first} is set as well. Remove this one.`,
      { fixes: [fix(`Remove ${key}`, remove(slot))], tag: 'unnecessary' },
    );
  } else if (first !== undefined) {
    // What was ignored so far begins to count: somebody must want that.
    report(keyPlace, `${key} is none of Kafka's keys: ${readerOf(scope)} ignores it.${meant}`, {
      fixes: suggestions.map((each) => choice(`Rename to ${each}`, rename(slot, each))),
    });
  } else if (scope === 'broker') {
    report(keyPlace, `${key} is none of Kafka's keys: it has no effect unless a plugin reads it.`, {
      levels: { production: 'hint', dev: 'hint' },
    });
  }
}
