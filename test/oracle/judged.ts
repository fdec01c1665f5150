// The generated configurations, and what is different when Kafka's classes and ours have judged one.
import { type Refusal, refusals } from '../../server/src/knowledge/refusal/refusal.ts';
import { tableOf } from '../../server/src/knowledge/table.ts';
import { parseProperties } from '../../server/src/readers/properties/syntax.ts';
import { type Base, bases } from './bases.ts';
import { mutate, write } from './mutate.ts';
import type { Answer } from './oracle.ts';
import { randomFrom } from './random.ts';

export const versions = ['2.8.2', '3.9.2', '4.3.1', '4.4.0'];
export const scopes = {
  broker: 10_000,
  topic: 3_000,
  producer: 1_000,
  consumer: 1_000,
  'connect-distributed': 1_000,
  'connect-standalone': 1_000,
} as const;
export type Judged = keyof typeof scopes;

export interface Case {
  kind: Judged;
  text: string;
  ours: Refusal[];
}

/** So many configurations of a kind, always the same ones for a version. */
export function cases(kind: Judged, version: string): Case[] {
  const from: Base[] = bases(kind, version);
  const random = randomFrom(
    Number(process.env.ORACLE_SEED ?? 20_240_917) +
      kind.length * 1000 +
      Number.parseInt(version.replaceAll('.', ''), 10),
  );
  return Array.from({ length: scopes[kind] }, (_, at) => {
    const text = write(mutate(kind, version, from[at % from.length] ?? new Map(), random));
    const settings = new Map(parseProperties(text).entries.map(({ key, value }) => [key, value]));
    return { kind, text, ours: refusals(kind, settings, version).filter(({ atBoot }) => !atBoot) };
  });
}

/** The keys that a message of Kafka names; the first word that is a key of the scope counts. */
export function named(kind: Judged, { message = '' }: Answer): string | undefined {
  const keys = tableOf(kind);
  return message
    .replace('broker listeners from', '')
    .match(/[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+|\backs\b|\bretries\b|\blisteners\b/g)
    ?.find((word) => keys.has(word));
}

/** What is different between Kafka's answer and ours; undefined when both agree, and on the key that Kafka names. */
export function difference({ kind, ours, text }: Case, theirs: Answer): string | undefined {
  const key = named(kind, theirs);
  const agree = theirs.ok === (ours.length === 0);
  const sameKey = theirs.ok || key === undefined || ours.some(({ keys }) => keys.includes(key));
  if (agree && sameKey) return undefined;
  const said = theirs.ok ? 'takes it' : `refuses it (${key ?? '-'}): ${theirs.exception}: ${theirs.message}`;
  const we = ours.map(({ message }) => message).join(' | ') || 'we take it';
  return `Kafka ${said}\n  ours: ${we}\n${text.replace(/^/gm, '    ')}`;
}
