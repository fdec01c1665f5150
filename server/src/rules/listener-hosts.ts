import type { Cluster } from '../model/deployment.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, isUnset } from '../model/value.ts';
import type { Report } from './rule.ts';

const NODE_POOLS = 'strimzi.io/node-pools';

/**
 * Reports listeners of type ingress that have host names for fewer brokers than the cluster has. Source:
 * ListenersValidator of the operator.
 */
export function checkHosts({ members, brokers, pools }: Cluster, report: Report): void {
  const strimzi = members[0]?.strimzi;
  if (!strimzi || !brokers) return;
  // Without pools here, replicas of the Kafka resource may be passed over for pools that are elsewhere.
  if (pools.length === 0 && !(isSet(strimzi.zookeeper) && isUnset(strimzi.annotation(NODE_POOLS)))) return;
  for (const listener of strimzi.listeners.items()) {
    const configuration = listener.get('configuration');
    const hosts = configuration.get('brokers');
    const ids = idsOf(listener, hosts);
    if (!ids) continue;
    // Node pools may number their brokers in any way, so that only how many there are is known.
    const missing = pools.length > 0 ? undefined : idsBelow(brokers.value).filter((id) => !ids.has(id));
    const short = missing?.length ?? brokers.value - ids.size;
    if (short <= 0) continue;
    const which = missing
      ? `broker${missing.length === 1 ? '' : 's'} ${missing.slice(0, 8).join(', ')}`
      : `${short} of ${brokers.value} brokers`;
    report(
      hosts.header,
      `a listener of type ingress needs a host for each broker, and ${which} ${short === 1 && missing ? 'has' : 'have'} none: the operator refuses the resource. Add them to brokers, or set hostTemplate.`,
      {
        refused: true,
        related: brokers.from.map((place) => ({ place, message: `${brokers.value} brokers, counted here` })),
      },
    );
  }
}

/** The brokers that the list names; undefined where it is not all known, or a template gives the hosts. */
function idsOf(listener: Tree, hosts: Tree): Set<number> | undefined {
  const isIngress = effective(listener.get('type').string()) === 'ingress';
  // Of a chart's list that is a part of it only, other fields are not known to be unset.
  if (!isIngress || !isUnset(listener.get('configuration', 'hostTemplate').self())) return undefined;
  const ids = hosts.items().map((host) => host.get('broker').integer());
  if (hosts.kind !== 'seq' || !ids.every(isSet)) return undefined;
  return new Set(ids.map(({ value }) => value));
}

const idsBelow = (count: number): number[] => Array.from({ length: Math.min(count, 1000) }, (_, id) => id);
