import { repeated } from '../knowledge/repeated.ts';
import { list } from '../model/config.ts';
import { isSet } from '../model/value.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker, controller } from './sound.ts';
import { sources } from './sources.ts';

export const kraftVotersConsistent: Rule = {
  id: 'kraft-voters-consistent',
  title: 'The node and the controller quorum do not fit',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `controller.quorum.voters names every controller by id, host and port, the same on all nodes. A controller must be
among them and a mere broker must not; without voters or bootstrap servers a node finds no quorum at all.`,
  sources: [sources.kafkaKraft],
  check: {
    configuration(configuration, report) {
      reportRefused(configuration, 'kraft-voters-consistent', report);
      const voters = list(configuration.config, 'controller.quorum.voters');
      if (!isSet(voters)) return;
      const ids = voters.value.map((voter) => voter.split('@')[0] ?? '');
      const twice = repeated(ids);
      if (twice === undefined) return;
      // Kafka takes this without a word, and forgets one of the two.
      report(
        voters,
        `controller.quorum.voters names the id ${twice} twice: only one of the two counts, so the quorum is smaller than it looks. Give each controller an id of its own.`,
      );
    },
  },
  examples: [
    {
      bad: {
        'controller.properties': controller(
          'node.id=«104»\n-controller.quorum.bootstrap.servers\ncontroller.quorum.voters=101@c1.kafka.internal:9093,102@c2.kafka.internal:9093,103@c3.kafka.internal:9093',
        ),
      },
      good: {
        'controller.properties': controller(
          'node.id=101\n-controller.quorum.bootstrap.servers\ncontroller.quorum.voters=101@c1.kafka.internal:9093,102@c2.kafka.internal:9093,103@c3.kafka.internal:9093',
        ),
      },
      fixed: false,
    },
    {
      bad: {
        'controller.properties': controller(
          '-controller.quorum.bootstrap.servers\ncontroller.quorum.voters=«101@c1.kafka.internal:9093,102@c2.kafka.internal:9093,102@c3.kafka.internal:9093»',
        ),
      },
      good: {
        'controller.properties': controller(
          '-controller.quorum.bootstrap.servers\ncontroller.quorum.voters=101@c1.kafka.internal:9093,102@c2.kafka.internal:9093,103@c3.kafka.internal:9093',
        ),
      },
      fixed: false,
    },
    {
      bad: { 'server.properties': broker('process.roles=«broker»\n-controller.quorum.bootstrap.servers') },
      good: { 'server.properties': broker() },
      fixed: false,
    },
  ],
};
