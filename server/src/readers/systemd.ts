import type { Unit } from '../model/deployment.ts';
import type { Change } from '../model/fix.ts';
import { fileName, type Part, type Place, type Slot } from '../model/place.ts';
import type { Value } from '../model/value.ts';
import { type CommentText, directives } from './comments.ts';
import { heapOf, unknownMachine } from './machine.ts';
import { isPlaceholder } from './placeholder.ts';
import type { Reader, Reading, TextEdit } from './reading.ts';

/** The script that starts a Kafka node, or its main class. */
const STARTS_KAFKA = /^[ \t]*ExecStart[ \t]*=.*(?:kafka-server-start|\bkafka\.Kafka\b)/m;

/** systemd services that run a Kafka node; services of other programs cost one look. */
export const systemdReader: Reader = {
  format: 'systemd',
  recognises: (uri, text) => /\.service$/i.test(uri) && STARTS_KAFKA.test(text),
  split: () => [{ offset: 0 }],
  read,
  spell,
};

interface Line {
  section: string;
  name: string;
  start: number;
  /** Behind the line and all that continue it, without the line's end. */
  end: number;
  valueStart: number;
}

interface UnitText {
  lines: Line[];
  /** The headers, and where a new line of the section would go. */
  sections: { name: string; start: number; end: number; last: number }[];
  comments: CommentText[];
}

/** Sections, `Name=value` lines with what continues them behind a backslash, and comments (systemd.syntax). */
function parseUnit(text: string): UnitText {
  const found: UnitText = { lines: [], sections: [], comments: [] };
  const physical = /[^\r\n]+/g;
  for (let match = physical.exec(text); match; match = physical.exec(text)) {
    const start = match.index;
    let end = start + match[0].length;
    if (/^\s*[#;]/.test(match[0])) {
      found.comments.push({ start, end });
      continue;
    }
    const header = /^\s*\[([^\]]*)\]\s*$/.exec(match[0]);
    if (header) {
      found.sections.push({
        name: header[1] ?? '',
        start,
        end: start + match[0].trimEnd().length,
        last: end,
      });
      continue;
    }
    while (text[end - 1] === '\\') {
      const next = physical.exec(text);
      if (!next) {
        // A search that found nothing would begin anew, and lines would be read without end.
        physical.lastIndex = text.length;
        break;
      }
      end = next.index + next[0].length;
    }
    const section = found.sections.at(-1);
    const name = /^\s*([A-Za-z0-9]+)[ \t]*=[ \t]*/.exec(match[0]);
    if (!section || !name) continue;
    section.last = end;
    const lead = match[0].length - match[0].trimStart().length;
    found.lines.push({
      section: section.name,
      name: name[1] ?? '',
      start: start + lead,
      end,
      valueStart: start + name[0].length,
    });
  }
  return found;
}

function read(part: Part): Reading {
  const text = parseUnit(part.text);
  return {
    drafts: unitOf(part, text),
    problems: [],
    ...directives(part, text.comments),
    devSignals: [],
  };
}

function unitOf(part: Part, { lines, sections }: UnitText): Unit[] {
  const header = sections.find(({ name }) => name === 'Service');
  if (!header) return [];
  const service: Place = { part, start: header.start, end: header.end };
  const directive = (section: string, name: string): Value<string> => {
    const line = lines.findLast((line) => line.section === section && line.name === name);
    return line
      ? writtenIn(part, line)
      : { state: 'unset', place: service, slot: slotOf(part, section, name) };
  };
  const heap = heapOf(environment(part, lines, 'KAFKA_HEAP_OPTS'), service);
  const name = fileName(part.uri);
  const machine = { ...unknownMachine(service), heap };
  return [{ kind: 'unit', name, place: service, service, directive, machine }];
}

const slotOf = (part: Part, section: string, name: string): Slot => ({ part, path: [section, name] });

function writtenIn(part: Part, { section, name, valueStart, end }: Line): Value<string> {
  const text = part.text.slice(valueStart, end).trimEnd();
  const place = { part, start: valueStart, end: valueStart + text.length };
  const slot = slotOf(part, section, name);
  return isPlaceholder(text)
    ? { state: 'unknown', text, place, slot }
    : { state: 'set', value: text, text, place, slot };
}

/** A variable among the assignments of the Environment lines, each quoted as a whole or not at all. */
function environment(part: Part, lines: Line[], name: string): Value<string> | undefined {
  for (const line of lines.toReversed()) {
    if (line.section !== 'Service' || line.name !== 'Environment') continue;
    const raw = part.text.slice(line.valueStart, line.end);
    const quoted = new RegExp(`(?<=^|\\s)(["'])${name}=((?:(?!\\1).)*)\\1`, 's').exec(raw);
    const match = quoted ?? new RegExp(`(?<=^|\\s)()${name}=(\\S*)`).exec(raw);
    if (!match) continue;
    const start = line.valueStart + match.index + (match[1] ?? '').length + name.length + 1;
    const text = match[2] ?? '';
    const place = { part, start, end: start + text.length };
    const slot: Slot = { ...slotOf(part, line.section, line.name), within: { place } };
    return isPlaceholder(text)
      ? { state: 'unknown', text, place, slot }
      : { state: 'set', value: text, text, place, slot };
  }
  return undefined;
}

/** Spells changes in a unit: new directives go below the last one of their section. */
function spell(part: Part, changes: Change[]): TextEdit[] {
  const { lines, sections } = parseUnit(part.text);
  const eol = part.text.includes('\r\n') ? '\r\n' : '\n';
  /** New lines by the place they go to: one edit for each. */
  const added = new Map<number, string>();
  const edits = changes.flatMap((change): TextEdit[] => {
    if (change.kind === 'replace')
      return [{ start: change.place.start, end: change.place.end, text: change.text }];
    if (change.kind === 'set' && change.slot.within) {
      const { place, before = '' } = change.slot.within;
      return [{ start: place.start, end: place.end, text: before + change.value }];
    }
    const [section, name] = change.slot.path;
    const line = lines.findLast((line) => line.section === section && line.name === name);
    if (change.kind === 'set') {
      if (line) return [{ start: line.valueStart, end: line.end, text: String(change.value) }];
      const at = sections.find((one) => one.name === section)?.last;
      if (at !== undefined) added.set(at, `${added.get(at) ?? ''}${eol}${name}=${change.value}`);
      return [];
    }
    if (!line) return [];
    if (change.kind === 'rename')
      return [{ start: line.start, end: line.start + line.name.length, text: change.to }];
    const after = /^\r?\n?/.exec(part.text.slice(line.end))?.[0].length ?? 0;
    return [{ start: line.start, end: line.end + after, text: '' }];
  });
  return [...edits, ...[...added].map(([at, text]) => ({ start: at, end: at, text }))];
}
