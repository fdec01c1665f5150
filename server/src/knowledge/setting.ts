// A value as Kafka's own ConfigDef reads it: trimmed, turned into the key's type, then held against what the key demands.
import type { Demand } from './demands.ts';
import { formFault } from './forms.ts';
import { repeated } from './repeated.ts';
import type { KeyFacts } from './table.ts';
import { isOlder, lineOf } from './versions.ts';

export type SettingValue = boolean | number | string | readonly string[];

/** Why Kafka refuses a value. `message` says it in words, with the key, and what to write instead. */
export interface SettingError {
  kind: 'type' | 'range' | 'choice' | 'empty' | 'duplicate' | 'form';
  message: string;
  /** The values that would be taken, for a choice. */
  allowed?: readonly string[];
  min?: number;
  max?: number;
  /** The member of a list that is wrong. */
  member?: string;
}

export type ParsedSetting = { ok: SettingValue } | { error: SettingError };

/** Cuts what java.lang.String.trim cuts: everything up to U+0020 at both ends, and nothing else. */
export function javaTrim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}

/** The members of a LIST value as Kafka splits it, at commas with the white space around; an empty text has none. */
export function splitList(text: string): string[] {
  const trimmed = javaTrim(text);
  // Cut at the commas alone: a pattern with the white space before would go over every run of it again and again.
  return trimmed === '' ? [] : trimmed.split(',').map(javaStrip);
}

