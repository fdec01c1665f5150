import type { KeyFacts } from '../knowledge/table.ts';
import { durationText, sizeText } from '../model/quantity.ts';

/** ZooKeeper's keys do not end with their unit. */
const ZOOKEEPER_MS = /^(?:tickTime|(?:min|max)SessionTimeout|admin\.idleTimeout|jaasLoginRenew)$/;

const DURATIONS: [RegExp, number][] = [
  [/[.-]ms$/, 1],
  [ZOOKEEPER_MS, 1],
  [/[.-]seconds$/, 1000],
  [/[.-]minutes$/, 60_000],
  [/[.-]hours$/, 3_600_000],
];

const isSize = (key: string): boolean =>
  /(^|[.-])bytes($|[.-])|\.bytes$|\.buffer\.size$|^buffer\.memory$|^batch\.size$|\.segment\.bytes|max\.request\.size$|\.io\.buffer\.size$/.test(
    key,
  ) && !/(ratio|percent)/.test(key);

/** A number as people say it (604800000 → 7 d, 1073741824 → 1 GiB); undefined when it reads well as it is. */
export function readable(key: string, text: string): string | undefined {
  if (!/^-?\d+$/.test(text.trim())) return undefined;
  const number = Number(text);
  if (number <= 0) return undefined;
  if (number >= Number.MAX_SAFE_INTEGER) return 'no limit';
  const factor = DURATIONS.find(([suffix]) => suffix.test(key))?.[1];
  if (factor !== undefined) return number * factor < 1000 ? undefined : durationText(number * factor);
  return isSize(key) && number >= 1024 ? sizeText(number) : undefined;
}

/** What a key's values are measured in, for people; undefined for plain numbers and texts. */
export function unitOf(key: string): string | undefined {
  if (/[.-]ms$/.test(key) || ZOOKEEPER_MS.test(key)) return 'milliseconds';
  const word = /[.-](seconds|minutes|hours)$/.exec(key)?.[1];
  if (word) return word;
  return isSize(key) ? 'bytes' : undefined;
}

/** The values that Kafka takes, in few words: a list, a range; undefined when the type says it all. */
export function validValues({ type, demands }: KeyFacts): string | undefined {
  const words = demands.flatMap((demand): string[] => {
    switch (demand.kind) {
      case 'in':
      case 'anyCase':
        return [demand.values.map((value) => `\`${value}\``).join(', ')];
      case 'items':
        return [`any of ${demand.values.map((value) => `\`${value}\``).join(', ')}`];
      case 'range':
        return [range(demand.min, demand.max)];
      case 'not':
        return [`not ${demand.value}`];
      case 'notEmpty':
        return ['not empty'];
      default:
        return [];
    }
  });
  if (type === 'BOOLEAN' && words.length === 0) return '`true`, `false`';
  return words.length > 0 ? words.join('; ') : undefined;
}

function range(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  return min !== undefined ? `${min} or more` : `${max} or less`;
}
