import { type Check, count, type Found, sources } from '../check.ts';
import { configValue, minIsrOf, replicationFactor } from '../replicas.ts';

const compacted = ['__consumer_offsets', '__transaction_state'];
/** What the leaders of an internal topic's partitions do for the others. */
const coordinated: Record<string, string> = {
  __consumer_offsets: 'consumer groups',
  __transaction_state: 'transactions',
  __share_group_state: 'share groups',
};

export const internalTopics: Check = {
  id: 'live-internal-topics',
  title: 'An internal topic is not as safe as it must be',
  why: 'With one replica of __consumer_offsets a stopped broker stops its consumer groups; when it is not compacted, offsets are lost.',
  sources: [sources.operations, sources.mskGuide],
  check(snapshot) {
    const brokers = snapshot.brokers.length;
    return snapshot.topics
      .filter(({ name }) => name in coordinated)
      .flatMap((topic) => {
        const problems: Found[] = [];
        const subject = { kind: 'topic', name: topic.name } as const;
        const factor = replicationFactor(topic);
        const minIsr = minIsrOf(topic);
        const wanted = Math.min(3, brokers);
        if (factor < wanted) {
          problems.push({
            severity: factor === 1 ? 'error' : 'warning',
            subject,
            about: 'replication factor',
            message: `${topic.name} has replication factor ${factor} with ${brokers} brokers: ${factor === 1 ? 'one stopped broker stops the groups or transactions on it' : 'a second failure loses offsets'}. Raise it to ${wanted} with kafka-reassign-partitions.`,
          });
        }
        if (minIsr !== undefined && factor > 1 && minIsr >= factor) {
          problems.push({
            severity: 'warning',
            subject,
            about: 'min.insync.replicas',
            message: `${topic.name}: min.insync.replicas = replication factor = ${factor}: one stopped broker stops commits. Set it to ${factor - 1}.`,
          });
        }
        if (topic.partitions.length < brokers) {
          problems.push({
            severity: 'information',
            subject,
            about: 'partitions',
            message: `${topic.name} has ${count(topic.partitions.length, 'partition')} with ${brokers} brokers: only their leaders coordinate ${coordinated[topic.name]}. More of them now would lose what is kept there: give the next cluster 50.`,
          });
        }
        const policy = configValue(topic.config, 'cleanup.policy');
        if (policy !== undefined && policy !== 'compact' && compacted.includes(topic.name)) {
          problems.push({
            severity: 'error',
            subject,
            about: 'cleanup.policy',
            message: `${topic.name} has cleanup.policy ${policy}: its records are deleted with time. Set it to compact.`,
          });
        }
        return problems;
      });
  },
};
