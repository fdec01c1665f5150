import { lifeOf } from '../knowledge/facts.ts';
import { successorOf } from '../knowledge/successors.ts';
import { choice, rename } from '../model/fix.ts';
import { isKraft, knownEntriesOf } from './configured.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const deprecatedProperty: Rule = {
  id: 'deprecated-property',
  title: 'Kafka has announced the end of the key',
  category: 'upgrade',
  levels: { production: 'information', dev: 'hint' },
  why: `A deprecated key still works and goes with one of the next major releases, which then ignores it. Changing it
while both names work costs nothing.`,
  sources: [sources.kafkaUpgrade, sources.kafkaBrokerConfigs],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      const kraft = isKraft(configuration);
      for (const { key, keyPlace, slot, facts } of knownEntriesOf(configuration)) {
        // With process.roles, broker.id and the old protocol versions are findings of their own.
        if (!facts.deprecated || (kraft && LEFT_OVER.includes(key))) continue;
        const life = lifeOf(facts.scope, facts.key);
        const successor = successorOf(facts.key);
        const free = successor?.sameValue && !config.entries.has(successor.key);
        report(
          keyPlace,
          `${key} is deprecated since Kafka ${life?.deprecatedIn ?? facts.since}${life?.removedIn ? ` and gone in ${life.removedIn}` : ''}.${successor ? ` Use ${successor.key}.` : ' Plan to do without it.'}`,
          {
            fixes: free ? [choice(`Rename to ${successor.key}`, rename(slot, successor.key))] : [],
            tag: 'deprecated',
          },
        );
      }
    },
  },
  examples: [
    {
      kafkaVersion: '3.9.2',
      bad: { 'server.properties': broker('«log.message.timestamp.difference.max.ms»=3600000') },
      good: { 'server.properties': broker('log.message.timestamp.before.max.ms=3600000') },
    },
  ],
};

const LEFT_OVER = ['broker.id', 'inter.broker.protocol.version', 'log.message.format.version'];
