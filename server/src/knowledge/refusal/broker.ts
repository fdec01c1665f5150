// Numbers and lists of a broker that are checked against each other outside the listeners and roles.

import { factsOf } from '../facts.ts';
import { repeated } from '../repeated.ts';
import { splitList } from '../setting.ts';
import { isOlder } from '../versions.ts';
import type { Config, Refusal } from './config.ts';
import { refuse, said } from './config.ts';
import { type Listeners, readMap } from './listeners.ts';

export function brokerRefusals(config: Config, listeners: Listeners): Refusal[] {
  return [
    ...retention(config),
    ...logDirs(config),
    ...cleaner(config),
    ...codecs(config),
    ...connections(config),
    ...requests(config),
    ...rebalanceProtocols(config),
    ...groupLists(config),
    ...protocolVersions(config),
    ...earlyListeners(config, listeners),
    ...requiredAcks(config),
  ];
}

const first = (config: Config, keys: readonly string[]) => keys.find((key) => config.value(key) !== null);

function retention(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  const kept = first(config, ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours']);
  if (kept && config.number(kept) === 0)
    refusals.push(
      refuse(
        config,
        [kept, 'log.retention.ms'],
        `${kept} is 0: keep records for 1 or more, or write -1 to keep them for ever`,
      ),
    );
  const rolled = config.number('log.roll.ms');
  if (rolled !== undefined && rolled < 1)
    refusals.push(refuse(config, ['log.roll.ms'], `log.roll.ms is ${rolled}: it must be 1 or more`));
  const jitter = config.number('log.roll.jitter.ms');
  if (jitter !== undefined && jitter < 0)
    refusals.push(
      refuse(config, ['log.roll.jitter.ms'], `log.roll.jitter.ms is ${jitter}: it must be 0 or more`),
    );
  return refusals;
}

function logDirs(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  const key = config.value('log.dirs') === null ? 'log.dir' : 'log.dirs';
  const value = config.value(key);
  if (typeof value === 'string' && value.split(',').every((part) => part.trim() === ''))
    refusals.push(
      refuse(config, [key, 'log.dirs'], `${key} names no folder: Kafka needs at least one for its logs`),
    );
  const cordoned = config.list('cordoned.log.dirs');
  const broker = config.list('process.roles')?.includes('broker');
  if (!cordoned || !broker || !Array.isArray(value)) return refusals;
  const folders = new Set(value);
  const strangers = cordoned.filter((folder) => folder !== '*' && !folders.has(folder));
  if (cordoned.includes('*') ? cordoned.length > 1 : strangers.length > 0)
    refusals.push(
      refuse(
        config,
        ['cordoned.log.dirs', key],
        cordoned.includes('*')
          ? 'cordoned.log.dirs has * beside other folders: * stands alone'
          : `cordoned.log.dirs has ${strangers.join(', ')}, which ${key} does not have`,
      ),
    );
  return refusals;
}

function cleaner(config: Config): Refusal[] {
  const [size, threads] = [
    config.number('log.cleaner.dedupe.buffer.size'),
    config.number('log.cleaner.threads'),
  ];
  if (size === undefined || threads === undefined) return [];
  if (threads === 0)
    return [
      refuse(config, ['log.cleaner.threads'], 'log.cleaner.threads is 0: Kafka needs 1 or more to start'),
    ];
  if (Math.trunc(size / threads) > 1048576) return [];
  return [
    refuse(
      config,
      ['log.cleaner.dedupe.buffer.size', 'log.cleaner.threads'],
      `${said(config, 'log.cleaner.dedupe.buffer.size')} is shared by ${threads} cleaner threads: each needs more than 1048576 bytes (1 MiB)`,
    ),
  ];
}

function codecs(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  const numbers = ['offsets.topic.compression.codec'];
  if (config.atLeast('4.0')) numbers.push('share.coordinator.state.topic.compression.codec');
  for (const key of numbers) {
    const id = config.number(key);
    if (id !== undefined && (id < 0 || id > 4))
      refusals.push(
        refuse(config, [key], `${key} is ${id}: write 0 (none), 1 (gzip), 2 (snappy), 3 (lz4) or 4 (zstd)`),
      );
  }
  const snapshot = 'share.coordinator.snapshot.update.records.per.snapshot';
  const records = config.number(snapshot);
  if (records !== undefined && (records < 0 || records > 500))
    refusals.push(refuse(config, [snapshot], `${snapshot} is ${records}: Kafka takes 0 to 500`));
  const name = config.text('compression.type');
  const known = ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'];
  if (!config.atLeast('3.3') && typeof name === 'string' && !known.includes(name.toLowerCase()))
    refusals.push(
      refuse(
        config,
        ['compression.type'],
        `compression.type does not know "${name}": Kafka takes ${known.join(', ')}`,
      ),
    );
  return refusals;
}

const OVERRIDES = 'max.connections.per.ip.overrides';

function connections(config: Config): Refusal[] {
  const text = config.text(OVERRIDES);
  if (text === undefined) return [];
  const refusals: Refusal[] = [];
  const pairs = readMap(text ?? '');
  if (!pairs)
    refusals.push(refuse(config, [OVERRIDES], `${OVERRIDES} has an entry without a colon: write HOST:COUNT`));
  const wrong = pairs?.find(
    ([, count]) => !/^[+-]?\d{1,10}$/.test(count) || Math.abs(Number(count)) > 2147483647,
  );
  if (wrong)
    refusals.push(
      refuse(
        config,
        [OVERRIDES],
        `${OVERRIDES} gives ${wrong[0]} the count "${wrong[1]}": write a whole number`,
      ),
    );
  const host = pairs?.find(([address]) => !/^[0-9a-zA-Z\-%._:]*$/.test(address));
  if (host)
    refusals.push(
      refuse(config, [OVERRIDES], `${OVERRIDES} has the address "${host[0]}", which no host can have`),
    );
  if (config.number('max.connections.per.ip') === 0 && pairs?.length === 0)
    refusals.push(
      refuse(
        config,
        ['max.connections.per.ip', OVERRIDES],
        `max.connections.per.ip is 0 and ${OVERRIDES} is empty: nobody could connect`,
      ),
    );
  const [delay, idle] = [
    config.number('connection.failed.authentication.delay.ms'),
    config.number('connections.max.idle.ms'),
  ];
  if (delay !== undefined && idle !== undefined && idle >= 0 && delay >= idle)
    refusals.push(
      refuse(
        config,
        ['connection.failed.authentication.delay.ms', 'connections.max.idle.ms'],
        `${said(config, 'connection.failed.authentication.delay.ms')} is not below ${said(config, 'connections.max.idle.ms')}: the connection would be gone before the answer`,
      ),
    );
  return refusals;
}

function requests(config: Config): Refusal[] {
  const [queue, largest] = [
    config.number('queued.max.request.bytes'),
    config.number('socket.request.max.bytes'),
  ];
  if (queue === undefined || largest === undefined || queue <= 0 || queue >= largest) return [];
  return [
    refuse(
      config,
      ['queued.max.request.bytes', 'socket.request.max.bytes'],
      `${said(config, 'queued.max.request.bytes')} is below ${said(config, 'socket.request.max.bytes')}: one request could never be queued. Raise queued.max.request.bytes`,
    ),
  ];
}

function rebalanceProtocols(config: Config): Refusal[] {
  const key = 'group.coordinator.rebalance.protocols';
  const protocols = config.list(key);
  if (!protocols) return [];
  const refusals: Refusal[] = [];
  if (!protocols.includes('classic'))
    refusals.push(refuse(config, [key], `${key} is ${protocols.join(',')}: classic cannot be left out`));
  const roles = config.list('process.roles');
  if (
    config.atLeast('3.8') &&
    !config.atLeast('4.0') &&
    roles?.length === 0 &&
    protocols.includes('consumer')
  )
    refusals.push(
      refuse(config, [key, 'process.roles'], `${key} has consumer, which works with KRaft only: remove it`),
    );
  return refusals;
}

/** The lists of groups. Since 4.0 assignors may be named by their short names; a class needs its package before it. */
function groupLists(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  const built = { 'group.consumer.assignors': ['uniform', 'range'], 'group.share.assignors': ['simple'] };
  for (const [key, names] of Object.entries(built)) {
    const list = config.atLeast('3.6') ? config.list(key) : undefined;
    const stranger = list?.find(
      (each) => !each.includes('.') && !(config.atLeast('4.0') && names.includes(each)),
    );
    if (stranger !== undefined)
      refusals.push(
        refuse(
          config,
          [key],
          `${key} has "${stranger}": write ${names.join(', ')} or the full name of a class`,
        ),
      );
    else if (key === 'group.share.assignors' && list && list.length !== 1)
      refusals.push(refuse(config, [key], `${key} names ${list.length} assignors: exactly one is taken`));
  }
  // Kafka looks at what is written, before it takes repeated members for one.
  const tags = splitList(config.settings.get('group.streams.rack.aware.assignment.tags') ?? '');
  const known = factsOf('broker', 'group.streams.rack.aware.assignment.tags', config.version);
  const twice = known && repeated(tags);
  if (twice !== undefined)
    refusals.push(
      refuse(
        config,
        ['group.streams.rack.aware.assignment.tags'],
        `group.streams.rack.aware.assignment.tags names ${twice} twice: name it once`,
      ),
    );
  return refusals;
}

/** Numbers before a version's -IV, three of them for 0.x, compared as versions. */
const release = (text: string) => text.replace(/-IV.*$/, '');

/** The format of record batches that a metadata version has: 0 before 0.10.0, 1 before 0.11.0, then 2. */
const recordFormat = (text: string) =>
  isOlder(release(text), '0.10.0') ? 0 : isOlder(release(text), '0.11.0') ? 1 : 2;

function protocolVersions(config: Config): Refusal[] {
  const key = 'inter.broker.protocol.version';
  const [ibp, format] = [config.text(key), config.text('log.message.format.version')];
  if (typeof ibp !== 'string') return [];
  const kraft = (config.list('process.roles')?.length ?? 0) > 0;
  if (kraft && config.atLeast('3.3')) {
    if (!config.has(key) || (ibp !== '3.0-IV0' && !isOlder(release(ibp), '3.0'))) return [];
    return [refuse(config, [key], `${key} is ${ibp}: KRaft needs 3.0 or newer; remove the key`)];
  }
  const refusals: Refusal[] = [];
  const ignored = config.atLeast('3.0') && !isOlder(release(ibp), '3.0') && ibp !== '3.0-IV0';
  if (typeof format === 'string' && !ignored && recordFormat(ibp) < recordFormat(format))
    refusals.push(
      refuse(
        config,
        ['log.message.format.version', key],
        `${said(config, 'log.message.format.version')} is newer than ${said(config, key)} can carry: set it to ${ibp} or older`,
      ),
    );
  if (config.number('offsets.topic.compression.codec') === 4 && recordFormat(ibp) < 2)
    refusals.push(
      refuse(
        config,
        ['offsets.topic.compression.codec', key],
        `offsets.topic.compression.codec is 4 (zstd), which ${key} = ${ibp} does not know: it needs 2.1 or newer`,
      ),
    );
  return refusals;
}

function earlyListeners(config: Config, { listeners, controllerNames }: Listeners): Refusal[] {
  const key = 'early.start.listeners';
  const value = config.value(key);
  if (!listeners || !controllerNames || value === undefined || value === null) return [];
  const names = Array.isArray(value) ? value : String(value).split(',');
  // Controller listeners count only where they are among this node's own.
  const stranger = names
    .map((name) => name.trim())
    .find((name) => name !== '' && !listeners.some((each) => each.name === name));
  return stranger === undefined
    ? []
    : [refuse(config, [key, 'listeners'], `${key} has ${stranger}, which is not one of the listeners`)];
}

function requiredAcks(config: Config): Refusal[] {
  const key = 'offsets.commit.required.acks';
  const [acks, factor] = [config.number(key), config.number('offsets.topic.replication.factor')];
  if (acks === undefined || factor === undefined || (acks >= -1 && acks <= factor)) return [];
  return [
    refuse(
      config,
      [key, 'offsets.topic.replication.factor'],
      `${said(config, key)}: it must lie between -1 and ${said(config, 'offsets.topic.replication.factor')}`,
    ),
  ];
}
