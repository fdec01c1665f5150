// "Would Kafka start?": everything Kafka's configuration classes refuse, as pure functions over written settings.
import type { Scope } from '../table.ts';
import { bootRefusals } from './boot.ts';
import { brokerRefusals } from './broker.ts';
import { consumerRefusals, producerRefusals, saslRefusals } from './clients.ts';
import { type Config, configOf, type Refusal, type Settings } from './config.ts';
import { distributedRefusals } from './connect.ts';
import { readListeners } from './listeners.ts';
import { orderRefusals } from './order.ts';
import { roleRefusals } from './roles.ts';
import { securityRefusals } from './security.ts';
import { valueRefusals } from './values.ts';

export type { Refusal, Settings } from './config.ts';

/**
 * Why Kafka would refuse these settings, empty when it would start. A value that is undefined counts as written but
 * unknown: nothing is concluded from it. Several refusals may have one cause; the first in the list comes first.
 */
export function refusals(scope: Scope, settings: Settings, version: string): Refusal[] {
  const config = configOf(scope, settings, version);
  return [...valueRefusals(config), ...orderRefusals(config), ...together(config)];
}

function together(config: Config): Refusal[] {
  switch (config.scope) {
    case 'broker': {
      const listeners = readListeners(config);
      return [
        ...listeners.refusals,
        ...roleRefusals(config, listeners),
        ...securityRefusals(config, listeners),
        ...brokerRefusals(config, listeners),
        ...bootRefusals(config, listeners),
      ];
    }
    case 'producer':
      return producerRefusals(config);
    case 'consumer':
      return consumerRefusals(config);
    case 'admin':
      return saslRefusals(config);
    case 'connect-distributed':
      return distributedRefusals(config);
    default:
      return [];
  }
}
