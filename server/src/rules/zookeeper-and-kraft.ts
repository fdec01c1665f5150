import { isOlder } from '../knowledge/versions.ts';
import { boolean } from '../model/config.ts';
import { fix, remove } from '../model/fix.ts';
import { effective } from '../model/value.ts';
import { isKraft } from './configured.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const zookeeperAndKraft: Rule = {
  id: 'zookeeper-and-kraft',
  title: 'ZooKeeper settings on a KRaft node',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'warning' },
  why: `A node with process.roles does not talk to ZooKeeper; only while a cluster migrates (3.4 to 3.9, with
zookeeper.metadata.migration.enable) does it need both. Left over, the settings tell the next reader that there is a
ZooKeeper to keep running.`,
  sources: [
    sources.kafkaKraft,
    {
      title: 'KIP-833: mark KRaft as production ready',
      url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-833%3A+Mark+KRaft+as+Production+Ready',
    },
  ],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      if (config.scope !== 'broker' || !isKraft(configuration)) return;
      const old = [...config.entries.values()].filter(({ key }) => key.startsWith('zookeeper.'));
      const [first] = old;
      if (!first) return;
      const ended = config.version !== undefined && !isOlder(config.version, '4.0');
      const migrates = effective(boolean(config, 'zookeeper.metadata.migration.enable')) !== false;
      if (migrates && config.entries.has('zookeeper.metadata.migration.enable') && !ended) return;
      const at = old.find(({ key }) => key === 'zookeeper.connect') ?? first;
      const names = old.length > 1 ? `${at.key} and ${old.length - 1} more` : at.key;
      report(
        at.keyPlace,
        `${names} beside process.roles: a KRaft node ignores ZooKeeper's settings. Remove ${old.length > 1 ? 'them' : 'it'}.`,
        {
          related: old
            .filter((entry) => entry !== at)
            .map(({ key, keyPlace }) => ({ place: keyPlace, message: `${key} is ignored as well` })),
          fixes: [fix("Remove ZooKeeper's settings", ...old.map(({ slot }) => remove(slot)))],
          tag: 'unnecessary',
        },
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'zookeeper.session.timeout.ms=18000\n«zookeeper.connect»=z1.kafka.internal:2181,z2.kafka.internal:2181,z3.kafka.internal:2181',
        ),
      },
      good: { 'server.properties': broker() },
    },
  ],
};
