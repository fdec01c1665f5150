import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster, connect, connector, OWN_IMAGE, SIGN_IN, topic, USES_CONNECTORS } from './sound.ts';
import { sources } from './sources.ts';

const sink = (tasksMax: string) => ({
  ...cluster(),
  'topic.yaml': topic({ partitions: '4' }),
  'connect.yaml': connect(
    `bootstrapServers: prod-kafka-bootstrap:9093
${OWN_IMAGE}
${SIGN_IN}`,
    USES_CONNECTORS,
  ),
  'connector.yaml': connector({ tasksMax }),
});

export const connectTasksIdle: Rule = {
  id: 'connect-tasks-idle',
  title: 'A sink has more tasks than its topics have partitions',
  category: 'performance',
  levels: { production: 'information', dev: 'off' },
  why: `The tasks of a sink connector are the members of one consumer group, and each partition is read by one of them:
tasks above the number of partitions wait and read nothing. Only a connector whose topics are all declared here is
judged.`,
  sources: [
    {
      title: 'Apache Kafka: Connect, configuring connectors',
      url: 'https://kafka.apache.org/documentation/#connect_configuring',
    },
    sources.strimziDeploying,
  ],
  check: {
    resource({ tree, reads }, report) {
      if (reads.length === 0) return;
      const tasks = tree.get('spec', 'tasksMax').integer();
      const partitions = reads.reduce((sum, { value }) => sum + value.partitions, 0);
      if (!isSet(tasks) || tasks.value <= partitions) return;
      const [first] = reads;
      const whose = reads.length === 1 ? `${first?.value.topic} has` : `its ${reads.length} topics have`;
      const idle = tasks.value - partitions;
      report(
        tasks,
        `tasksMax is ${tasks.value}, and ${whose} ${partitions} ${partitions === 1 ? 'partition' : 'partitions'}: ${idle} ${idle === 1 ? 'task reads' : 'tasks read'} nothing. Set tasksMax to ${partitions}, or add partitions.`,
        {
          related: reads
            .slice(0, 5)
            .flatMap(({ value, from }) =>
              from.map((place) => ({ place, message: `the partitions of ${value.topic}` })),
            ),
          fixes: [choice(`Set tasksMax to ${partitions}`, set(tasks.slot, partitions))],
        },
      );
    },
  },
  examples: [{ bad: sink('«6»'), good: sink('4') }],
};
