// What ends a problem of a running cluster, as a command of Kafka's own tools. Commands are copied, never run.
import type { Problem } from './check.ts';
import {
  type CopiedCommand,
  configsCommand,
  electionCommand,
  entityOf,
  factorCommand,
  reassignCommand,
  type ToolConnection,
  tool,
} from './commands.ts';
import { planSpread } from './reassignment-plan.ts';
import { liveBrokers, replicationFactor } from './replicas.ts';
import type { ClusterSnapshot, TopicState } from './snapshot/types.ts';

/** The command that a problem asks for; undefined where a person has to decide or to look first. */
export function commandForProblem(
  { check, subject, about, severity }: Problem,
  connection: ToolConnection,
  snapshot: ClusterSnapshot,
): CopiedCommand | undefined {
  if (check === 'live-preferred-leader-imbalance') return electionCommand(connection);
  if (check === 'live-reassignment') {
    const words = [...tool('kafka-reassign-partitions', connection), '--list'];
    return { what: 'the kafka-reassign-partitions command', text: words.join(' ') };
  }
  if (check === 'live-broker-missing' && severity === 'information' && subject.kind === 'broker') {
    const words = [...unregister(connection), `--id ${subject.id}`];
    return { what: 'the kafka-cluster command', text: words.join(' ') };
  }
  const topic =
    subject.kind === 'topic' ? snapshot.topics.find(({ name }) => name === subject.name) : undefined;
  return topic && forTopic(check, about, topic, { connection, snapshot });
}

/** The tool has its subcommand first. */
function unregister(connection: ToolConnection): string[] {
  const [name = '', ...rest] = tool('kafka-cluster', connection, '--config');
  return [name, 'unregister', ...rest];
}

function forTopic(
  check: string,
  about: string | undefined,
  topic: TopicState,
  context: { connection: ToolConnection; snapshot: ClusterSnapshot },
): CopiedCommand | undefined {
  const set = (key: string, value: string): CopiedCommand =>
    configsCommand({ key, value }, entityOf(topic), context.connection);
  const raise = (): CopiedCommand | undefined =>
    factorCommand(topic, Math.min(3, liveBrokers(context.snapshot).length), context);
  switch (about === undefined ? check : `${check} ${about}`) {
    case 'live-min-isr-setting':
    case 'live-internal-topics min.insync.replicas':
      return set('min.insync.replicas', String(replicationFactor(topic) - 1));
    case 'live-internal-topics cleanup.policy':
      return set('cleanup.policy', 'compact');
    case 'live-rack-violation':
      return reassignCommand(topic, planSpread(topic, context.snapshot), context.connection);
    case 'live-replication-factor':
    case 'live-internal-topics replication factor':
      return raise();
    default:
      return undefined;
  }
}
