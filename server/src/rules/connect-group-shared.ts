import { workerNames, workerOf } from '../model/worker-group.ts';
import type { Rule } from './rule.ts';
import { cluster, connect, OWN_IMAGE, SIGN_IN } from './sound.ts';
import { sources } from './sources.ts';

const ACCESS = `bootstrapServers: prod-kafka-bootstrap:9093
${OWN_IMAGE}
${SIGN_IN}`;

const second = (id: string, group: string) =>
  connect(ACCESS)
    .replace('name: connect\n', 'name: second\n')
    .replace('groupId: connect', `groupId: ${group}`)
    .replaceAll(/(StorageTopic: )connect/g, `$1${id}`);

const beside = (text: string) => ({ ...cluster(), 'a.yaml': connect(ACCESS), 'b.yaml': text });

export const connectGroupShared: Rule = {
  id: 'connect-group-shared',
  title: 'Two Connect clusters that take each other for one',
  category: 'correctness',
  levels: { production: 'warning', dev: 'information' },
  why: `The workers of Connect find each other by their group id, and keep their connectors, positions and states in three
topics. Two clusters with the same group on one Kafka cluster become one: connectors of the first run on workers of the
second, which have neither their plugins nor their secrets. With the same topics each reads what the other wrote. The
operator's defaults are the same for all.`,
  sources: [
    sources.strimziDeploying,
    {
      title: 'Apache Kafka: Connect, running in distributed mode',
      url: 'https://kafka.apache.org/documentation/#connect_running',
    },
  ],
  check: {
    resource({ type, tree, sharers, name }, report) {
      const [first] = sharers;
      const worker = first && workerOf(type, tree.get('spec'));
      if (!first || !worker) return;
      const { names } = first.value;
      const one = workerNames(type, worker).find((own) => names[0] === `${own.key} ${own.name}`);
      if (!one) return;
      const said = names.join(', ');
      const isGroup = one.key === 'group.id';
      report(
        one.value.state === 'set' ? one.value : name,
        `${said} ${names.length === 1 ? 'is' : 'are'} also of ${first.value.resource} on the same Kafka cluster: ${
          isGroup
            ? 'the workers of both become one group and run each other’s connectors'
            : 'each reads and overwrites what the other keeps there'
        }. Give each names of its own.`,
        { related: first.from.map((place) => ({ place, message: `${first.value.resource} is here` })) },
      );
    },
  },
  examples: [
    { bad: beside(second('second', '«connect»')), good: beside(second('second', 'second')), fixed: false },
    {
      bad: beside(
        second('connect', 'second').replace(
          'configStorageTopic: connect-configs',
          'configStorageTopic: «connect-configs»',
        ),
      ),
      good: beside(second('second', 'second')),
      fixed: false,
    },
  ],
};
