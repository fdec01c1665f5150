import { bootstrapService, connectionsOf } from '../model/bootstrap.ts';
import { isSet, type Value } from '../model/value.ts';
import type { DraftOf } from '../readers/reading.ts';

/** Does a resource of this kind connect to a Kafka cluster? */
export const isClientOfKafka = (kind: string): boolean =>
  kind === 'KafkaConnect' || kind === 'KafkaMirrorMaker2' || kind === 'KafkaBridge';

/** The clusters that a resource's bootstrapServers name, and the namespaces in which they are. */
export function bootstrapsOf({
  type,
  tree,
  namespace,
}: DraftOf<'resource'>): { text: string; name: Value<string>; namespace: Value<string> }[] {
  return connectionsOf(type, tree.get('spec')).flatMap(({ tree: connection }) => {
    const servers = connection.get('bootstrapServers').string();
    if (!isSet(servers)) return [];
    const service = bootstrapService(servers.value.split(',')[0] ?? '');
    if (!service) return [];
    const { place, slot } = servers;
    const set = (value: string): Value<string> => ({ state: 'set', value, text: value, place, slot });
    return [
      {
        text: servers.value,
        name: set(service.cluster),
        namespace: service.namespace === undefined ? namespace : set(service.namespace),
      },
    ];
  });
}
