import { fix, remove } from '../model/fix.ts';
import type { Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

const IBP = 'inter.broker.protocol.version';

export const ibpInKraft: Rule = {
  id: 'ibp-in-kraft',
  title: 'A protocol version that KRaft does not read',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'warning' },
  why: `In ZooKeeper mode inter.broker.protocol.version and log.message.format.version held an upgrade back until all
brokers ran the new version. With KRaft the metadata version does that: it is kept by the cluster itself and raised with
kafka-features.sh, or by Strimzi's metadataVersion. The old keys look like a brake and are none.`,
  sources: [sources.kafkaUpgrade, sources.kafkaKraft, sources.strimziDeploying],
  check: {
    broker({ config, cluster, strimzi }, report) {
      if (cluster.mode !== 'kraft') return;
      for (const key of [IBP, 'log.message.format.version']) {
        const entry = config.entries.get(key);
        // Older ones are refused: invalid-value.
        if (!entry || (key === IBP && /^[0-2]\./.test(entry.value.text.trim()))) continue;
        report(
          entry.keyPlace,
          `${key} has no effect with KRaft: the metadata version holds instead. Remove it${strimzi ? '; spec.kafka.metadataVersion says the version' : ''}.`,
          { fixes: [fix(`Remove ${key}`, remove(entry.slot))], tag: 'unnecessary' },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('«inter.broker.protocol.version»=3.9') },
      good: { 'server.properties': broker() },
    },
    {
      bad: { ...cluster({ config: '«log.message.format.version»: "3.0"' }) },
      good: { ...cluster() },
    },
  ],
};
