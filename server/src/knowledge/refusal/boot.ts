// What Kafka's configuration classes take, and the node dies of all the same while it starts: each was seen on a real
// node (test/oracle/boot.ts).
import { factsOf } from '../facts.ts';
import { resolveKey } from '../keys.ts';
import { parseSetting } from '../setting.ts';
import type { Config, Refusal } from './config.ts';
import { refuse, said } from './config.ts';
import type { Endpoint, Listeners } from './listeners.ts';

export function bootRefusals(config: Config, listeners: Listeners): Refusal[] {
  const found = [
    ...ports(config, listeners),
    ...listenerSettings(config, listeners),
    ...stores(config, listeners),
    ...authorizer(config),
    ...tieredStorage(config),
    ...logs(config),
    ...buffers(config),
  ];
  return found.map((refusal) => ({ ...refusal, atBoot: true }));
}

function ports(config: Config, { listeners, advertised }: Listeners): Refusal[] {
  const keys = [
    ['listeners', listeners],
    ['advertised.listeners', advertised === listeners ? [] : advertised],
  ] as const;
  return keys.flatMap(([key, all]) =>
    (all ?? [])
      .filter(({ port }) => port < 0 || port > 65535)
      .map(({ name, port }) =>
        refuse(config, [key], `${key} gives ${name} the port ${port}: ports go from 0 to 65535`),
      ),
  );
}

/** Settings below listener.name.NAME are read when that listener opens. */
function listenerSettings(config: Config, { listeners = [] }: Listeners): Refusal[] {
  const refusals: Refusal[] = [];
  for (const [key, text] of config.settings) {
    if (text === undefined || !key.startsWith('listener.name.')) continue;
    const resolved = resolveKey('broker', key, config.version);
    const own = listeners.some(({ name }) => name.toLowerCase() === resolved?.listener);
    if (!own || !resolved?.facts) continue;
    const parsed = parseSetting({ ...resolved.facts, key }, text);
    if ('error' in parsed) refusals.push({ key, keys: [key], message: parsed.error.message });
    else if (resolved.key === 'sasl.jaas.config') refusals.push(...loginModule(key, text));
  }
  return refusals;
}

/** A broker's JAAS text holds one login module, closed by a semicolon. */
function loginModule(key: string, text: string): Refusal[] {
  const modules = text.replace(/"[^"]*"|'[^']*'/g, '').split(';');
  if (modules.at(-1)?.trim() !== '')
    return [
      {
        key,
        keys: [key],
        message: `${key} has no semicolon at its end: close the login module's options with one`,
      },
    ];
  if (modules.length <= 2) return [];
  return [
    {
      key,
      keys: [key],
      message: `${key} has ${modules.length - 1} login modules: a listener's mechanism has one`,
    },
  ];
}

/** A setting of one listener: its own, or the broker's. Undefined when nobody can know it, null when it is not set. */
function ofListener(
  config: Config,
  { name }: Endpoint,
  key: string,
): { key: string; text: string | null | undefined } {
  const own = `listener.name.${name.toLowerCase()}.${key}`;
  const written = config.has(own) ? own : key;
  if (!config.has(written)) return { key, text: factsOf('broker', key, config.version)?.default ?? null };
  return { key: written, text: config.settings.get(written)?.trim() };
}

/** Keystores and truststores of the listeners with TLS: what stands together, and what does not. */
function stores(config: Config, { listeners = [] }: Listeners): Refusal[] {
  const secured = listeners.filter(({ protocol }) => protocol.endsWith('SSL'));
  const found = secured.flatMap((listener) => [
    ...mappingRules(config, listener),
    ...keystore(config, listener),
    ...store(config, listener, 'truststore', 'ssl.truststore.certificates'),
  ]);
  const seen = new Set<string>();
  return found.filter(({ message }) => !seen.has(message) && seen.add(message));
}

