import type { Broker, Role } from './deployment.ts';
import { isSet, type Value } from './value.ts';

/** Is the role surely among these? */
export const plays = (roles: Value<Role[]>, role: Role): boolean =>
  isSet(roles) && roles.value.includes(role);

/** Do these nodes surely hold topics? A ZooKeeper-mode node and a Strimzi Kafka resource name no roles. */
export const isBroker = ({ roles }: Pick<Broker, 'roles'>): boolean =>
  roles.state === 'unset' || plays(roles, 'broker');
