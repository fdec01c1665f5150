import type { Broker, Cluster } from '../model/deployment.ts';
import { isBroker } from '../model/roles.ts';
import { isSet, type SetValue } from '../model/value.ts';

interface RackMember {
  name: string;
  rack: SetValue<string>;
}

/** The brokers of a cluster whose files all say their rack; undefined when one does not, or when there is one file for all. */
export function racksOf(
  cluster: Cluster,
): { members: RackMember[]; byName: Map<string, RackMember[]> } | undefined {
  if (cluster.platform === 'strimzi') return undefined;
  const brokers = cluster.members.filter(isBroker);
  const members = brokers.flatMap(({ name, rack }: Broker) => (isSet(rack) ? [{ name, rack }] : []));
  if (members.length === 0 || members.length !== brokers.length) return undefined;
  const byName = new Map<string, RackMember[]>();
  for (const member of members) {
    const name = member.rack.value.trim();
    byName.set(name, [...(byName.get(name) ?? []), member]);
  }
  return { members, byName };
}
