import { integer } from './config.ts';
import type { Broker, Topic } from './deployment.ts';
import type { Related } from './finding.ts';
import type { Place } from './place.ts';
import { isBroker } from './roles.ts';
import { effective, isSet, type Known, known, type Value } from './value.ts';

/** A number that counts, and the value that a change of it would be written to. */
export interface Counted {
  /** Kafka's key, or what a topic's own number is called. */
  key: string;
  /** The key with whose it is, for messages. */
  name: string;
  value: number;
  /** The subject's own value; not set when the number is a default or inherited. */
  own: Value<number>;
  /** Where the number was written; empty for a default of Kafka's. */
  from: Place[];
}

/** What decides whether acknowledged records are safe and writes go on when a broker stops. */
export interface Replication {
  factor: Counted;
  minIsr: Counted;
}

const FACTOR = 'default.replication.factor';
const MIN_ISR = 'min.insync.replicas';

/**
 * What brokers tell topics that say nothing themselves, and the transaction log. A number that is not known leaves
 * its pair out; nodes that hold no topics have none.
 */
export function brokerReplication(broker: Broker): Replication[] {
  if (!isBroker(broker)) return [];
  const pair = (factor: string, minIsr: string) =>
    both(counted(factor, integer(broker.config, factor)), counted(minIsr, integer(broker.config, minIsr)));
  return [
    ...pair(FACTOR, MIN_ISR),
    ...pair('transaction.state.log.replication.factor', 'transaction.state.log.min.isr'),
  ];
}

/** What counts for a topic. None when it adds nothing to its brokers' numbers: then they are judged at the broker. */
export function topicReplication({ cluster, config, replicas }: Topic): Replication[] {
  const minIsr = integer(config, MIN_ISR);
  const sameFactor =
    replicas.state === 'unset' || effective(replicas) === cluster?.defaultReplicationFactor?.value;
  if (minIsr.state === 'unset' && sameFactor) return [];
  return both(
    counted('replication factor', replicas, cluster?.defaultReplicationFactor),
    counted(MIN_ISR, minIsr, cluster?.minInsyncReplicas),
  );
}

/** The value that a finding about the pair stands on: the one that the subject wrote itself, min ISR first. */
export const placeOf = ({ factor, minIsr }: Replication): Value<number> =>
  isSet(minIsr.own) || !isSet(factor.own) ? minIsr.own : factor.own;

/** The places that the finding on `placeOf` was concluded from. */
export function relatedOf({ factor, minIsr }: Replication): Related[] {
  const at = placeOf({ factor, minIsr }).place;
  return [factor, minIsr].flatMap(({ key, value, from }) =>
    from.filter((place) => place !== at).map((place) => ({ place, message: `${key} is ${value} here` })),
  );
}

/** So many places are looked at; of a hundred brokers with a file each, a hundred findings would name a hundred. */
const MOST_RELATED = 10;

/** Where brokers were counted, for findings that compare a number with theirs. */
export function brokersRelated(brokers: Known<number> | undefined): Related[] {
  if (!brokers) return [];
  const message = `counted here: ${brokers.value === 1 ? '1 broker' : `${brokers.value} brokers`} in all`;
  return brokers.from.slice(0, MOST_RELATED).map((place) => ({ place, message }));
}

function counted(key: string, own: Value<number>, inherited?: Known<number>): Counted | undefined {
  const inherits = own.state === 'unset' && own.value === undefined;
  const found = inherits ? inherited : known(own);
  return found && { key, name: inherits ? `${key} (from the cluster)` : key, own, ...found };
}

const both = (factor: Counted | undefined, minIsr: Counted | undefined): Replication[] =>
  factor && minIsr ? [{ factor, minIsr }] : [];
