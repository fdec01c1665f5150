// Security between brokers, and of the connections a broker accepts.
import { splitList } from '../setting.ts';
import type { Config, Refusal } from './config.ts';
import { refuse } from './config.ts';
import type { Listeners } from './listeners.ts';
import { interBrokerName } from './roles.ts';

const INTER = 'inter.broker.listener.name';
const PROTOCOL = 'security.inter.broker.protocol';
const MECHANISM = 'sasl.mechanism.inter.broker.protocol';

/** Refusals about the security between brokers. Kafka asks for the inter-broker listener in every role. */
export function securityRefusals(config: Config, listeners: Listeners): Refusal[] {
  const refusals: Refusal[] = [];
  const explicit = config.text(INTER);
  if (config.has(INTER) && config.has(PROTOCOL))
    refusals.push(
      refuse(
        config,
        [INTER, PROTOCOL],
        `${INTER} and ${PROTOCOL} are both set, and Kafka refuses that: remove ${PROTOCOL}, because the listener's protocol stands in listener.security.protocol.map`,
      ),
    );
  if (explicit?.trim() === '' && config.atLeast('3.0'))
    refusals.push(refuse(config, [INTER], `${INTER} is empty: name a listener or remove it`));
  const written = config.text(PROTOCOL);
  const known = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];
  if (typeof written === 'string' && !known.includes(written.toUpperCase()))
    refusals.push(
      refuse(config, [PROTOCOL], `${PROTOCOL} does not know "${written}": Kafka takes ${known.join(', ')}`),
    );
  const protocol = interBrokerProtocol(config, listeners);
  const blank = explicit?.trim() === '' && config.atLeast('3.0');
  if (typeof explicit === 'string' && !blank && listeners.protocolOf && protocol === undefined)
    refusals.push(
      refuse(
        config,
        [INTER, 'listener.security.protocol.map'],
        `${INTER} is ${explicit}, which listener.security.protocol.map does not know (it has ${[...listeners.protocolOf.keys()].join(', ')})`,
      ),
    );
  refusals.push(...principalBuilder(config));
  if (protocol?.startsWith('SASL')) refusals.push(...mechanism(config));
  return refusals;
}

/** Kafka has one principal builder of its own; another class of Kafka's is none. */
function principalBuilder(config: Config): Refusal[] {
  const key = 'principal.builder.class';
  const name = config.text(key);
  if (
    !config.atLeast('3.0') ||
    !name?.startsWith('org.apache.kafka.') ||
    name.endsWith('.DefaultKafkaPrincipalBuilder')
  )
    return [];
  return [
    refuse(config, [key], `${key} is ${name}, which makes no principals: remove it for Kafka's own builder`),
  ];
}

function interBrokerProtocol(config: Config, { protocolOf }: Listeners): string | undefined {
  const name = interBrokerName(config);
  if (name === undefined) return undefined;
  return config.text(INTER) === null ? name : protocolOf?.get(name);
}

/** The mechanism between brokers must be among those that the listener between brokers offers. */
function mechanism(config: Config): Refusal[] {
  const name = interBrokerName(config)?.toLowerCase();
  const wanted = config.text(MECHANISM);
  const own = `listener.name.${name}.sasl.enabled.mechanisms`;
  const key = config.has(own) ? own : 'sasl.enabled.mechanisms';
  const text = config.settings.get(own);
  const offered = config.has(own) ? (text === undefined ? undefined : splitList(text)) : config.list(key);
  if (wanted === undefined || offered === undefined || (offered ?? []).includes(wanted ?? '')) return [];
  return [
    refuse(
      config,
      [MECHANISM, key],
      `${MECHANISM} is ${wanted}, but ${key} offers ${(offered ?? []).join(', ') || 'nothing'}: brokers could not log in to each other; add ${wanted} or change the mechanism`,
    ),
  ];
}
