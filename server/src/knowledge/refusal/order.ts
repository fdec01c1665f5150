// Pairs of numbers that must stand in order, all read from the constructors of the configuration classes.
import type { Config, Refusal } from './config.ts';
import { refuse, said } from './config.ts';

interface Pair {
  smaller: string;
  larger: string;
  /** They must not be equal either. */
  strictly?: boolean;
  since?: string;
}

/** min ≤ value ≤ max for a group's setting; the keys are group.KIND.[min.|max.]NAME. */
function bounded(kind: string, name: string): Pair[] {
  const [min, value, max] = [
    `group.${kind}.min.${name}`,
    `group.${kind}.${name}`,
    `group.${kind}.max.${name}`,
  ];
  return [
    { smaller: min, larger: max },
    { smaller: min, larger: value },
    { smaller: value, larger: max },
  ];
}

const groups = ['consumer', 'share', 'streams'].flatMap((kind) => [
  ...bounded(kind, 'heartbeat.interval.ms'),
  ...bounded(kind, 'session.timeout.ms'),
  ...bounded(kind, 'assignment.interval.ms'),
  {
    smaller: `group.${kind}.heartbeat.interval.ms`,
    larger: `group.${kind}.session.timeout.ms`,
    strictly: true,
    since: '4.0',
  },
]);

const brokerPairs: readonly Pair[] = [
  ...groups,
  ...bounded('share', 'delivery.count.limit'),
  ...bounded('share', 'partition.max.record.locks'),
  ...bounded('share', 'record.lock.duration.ms'),
  { smaller: 'group.share.max.size', larger: 'group.share.max.share.sessions', since: '4.1' },
  { smaller: 'group.streams.num.warmup.replicas', larger: 'group.streams.max.warmup.replicas' },
  { smaller: 'group.streams.min.task.offset.interval.ms', larger: 'group.streams.task.offset.interval.ms' },
  { smaller: 'group.streams.num.standby.replicas', larger: 'group.streams.max.standby.replicas' },
  { smaller: 'replica.fetch.wait.max.ms', larger: 'replica.socket.timeout.ms' },
  { smaller: 'replica.fetch.wait.max.ms', larger: 'replica.lag.time.max.ms' },
];

const topicPairs: readonly Pair[] = [{ smaller: 'min.compaction.lag.ms', larger: 'max.compaction.lag.ms' }];

/** Refusals for pairs in the wrong order; a pair whose keys the version lacks, or cannot be known, is passed over. */
export function orderRefusals(config: Config): Refusal[] {
  const pairs = config.scope === 'broker' ? brokerPairs : config.scope === 'topic' ? topicPairs : [];
  return pairs.filter((pair) => wrongWayRound(config, pair)).map((pair) => message(config, pair));
}

function wrongWayRound(config: Config, { smaller, larger, strictly, since }: Pair): boolean {
  if (since !== undefined && !config.atLeast(since)) return false;
  if (!config.has(smaller) && !config.has(larger)) return false;
  const [low, high] = [config.number(smaller), config.number(larger)];
  return low !== undefined && high !== undefined && (strictly ? low >= high : low > high);
}

function message(config: Config, { smaller, larger, strictly }: Pair): Refusal {
  const relation = strictly ? 'is not below' : 'is above';
  const wanted = strictly ? 'less than' : 'at most';
  return refuse(
    config,
    [smaller, larger],
    `${said(config, smaller)} ${relation} ${said(config, larger)}: set ${smaller} to ${wanted} the other, or raise ${larger}`,
  );
}
