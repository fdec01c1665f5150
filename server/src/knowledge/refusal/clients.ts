// What the configuration classes of the clients check beyond single values.
import { factsOf } from '../facts.ts';
import { formFault } from '../forms.ts';
import type { Config, Refusal } from './config.ts';
import { refuse, said } from './config.ts';

/** SASL without a mechanism, for every client since 3.3. */
export function saslRefusals(config: Config): Refusal[] {
  const [protocol, mechanism] = [config.text('security.protocol'), config.text('sasl.mechanism')];
  if (!config.atLeast('3.3') || typeof protocol !== 'string' || mechanism === undefined) return [];
  if (!protocol.toUpperCase().startsWith('SASL') || mechanism) return [];
  return [
    refuse(
      config,
      ['sasl.mechanism', 'security.protocol'],
      `security.protocol is ${protocol}, but sasl.mechanism is empty: name the mechanism`,
    ),
  ];
}

/** A producer's idempotence and transactions against acks, retries and requests in flight. */
export function producerRefusals(config: Config): Refusal[] {
  const refusals = saslRefusals(config);
  const byDefault = config.atLeast('3.0') ? config.flag('enable.idempotence') : undefined;
  const idempotent = config.has('enable.idempotence') ? config.flag('enable.idempotence') : byDefault;
  const explicit = config.has('enable.idempotence');
  const transactional = config.has('transactional.id');
  const [acks, retries] = [config.text('acks'), config.number('retries')];
  const inFlight = config.number('max.in.flight.requests.per.connection');
  const all = acks === 'all' || acks === '-1';
  const old = !config.atLeast('3.0');
  // Before 3.0 a transactional id switched idempotence on by itself.
  const wanted = old ? idempotent === true || (transactional && !explicit) : idempotent === true;
  const must = explicit || (old && transactional);
  const mustInFlight = config.atLeast('4.0') || must;
  const what = explicit ? 'enable.idempotence = true' : 'transactional.id';
  const cause = explicit ? 'enable.idempotence' : 'transactional.id';
  let disabled = false;
  if (wanted && retries === 0) {
    if (must && (!old || config.has('retries')))
      refusals.push(refuse(config, ['retries', cause], `retries is 0 with ${what}: set it to 1 or more`));
    else disabled = true;
  }
  if (wanted && acks !== undefined && !all) {
    if (must && (!old || config.has('acks')))
      refusals.push(refuse(config, ['acks', cause], `acks is ${acks} with ${what}: set it to all`));
    else disabled = true;
  }
  const tooMany = wanted && inFlight !== undefined && inFlight > 5;
  if (tooMany && !mustInFlight) disabled = true;
  else if (tooMany && (!old || config.has('max.in.flight.requests.per.connection')))
    refusals.push(
      refuse(
        config,
        ['max.in.flight.requests.per.connection', 'enable.idempotence'],
        `${said(config, 'max.in.flight.requests.per.connection')}: an idempotent producer may have 5 at most; set it to 5, or enable.idempotence to false`,
      ),
    );
  const off = idempotent === false || disabled;
  if (transactional && off && (explicit || !old))
    refusals.push(
      refuse(
        config,
        ['transactional.id', 'enable.idempotence', 'acks', 'retries'],
        'transactional.id is set, but idempotence is off (by enable.idempotence, acks or retries): transactions need it',
      ),
    );
  if (config.flag('transaction.two.phase.commit.enable') === true && config.has('transaction.timeout.ms'))
    refusals.push(
      refuse(
        config,
        ['transaction.timeout.ms', 'transaction.two.phase.commit.enable'],
        'transaction.timeout.ms is set, but with transaction.two.phase.commit.enable = true transactions never time out: remove it',
      ),
    );
  return refusals;
}

const byProtocol = {
  classic: ['group.remote.assignor', 'share.acknowledgement.mode', 'share.acquire.mode'],
  consumer: [
    'partition.assignment.strategy',
    'heartbeat.interval.ms',
    'session.timeout.ms',
    'share.acknowledgement.mode',
    'share.acquire.mode',
  ],
};

/** Whether a text can name a topic, and a static member of a group. */
const isResourceName = (text: string) =>
  /^[a-zA-Z0-9._-]{1,249}$/.test(text) && text !== '.' && text !== '..';

/** A consumer's group protocol against the keys that only the other protocol knows, and group settings without a group. */
export function consumerRefusals(config: Config): Refusal[] {
  const refusals = saslRefusals(config);
  const group = config.has('group.id') ? config.text('group.id') : null;
  if (config.has('enable.auto.commit') && config.flag('enable.auto.commit') === true && group === null)
    refusals.push({
      ...refuse(
        config,
        ['enable.auto.commit', 'group.id'],
        'enable.auto.commit is true, but there is no group.id to commit for: set group.id or remove it',
      ),
      // Before 3.7 the consumer says so, not its configuration.
      ...(config.atLeast('3.7') ? {} : { atBoot: true as const }),
    });
  const member = config.text('group.instance.id');
  if (typeof member === 'string' && !isResourceName(member))
    refusals.push({
      ...refuse(
        config,
        ['group.instance.id'],
        `group.instance.id is "${member}": write letters, digits, dots, underscores and hyphens, 249 at most`,
      ),
      // With a client.id the consumer says so, not its configuration.
      ...(config.text('client.id') === '' ? {} : { atBoot: true as const }),
    });
  const protocol = config.text('group.protocol')?.toLowerCase();
  if (protocol !== 'classic' && protocol !== 'consumer') return refusals;
  const reset = config.text('auto.offset.reset');
  if (typeof reset === 'string' && formFault('offsetReset', 'auto.offset.reset', reset)) return refusals;
  for (const key of byProtocol[protocol]) {
    if (!config.atLeast(protocol === 'consumer' ? '4.0' : '3.9') || !factsOf('consumer', key, config.version))
      continue;
    if (!config.settings.get(key)?.trim()) continue;
    refusals.push(
      refuse(
        config,
        [key, 'group.protocol'],
        `${key} cannot be set with group.protocol = ${protocol}: remove it`,
      ),
    );
  }
  return refusals;
}
