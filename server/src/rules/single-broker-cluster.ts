import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster, controllers, pool } from './sound.ts';
import { sources } from './sources.ts';

export const singleBrokerCluster: Rule = {
  id: 'single-broker-cluster',
  title: 'Fewer than three brokers',
  category: 'availability',
  levels: { production: 'warning', dev: 'off' },
  why: `Records that survive the loss of a broker while writes go on need three replicas, two of them in sync, and so
three brokers. One broker is an outage at every restart; with two, a stopped one leaves a single copy or stops the
writers.`,
  sources: [sources.azRacks, sources.mskReliability],
  check: {
    cluster({ brokers, pools, place }, report) {
      if (!brokers || brokers.value >= 3) return;
      const [at = place, ...others] = brokers.from;
      const counted = pools.find(({ replicas }) => replicas.place === at)?.replicas;
      report(
        at,
        brokers.value === 1
          ? 'the cluster has 1 broker: every restart is an outage, and its disk is the only copy of the records. Use 3.'
          : `the cluster has ${brokers.value} brokers: when one is away, records have one copy or acks=all writes stop. Use 3.`,
        {
          related: others.map((other) => ({ place: other, message: 'the other broker' })),
          ...(counted && isSet(counted) && others.length === 0
            ? { fixes: [choice('Set replicas to 3', set(counted.slot, 3))] }
            : {}),
        },
      );
    },
  },
  examples: [
    {
      bad: { ...cluster(small(1)), 'pools.yaml': `${pool({ replicas: '«1»' })}---\n${controllers()}` },
      good: { ...cluster() },
      fixed: { ...cluster(small(1)), 'pools.yaml': `${pool({ replicas: '3' })}---\n${controllers()}` },
    },
    {
      bad: { 'broker-1.properties': two(1, '«process.roles»'), 'broker-2.properties': two(2) },
      good: {
        'broker-1.properties': three(1),
        'broker-2.properties': three(2),
        'broker-3.properties': three(3),
      },
      fixed: false,
    },
  ],
};

function small(factor: number): { config: string } {
  const keys = ['default', 'offsets.topic', 'transaction.state.log'];
  const config = keys.map((key) => `${key}.replication.factor: ${factor}`).join('\n');
  return { config: `${config}\nmin.insync.replicas: 1\ntransaction.state.log.min.isr: 1` };
}

function three(id: number, lines = ''): string {
  const host = `b${id}.kafka.internal`;
  return broker(
    `node.id=${id}\nadvertised.listeners=INTERNAL://${host}:9092,CLIENT://${host}:9094\nbroker.rack=eu-west-1${'abc'[id - 1]}\n${lines}`,
  );
}

function two(id: number, header = 'process.roles'): string {
  const keys = ['default', 'offsets.topic', 'transaction.state.log'];
  const lines = keys.map((key) => `${key}.replication.factor=2`).join('\n');
  return three(id, `${lines}\nmin.insync.replicas=1\ntransaction.state.log.min.isr=1`).replace(
    'process.roles',
    header,
  );
}