/** Cuts what \s stands for in Java's patterns, at both ends. */
function javaStrip(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isJavaSpace(text.charCodeAt(start))) start++;
  while (end > start && isJavaSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const isJavaSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Reads a text as the key's value, or says why Kafka would refuse it. Numbers keep the key's own unit (ms, bytes). */
export function parseSetting(facts: KeyFacts, text: string): ParsedSetting {
  const parsed = parseType(facts, javaTrim(text));
  if ('error' in parsed) return parsed;
  for (const demand of facts.demands) {
    const error = fault(facts, demand, parsed.ok);
    if (error) return { error };
  }
  return parsed;
}

const integers = {
  SHORT: [-32768n, 32767n],
  INT: [-2147483648n, 2147483647n],
  LONG: [-9223372036854775808n, 9223372036854775807n],
} as const;

function parseType(facts: KeyFacts, text: string): ParsedSetting {
  switch (facts.type) {
    case 'BOOLEAN':
      return /^(true|false)$/i.test(text)
        ? { ok: text.toLowerCase() === 'true' }
        : wrongType(facts, text, 'true or false');
    case 'SHORT':
    case 'INT':
    case 'LONG':
      return parseInteger(facts, text, integers[facts.type]);
    case 'DOUBLE':
      return parseDouble(facts, text);
    case 'LIST': {
      const members = splitList(text);
      const once = facts.demands.some(({ kind }) => kind === 'filled');
      return { ok: once ? [...new Set(members)] : members };
    }
    case 'CLASS':
      // A class in no package is possible in Java, but nobody has one: it is a name cut short.
      return text.includes('.') ? { ok: text } : wrongType(facts, text, 'the full name of a class');
    default:
      return { ok: text };
  }
}

function wrongType({ key }: KeyFacts, text: string, wanted: string): ParsedSetting {
  const what = text === '' ? 'is empty' : `is ${quote(text)}`;
  return { error: { kind: 'type', message: `${key} ${what}: Kafka takes only ${wanted}` } };
}

function parseInteger(facts: KeyFacts, text: string, [min, max]: readonly [bigint, bigint]): ParsedSetting {
  if (!/^[+-]?\d+$/.test(text)) return wrongType(facts, text, 'a whole number without a unit');
  if (text.length > 60) return wrongType(facts, 'a very long number', `${min} to ${max}`);
  const value = BigInt(text.replace(/^\+/, ''));
  if (value < min || value > max) return wrongType(facts, text, `a whole number from ${min} to ${max}`);
  return { ok: Number(value) };
}

/** What java.lang.Double.parseDouble takes: decimal with an exponent, NaN, Infinity, hexadecimal, and a type suffix. */
const decimal = /^[+-]?(NaN|Infinity|(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?[fd]?)$/i;
const hexadecimal = /^[+-]?0x([\da-f]+\.?|[\da-f]*\.[\da-f]+)p([+-]?\d+)[fd]?$/i;

function hexValue(text: string, [, digits = '', power = '0']: RegExpExecArray): number {
  const [whole = '', fraction = ''] = digits.split('.');
  const size = Number.parseInt(whole + fraction, 16) * 2 ** (Number(power) - 4 * fraction.length);
  return text.startsWith('-') ? -size : size;
}

function parseDouble(facts: KeyFacts, text: string): ParsedSetting {
  const plain = decimal.test(text) && !/^[+-]?(nan|infinity)$/i.test(text.replace(/NaN|Infinity/, ''));
  if (!plain && !hexadecimal.test(text)) return wrongType(facts, text, 'a number');
  const hex = hexadecimal.exec(text);
  return { ok: hex ? hexValue(text, hex) : Number(text.replace(/(?<=[\d.])[fd]$/i, '')) };
}

const quote = (text: string) => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;

const isList = (value: SettingValue): value is readonly string[] => Array.isArray(value);

function fault(facts: KeyFacts, demand: Demand, value: SettingValue): SettingError | undefined {
  const { key } = facts;
  switch (demand.kind) {
    case 'range':
      return typeof value === 'number' ? outside(key, demand, value) : undefined;
    case 'not':
      return value === demand.value
        ? { kind: 'range', message: `${key} is ${value}: Kafka takes any number but ${demand.value} here` }
        : undefined;
    case 'in':
      return demand.values.includes(String(value)) ? undefined : choice(key, String(value), demand.values);
    case 'anyCase': {
      const upper = String(value).toUpperCase();
      const found = demand.values.some((each) => each.toUpperCase() === upper);
      return found ? undefined : choice(key, String(value), demand.values);
    }
    case 'items': {
      const stranger = (isList(value) ? value : splitList(String(value))).find(
        (member) => !demand.values.includes(member),
      );
      return stranger === undefined
        ? undefined
        : { ...choice(key, stranger, demand.values), member: stranger };
    }
    case 'notEmpty':
      return value === '' || (isList(value) && value.length === 0)
        ? { kind: 'empty', message: `${key} is empty: Kafka wants a value here; write one or remove the key` }
        : undefined;
    case 'filled':
      return isList(value) && value.includes('')
        ? {
            kind: 'empty',
            message: `${key} has an empty entry: Kafka wants a value between every two commas`,
            member: '',
          }
        : undefined;
    case 'unique':
      return isList(value) ? duplicate(key, value) : undefined;
    case 'atMost':
      return isList(value) && value.length > demand.count
        ? {
            kind: 'range',
            message: `${key} has ${value.length} members: Kafka takes at most ${demand.count}`,
          }
        : undefined;
    case 'metadataVersion':
      return isMetadataVersion(String(value), demand.values, facts.until)
        ? undefined
        : choice(key, String(value), demand.values.slice(-12));
    case 'form': {
      const message = formFault(demand.form, key, value);
      return message === undefined ? undefined : { kind: 'form', message };
    }
  }
}

function outside(
  key: string,
  { min, max }: { min?: number; max?: number },
  value: number,
): SettingError | undefined {
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  if (min !== undefined && value < min) {
    return {
      kind: 'range',
      message: `${key} is ${value}: Kafka takes ${max === undefined ? `${min} or more` : `${min} to ${max}`}`,
      ...bounds,
    };
  }
  if (max !== undefined && value > max) {
    return {
      kind: 'range',
      message: `${key} is ${value}: Kafka takes ${min === undefined ? `${max} or less` : `${min} to ${max}`}`,
      ...bounds,
    };
  }
  return undefined;
}

function choice(key: string, value: string, allowed: readonly string[]): SettingError {
  return {
    kind: 'choice',
    message: `${key} does not know ${quote(value)}: Kafka takes ${allowed.join(', ')}`,
    allowed,
  };
}

function duplicate(key: string, members: readonly string[]): SettingError | undefined {
  const twice = repeated(members);
  return twice === undefined
    ? undefined
    : { kind: 'duplicate', message: `${key} names ${quote(twice)} twice: name it once`, member: twice };
}

/**
 * Kafka reads the first two numbers (three before 1.0) and takes the newest version that they can mean; a line newer
 * than the release's own is known by its full name only, since it is not finished.
 */
export function isMetadataVersion(text: string, versions: readonly string[], line = ''): boolean {
  if (versions.includes(text)) return true;
  if (line !== '' && isOlder(line, text)) return lineOf(text) === line;
  const segments = text.split('.');
  const short = segments.slice(0, text.startsWith('0.') ? 3 : 2).join('.');
  return versions.some((version) => version === short || version.startsWith(`${short}-IV`));
}
