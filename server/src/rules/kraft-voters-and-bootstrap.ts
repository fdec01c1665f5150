import { list } from '../model/config.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const kraftVotersAndBootstrap: Rule = {
  id: 'kraft-voters-and-bootstrap',
  title: 'The quorum is named in two ways',
  category: 'operations',
  levels: { production: 'information', dev: 'off' },
  why: `controller.quorum.voters describes a fixed quorum, controller.quorum.bootstrap.servers finds one whose members
can change. Which of them a node follows was decided when its storage was formatted, not in this file: the other one
only looks as if it mattered.`,
  sources: [
    sources.kafkaKraft,
    {
      title: 'KIP-853: KRaft controller membership changes',
      url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-853%3A+KRaft+Controller+Membership+Changes',
    },
  ],
  check: {
    broker({ config, strimzi }, report) {
      const voters = list(config, 'controller.quorum.voters');
      const servers = list(config, 'controller.quorum.bootstrap.servers');
      if (strimzi || !isSet(voters) || !isSet(servers)) return;
      if (voters.value.length === 0 || servers.value.length === 0) return;
      const entry = config.entries.get('controller.quorum.bootstrap.servers');
      report(
        entry?.keyPlace ?? servers.place,
        'controller.quorum.voters and controller.quorum.bootstrap.servers are both set: one of them has no effect, depending on how the storage was formatted. Keep voters for a fixed quorum, bootstrap.servers for one that can change.',
        { related: [{ place: voters.place, message: 'the voters are named here' }] },
      );
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'controller.quorum.voters=101@c1.kafka.internal:9093,102@c2.kafka.internal:9093,103@c3.kafka.internal:9093\n«controller.quorum.bootstrap.servers»=c1.kafka.internal:9093,c2.kafka.internal:9093,c3.kafka.internal:9093',
        ),
      },
      good: { 'server.properties': broker() },
      fixed: false,
    },
  ],
};
