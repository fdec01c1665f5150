/** What took the place of a key that Kafka deprecated or removed, where something did; from the upgrade notes of the releases. */
const successors: Record<string, string> = {
  'advertised.host.name': 'advertised.listeners',
  'advertised.port': 'advertised.listeners',
  'broker.id': 'node.id',
  'delegation.token.master.key': 'delegation.token.secret.key',
  'host.name': 'listeners',
  'log.message.timestamp.difference.max.ms': 'log.message.timestamp.before.max.ms',
  'message.timestamp.difference.max.ms': 'message.timestamp.before.max.ms',
  port: 'listeners',
};

/** Keys whose value their successor takes as it is. */
const sameValue = new Set([
  'broker.id',
  'delegation.token.master.key',
  'log.message.timestamp.difference.max.ms',
  'message.timestamp.difference.max.ms',
]);

/** The key to use instead, and whether the value can stay as it is; undefined when there is none. */
export function successorOf(key: string): { key: string; sameValue: boolean } | undefined {
  const next = successors[key];
  return next === undefined ? undefined : { key: next, sameValue: sameValue.has(key) };
}