/** A rule that turns a certificate's name into a user's: RULE:PATTERN/REPLACEMENT/, then L or U. */
function mappingRules(config: Config, listener: Endpoint): Refusal[] {
  const { key, text } = ofListener(config, listener, 'ssl.principal.mapping.rules');
  if (!text?.startsWith('RULE:') || /^RULE:(\\.|[^\\/])*\/(\\.|[^\\/])*\//.test(text)) return [];
  return [refuse(config, [key], `${key} is not closed: write RULE:PATTERN/REPLACEMENT/`)];
}

function keystore(config: Config, listener: Endpoint): Refusal[] {
  const [key, chain] = ['ssl.keystore.key', 'ssl.keystore.certificate.chain'].map((name) =>
    ofListener(config, listener, name),
  );
  if (key?.text && chain?.text === null)
    return [
      refuse(
        config,
        [key.key, chain.key],
        `${key.key} is set, but ${chain.key} is missing: a private key needs its certificate`,
      ),
    ];
  return store(config, listener, 'keystore', 'ssl.keystore.key');
}

function store(
  config: Config,
  listener: Endpoint,
  kind: 'keystore' | 'truststore',
  inline: string,
): Refusal[] {
  const [location, password, type, content] = [
    `ssl.${kind}.location`,
    `ssl.${kind}.password`,
    `ssl.${kind}.type`,
    inline,
  ].map((name) => ofListener(config, listener, name));
  if (!location || !password || !type || !content) return [];
  const pem = type.text === 'PEM';
  if (content.text && typeof type.text === 'string' && !pem)
    return [
      refuse(
        config,
        [content.key, type.key],
        `${content.key} is PEM text, but ${type.key} is ${type.text}: set it to PEM`,
      ),
    ];
  if (content.text && location.text)
    return [
      refuse(
        config,
        [content.key, location.key],
        `${content.key} and ${location.key} are both set: keep one of them`,
      ),
    ];
  if (pem && password.text && (location.text || content.text))
    return [
      refuse(
        config,
        [password.key, type.key],
        `${password.key} is set for a PEM ${kind}, which has none: remove it${kind === 'keystore' ? '; the key has ssl.key.password' : ''}`,
      ),
    ];
  if (kind === 'keystore' && !pem && type.text !== undefined && location.text && password.text === null)
    return [
      refuse(
        config,
        [location.key, password.key],
        `${location.key} is set, but ${password.key} is missing: Kafka cannot open the ${kind} without it`,
      ),
    ];
  return [];
}

/** A folder without the slashes, and the dots for itself, that it ends with. */
function withoutEnd(folder: string): string {
  let end = folder.length;
  while (folder.charAt(end - 1) === '/' || folder.slice(Math.max(0, end - 2), end) === '/.')
    end -= folder.charAt(end - 1) === '/' ? 1 : 2;
  return folder.slice(0, end);
}

/** Kafka's own authorizers, with the line they went with. */
function authorizer(config: Config): Refusal[] {
  const key = 'authorizer.class.name';
  const name = config.text(key);
  const refusals: Refusal[] = [];
  if (name && !name.includes('.'))
    refusals.push(
      refuse(config, [key], `${key} is "${name}": write the full name of a class with its package`),
    );
  if (name?.endsWith('.AclAuthorizer') && name.startsWith('kafka.security.') && config.atLeast('4.0'))
    refusals.push(
      refuse(
        config,
        [key],
        `${key} is ${name}, which went with ZooKeeper in 4.0: use org.apache.kafka.metadata.authorizer.StandardAuthorizer`,
      ),
    );
  const users = config.settings.get('super.users');
  const bare = name ? users?.split(';').find((user) => user.trim() !== '' && !user.includes(':')) : undefined;
  if (bare !== undefined)
    refusals.push({
      key: 'super.users',
      keys: ['super.users', key],
      message: `super.users has "${bare.trim()}" without its type: write User:${bare.trim()}`,
    });
  return refusals;
}

function tieredStorage(config: Config): Refusal[] {
  const [enable, manager] = ['remote.log.storage.system.enable', 'remote.log.storage.manager.class.name'];
  const broker = config.list('process.roles');
  if (config.flag(enable) !== true || (broker && broker.length > 0 && !broker.includes('broker'))) return [];
  if (config.value(manager) === null)
    return [
      refuse(
        config,
        [enable, manager],
        `${enable} is true, but ${manager} is missing: name the storage plugin's class`,
      ),
    ];
  return ['ms', 'bytes'].flatMap((unit) => localRetention(config, unit));
}

/** -2 for the local retention means the same as the whole one, and -1 without limit. */
function localRetention(config: Config, unit: string): Refusal[] {
  const names = unit === 'ms' ? ['log.retention.ms'] : ['log.retention.bytes'];
  const [whole = ''] = names;
  const [kept, local] = [config.number(whole), config.number(`log.local.retention.${unit}`)];
  if (kept === undefined || local === undefined || kept < 0 || local === -2) return [];
  if (local !== -1 && local <= kept) return [];
  return [
    refuse(
      config,
      [`log.local.retention.${unit}`, whole],
      `${said(config, `log.local.retention.${unit}`)} is more than ${said(config, whole)}: the broker cannot keep longer what it deletes`,
    ),
  ];
}

function logs(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  const [low, high] = ['log.cleaner.min.compaction.lag.ms', 'log.cleaner.max.compaction.lag.ms'] as const;
  const [min, max] = [config.number(low), config.number(high)];
  if (min !== undefined && max !== undefined && min > max)
    refusals.push(refuse(config, [low, high], `${said(config, low)} is above ${said(config, high)}`));
  const folders = config.has('log.dirs') ? (config.settings.get('log.dirs') ?? '').split(',') : [];
  const plain = folders.map((folder) => withoutEnd(folder.trim())).filter(Boolean);
  const first = new Map<string, number>();
  for (const [at, folder] of plain.entries()) if (!first.has(folder)) first.set(folder, at);
  const twice = plain.find((folder, at) => {
    const before = first.get(folder) ?? at;
    return before < at && folders[at]?.trim() !== folders[before]?.trim();
  });
  if (twice !== undefined)
    refusals.push(refuse(config, ['log.dirs'], `log.dirs has ${twice} twice: each folder stands once`));
  return refusals;
}

/** Sizes of socket buffers: -1 for the operating system's, else at least one byte. */
function buffers(config: Config): Refusal[] {
  return ['socket.receive.buffer.bytes', 'socket.send.buffer.bytes'].flatMap((key) => {
    const size = config.number(key);
    return size === undefined || size === -1 || size > 0
      ? []
      : [refuse(config, [key], `${key} is ${size}: write 1 or more, or -1 for the operating system's size`)];
  });
}
