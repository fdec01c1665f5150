import { boolean, setting } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import { fix, remove } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

const KEY = 'auto.leader.rebalance.enable';

export const leaderRebalanceOff: Rule = {
  id: 'leader-rebalance-off',
  title: 'Leaders stay where the last restart left them',
  category: 'availability',
  levels: { production: 'warning', dev: 'hint' },
  why: `When a broker stops, other brokers take over the partitions it led. Kafka gives them back in the background once
the broker is in sync again; with this off, the last broker of a rolling restart leads nothing and the others carry its
load until somebody moves leaders by hand. Where Cruise Control balances the leaders it is off on purpose.`,
  sources: [sources.kafkaOps, sources.kafkaBrokerConfigs],
  check: {
    broker(broker, report) {
      const enabled = boolean(broker.config, KEY);
      if (!isSet(enabled) || enabled.value || hasCruiseControl(broker)) return;
      report(
        enabled,
        `${KEY} = false: after a restart a broker leads no partitions until somebody moves leaders back by hand. Remove the line.`,
        { fixes: [fix(`Remove ${KEY}`, remove(enabled.slot))] },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker(`${KEY}=«false»`) },
      good: { 'server.properties': broker() },
    },
    // Cruise Control balances the leaders.
    {
      bad: cluster({ config: `${KEY}: «false»` }),
      good: cluster({ config: `${KEY}: false`, spec: 'cruiseControl: {}' }),
      fixed: cluster(),
    },
  ],
};

/** Does Cruise Control surely, or perhaps, look after this cluster? */
function hasCruiseControl({ strimzi, config }: Broker): boolean {
  if (strimzi && strimzi.cruiseControl.state !== 'unset') return true;
  const reporters = setting(config, 'metric.reporters');
  return reporters.state === 'unknown' || /cruisecontrol/i.test(reporters.value ?? '');
}
