import type { Config } from '../../model/config.ts';
import type { Change } from '../../model/fix.ts';
import type { Name } from '../../model/name.ts';
import { fileName, type Part } from '../../model/place.ts';
import { brokerOf, devSignals } from '../broker.ts';
import { directives } from '../comments.ts';
import { hostsIn } from '../names/hosts.ts';
import { listenersIn } from '../names/listeners.ts';
import type { DraftOf, Reader, Reading, TextEdit } from '../reading.ts';
import { propertiesConfig } from './config.ts';
import { scopeOfProperties } from './kind.ts';
import { reread } from './reread.ts';
import { escapeValue, type PropertyEntry } from './syntax.ts';

export const propertiesReader: Reader = {
  format: 'properties',
  recognises: (uri, text) =>
    /\.(properties|cfg|conf|ini)([.\w-]*)$/i.test(uri) && scopeOfProperties(text) !== undefined,
  split: () => [{ offset: 0 }],
  read,
  spell,
};

function read(part: Part): Reading {
  const syntax = reread(part.text);
  const { suppressions, pragmas } = directives(part, syntax.comments);
  const scope = scopeOfProperties(part.text) ?? 'admin';
  const config = propertiesConfig(part, syntax, scope, [
    'process.roles',
    'node.id',
    'broker.id',
    'bootstrap.servers',
  ]);
  const draft = scope === 'broker' ? nodeOf(part, config) : clientOf(part, config);
  return {
    drafts: [draft],
    names: () => (draft.kind === 'broker' ? listenersIn(config, draft.place) : hostsOf(config)),
    problems: syntax.problems.map(({ start, end, message }) => ({
      place: { part, start, end },
      message,
      refused: true,
    })),
    suppressions,
    pragmas,
    devSignals: scope === 'broker' ? devSignals(config) : [],
  };
}

/** The services of Strimzi clusters that a client is told. */
function hostsOf({ entries }: Config): Name[] {
  return [...entries.values()].flatMap(({ value: { place } }) =>
    hostsIn(place.part, place.start, place.end, undefined),
  );
}

function clientOf(part: Part, config: Config): DraftOf<'client'> {
  return { kind: 'client', name: fileName(part.uri), place: config.anchor, config };
}

function nodeOf(part: Part, config: Config): DraftOf<'broker'> {
  const name = fileName(part.uri);
  const member = /\d/.test(name.replace(/\.properties.*$/, '')) || /[-_.][a-z]\.properties$/i.test(name);
  return brokerOf(config, { platform: 'apache', name, place: config.anchor, group: { member } });
}

/** Properties inside another format are indented with it. */
function indentOf(text: string, entry: PropertyEntry | undefined): string {
  return entry ? (/^[ \t]*/.exec(text.slice(entry.start, entry.end))?.[0] ?? '') : '';
}

/** A text as fixes look at it. */
interface Spelled {
  text: string;
  eol: string;
  /** The entry that counts of each key. */
  byKey: Map<string, PropertyEntry>;
  last: PropertyEntry | undefined;
}

let known: Spelled | undefined;

/** The fixes of one file are spelled one after the other: its text is not read for each of them. */
function spelled(text: string): Spelled {
  if (known?.text === text) return known;
  const { entries } = reread(text);
  known = {
    text,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    byKey: new Map(entries.map((entry) => [entry.key, entry])),
    last: entries.at(-1),
  };
  return known;
}

/** Spells changes in a properties file; new keys go below the last entry. */
export function spell(part: Part, changes: Change[]): TextEdit[] {
  const { text } = part;
  const { eol, byKey, last } = spelled(text);
  const added: string[] = [];
  const edits = changes.flatMap((change): TextEdit[] => {
    if (change.kind === 'replace')
      return [{ start: change.place.start, end: change.place.end, text: change.text }];
    const { within } = change.slot;
    if (change.kind === 'set' && within) {
      return [
        { start: within.place.start, end: within.place.end, text: (within.before ?? '') + change.value },
      ];
    }
    const key = String(change.slot.path[0]);
    const found = byKey.get(key);
    switch (change.kind) {
      case 'set': {
        const value = escapeValue(String(change.value));
        if (!found) {
          added.push(`${indentOf(text, last)}${key}=${value}`);
          return [];
        }
        const separated =
          /[=:]/.test(text.slice(found.keyEnd, found.valueStart)) || found.valueStart > found.keyEnd;
        return [{ start: found.valueStart, end: found.valueEnd, text: separated ? value : `=${value}` }];
      }
      case 'remove':
        return found ? [{ start: found.start, end: found.end, text: '' }] : [];
      case 'rename':
        return found ? [{ start: found.keyStart, end: found.keyEnd, text: change.to }] : [];
    }
  });
  if (added.length === 0) return edits;
  const at = last?.end ?? text.length;
  const before = at > 0 && !/[\r\n]/.test(text.charAt(at - 1)) ? eol : '';
  const after = before !== '' && at === text.length ? '' : eol;
  return [...edits, { start: at, end: at, text: before + added.join(eol) + after }];
}
