import { factsOf, lifeOf } from '../knowledge/facts.ts';
import { successorOf } from '../knowledge/successors.ts';
import { compareVersions } from '../knowledge/versions.ts';
import type { Config, Entry } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import { type Fix, fix, remove, rename } from '../model/fix.ts';
import { entriesOfAnyVersion, isKraft } from './configured.ts';
import type { Report, Rule } from './rule.ts';
import { broker, cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const removedInVersion: Rule = {
  id: 'removed-in-version',
  title: 'This Kafka version no longer has the key',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'warning' },
  why: `Kafka drops keys with major releases. A broker or client ignores what it no longer knows, so the setting is lost
without a word; a topic that carries such a key is refused.`,
  sources: [sources.kafkaUpgrade, sources.kafkaBrokerConfigs],
  check: {
    configuration(configuration, report) {
      const kraft = isKraft(configuration);
      for (const entry of entriesOfAnyVersion(configuration)) {
        // Keys that are left over from ZooKeeper mode are one idea: zookeeper-and-kraft, ibp-in-kraft.
        if (kraft && LEFT_OVER.test(entry.key)) continue;
        if (entry.key.startsWith('zookeeper.')) continue;
        judge(configuration, entry, report);
      }
    },
  },
  examples: [
    {
      kafkaVersion: '4.3.1',
      bad: { 'server.properties': broker('«log.message.timestamp.difference.max.ms»=3600000') },
      good: { 'server.properties': broker('log.message.timestamp.before.max.ms=3600000') },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ config: '«message.downconversion.enable»: false' }) },
      good: { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) },
      fixed: false,
    },
  ],
};

const LEFT_OVER =
  /^(inter\.broker\.protocol\.version|log\.message\.format\.version|control\.plane\.listener\.name)$/;

function judge({ config }: Configuration, { key, keyPlace, slot }: Entry, report: Report): void {
  const { scope, version } = config;
  const removedIn = factsOf(scope, key) && lifeOf(scope, key)?.removedIn;
  if (removedIn === undefined) return;
  const successor = successorOf(key);
  const instead = successor ? ` Use ${successor.key}.` : ' Remove it.';
  if (version === undefined) {
    // Which version reads it is not known: a ZooKeeper broker's file may well be for an older one.
    report(
      keyPlace,
      `${key} is gone since Kafka ${removedIn}: a newer one ${consequence(config)}.${instead}`,
      {
        levels: { production: 'information', dev: 'hint' },
        fixes: fixes(config, key, slot),
        tag: 'deprecated',
      },
    );
  } else if (compareVersions(version, removedIn) >= 0) {
    report(
      keyPlace,
      `${key} is gone since Kafka ${removedIn}: ${version} ${consequence(config)}.${instead}`,
      {
        ...(scope === 'topic' ? { refused: true } : {}),
        fixes: fixes(config, key, slot),
        tag: 'deprecated',
      },
    );
  }
}

const consequence = ({ scope }: Config): string => (scope === 'topic' ? 'refuses the topic' : 'ignores it');

function fixes({ entries }: Config, key: string, slot: Entry['slot']): Fix[] {
  const successor = successorOf(key);
  if (successor?.sameValue && !entries.has(successor.key))
    return [fix(`Rename to ${successor.key}`, rename(slot, successor.key))];
  return successor && !entries.has(successor.key) ? [] : [fix(`Remove ${key}`, remove(slot))];
}
