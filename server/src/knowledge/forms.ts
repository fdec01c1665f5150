// Values with a spelling of their own.
import type { Form } from './demands.ts';
import { type SettingValue, splitList } from './setting.ts';

/** Says what is wrong with a value that has a spelling of its own; undefined when Kafka takes it. */
export function formFault(form: Form, key: string, value: SettingValue): string | undefined {
  const text = String(value);
  const members = Array.isArray(value) ? (value as readonly string[]) : splitList(text);
  switch (form) {
    case 'voters': {
      const wrong = members.find((entry) => voterId(entry) === undefined);
      return wrong === undefined ? undefined : `${key} has "${wrong}": write ID@HOST:PORT`;
    }
    case 'quorumServers': {
      const wrong = members.find((entry) => !isHostAndPort(entry));
      return wrong === undefined ? undefined : `${key} has "${wrong}": write HOST:PORT`;
    }
    case 'throttledReplicas':
      return members.every((entry) => /^(\d+:\d+)?$/.test(entry.trim())) || members.join('').trim() === '*'
        ? undefined
        : `${key} is "${text}": write * or PARTITION:BROKER,PARTITION:BROKER`;
    case 'restUrls':
      return members.some((entry) => entry.trim() === '')
        ? `${key} has an empty entry: write http://HOST:PORT or https://HOST:PORT`
        : undefined;
    case 'httpHeaders':
      return headersFault(key, text);
    case 'regex':
      return undefined;
    case 'offsetReset':
      return isOffsetReset(text)
        ? undefined
        : `${key} does not know "${text}": Kafka takes latest, earliest, none or by_duration:P7D`;
    case 'noControl':
      return [...text].some((each) => isControl(each.charCodeAt(0)))
        ? `${key} has a control character`
        : undefined;
    case 'macAlgorithm': {
      const wrong = (Array.isArray(value) ? members : [text]).find(
        (name) => !macAlgorithms.has(name.toUpperCase()),
      );
      return wrong === undefined
        ? undefined
        : `${key} has "${wrong}", which Java does not know: HmacSHA256 is usual`;
    }
    case 'keyAlgorithm':
      return keyAlgorithms.has(text.toUpperCase())
        ? undefined
        : `${key} does not know "${text}", nor does Java: HmacSHA256 is usual`;
  }
}

const hostAndPort = /^(?:[0-9a-zA-Z\-%._]*:\/\/)?\[?([0-9a-zA-Z\-%._:]*)\]?:([0-9]+)$/;

/** Whether a text is HOST:PORT as Kafka's clients read it, with a port that exists. */
export function isHostAndPort(text: string): boolean {
  const match = hostAndPort.exec(text);
  return match !== null && Number(match[2]) <= 65535;
}

/** The id of ID@HOST:PORT, undefined when it is not spelled so. */
function voterId(entry: string): number | undefined {
  const parts = entry.split('@');
  while (parts.at(-1) === '') parts.pop();
  const [id = '', address = ''] = parts;
  if (parts.length !== 2 || !/^[+-]?\d{1,10}$/.test(id) || !isHostAndPort(address)) return undefined;
  const number = Number(id);
  return number > 2147483647 || number < -2147483648 ? undefined : number;
}

/** The ids of controller.quorum.voters without repetition; undefined when an entry is misspelled. */
export function voterIds(entries: readonly string[]): number[] | undefined {
  const ids: number[] = [];
  for (const entry of entries) {
    const id = voterId(entry);
    if (id === undefined) return undefined;
    if (!ids.includes(id)) ids.push(id);
  }
  return ids;
}

/** ISO 8601 durations as java.time.Duration reads them, not negative. */
const duration = /^\+?P(?=\d|T|[+])(\+?\d+D)?(T(?=[+\d])(\+?\d+H)?(\+?\d+M)?(\+?\d+([.,]\d{0,9})?S)?)?$/i;

function isOffsetReset(text: string): boolean {
  if (['latest', 'earliest', 'none'].includes(text)) return true;
  return text.startsWith('by_duration:') && duration.test(text.slice('by_duration:'.length));
}

const isControl = (code: number) => code < 32 || (code >= 127 && code <= 159);

function headersFault(key: string, text: string): string | undefined {
  if (text.trim() === '') return undefined;
  for (const rule of text.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [action = '', ...rest] = rule.replaceAll('"', '').trim().split(/\s+/);
    const header = rest.join(' ');
    const parts = header.split(':');
    if (!['add', 'set', 'addDate', 'setDate'].some((each) => each.toLowerCase() === action.toLowerCase()))
      return `${key} has the action "${action}": write set, add, setDate or addDate`;
    if (parts.length !== 2 || !parts[0]?.trim() || /\s/.test(parts[0].trim()))
      return `${key} has "${rule.trim()}": write ACTION NAME:VALUE`;
  }
  return undefined;
}

/** What Java 17 and newer know for signing: names in upper case. */
export const macAlgorithms: ReadonlySet<string> = new Set(
  ['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA512/224', 'SHA512/256']
    .concat(['SHA3-224', 'SHA3-256', 'SHA3-384', 'SHA3-512'])
    .map((digest) => `HMAC${digest}`)
    .concat(
      ['1', '224', '256', '384', '512'].flatMap((bits) => [`HMACPBESHA${bits}`, `PBEWITHHMACSHA${bits}`]),
    )
    .concat(['HMACPBESHA512/224', 'HMACPBESHA512/256', 'SSLMACMD5', 'SSLMACSHA1']),
);

const anySize = (name: string) => (bits: number) =>
  bits >= (name === 'HMACMD5' || name === 'HMACSHA1' ? 0 : 40);

/** Java's key generators with the sizes in bits that each takes. */
export const keyAlgorithms: ReadonlyMap<string, (bits: number) => boolean> = new Map([
  ...[...macAlgorithms]
    .filter((name) => /^HMAC(MD5|SHA)/.test(name))
    .map((name) => [name, anySize(name)] as const),
  ['AES', (bits: number) => [128, 192, 256].includes(bits)],
  ['DES', (bits: number) => bits === 56],
  ['DESEDE', (bits: number) => bits === 112 || bits === 168],
  ['BLOWFISH', (bits: number) => bits >= 32 && bits <= 448 && bits % 8 === 0],
  ['RC2', (bits: number) => bits >= 40 && bits <= 1024],
  ['ARCFOUR', (bits: number) => bits >= 40 && bits <= 1024],
  ['CHACHA20', (bits: number) => bits === 256],
]);
