import type { Part } from '../model/place.ts';
import { liveReader, liveScheme } from '../readers/live.ts';
import { mskReader } from '../readers/msk.ts';
import { namesReader } from '../readers/names/reader.ts';
import { propertiesReader } from '../readers/properties/reader.ts';
import type { Reader, Reading } from '../readers/reading.ts';
import { systemdReader } from '../readers/systemd.ts';
import { yamlReader } from '../readers/yaml/reader.ts';
import type { ReadPart } from './state.ts';

const readers: Reader[] = [propertiesReader, mskReader, systemdReader, yamlReader, namesReader];

/** Is this a file that some reader knows? A quick look at name and content, for hosts that read many files. */
export const recognises = (uri: string, text: string): boolean => readerOf(uri, text) !== undefined;

/** What shows a running cluster has a reader of its own: no copy of a file in it is joined with the files. */
export const readerOf = (uri: string, text: string): Reader | undefined =>
  (uri.startsWith(liveScheme) ? [liveReader] : readers).find((reader) => reader.recognises(uri, text));

const LEAF = /^kind:[ \t]*Kafka(?:Topic|User)[ \t]*\r?$/m;
const OTHER = /^kind:(?![ \t]*Kafka(?:Topic|User)[ \t]*\r?$)/m;

/**
 * Is it a file of nothing but topics and users, which no cluster is made of? A quick look: a file that is taken for
 * something else is read earlier than it need be.
 */
export const isLeaf = (text: string): boolean => LEAF.test(text) && !OTHER.test(text);

/**
 * Reads the parts that are new; a part whose text stands unchanged before or behind the change is kept, moved.
 * `onError` is told of a reader that threw.
 */
export function readParts(
  uri: string,
  text: string,
  reader: Reader,
  before: ReadPart[],
  onError: (error: unknown) => void,
): ReadPart[] {
  const pieces = reader.split(text);
  const slice = (index: number) =>
    text.slice(pieces[index]?.offset, pieces[index + 1]?.offset ?? text.length);
  const same = (old: ReadPart | undefined, index: number) =>
    old?.part.text === slice(index) && old.part.section === pieces[index]?.section;
  let head = 0;
  while (head < before.length && head < pieces.length && same(before[head], head)) head += 1;
  let tail = 0;
  const room = Math.min(before.length, pieces.length) - head;
  while (tail < room && same(before[before.length - 1 - tail], pieces.length - 1 - tail)) tail += 1;
  return pieces.map(({ offset, section }, index) => {
    const fromTail = index - pieces.length + tail;
    const keep =
      index < head ? before[index] : fromTail >= 0 ? before[before.length - tail + fromTail] : undefined;
    if (keep) {
      keep.part.offset = offset;
      return keep;
    }
    const part: Part = {
      uri,
      format: reader.format,
      text: slice(index),
      offset,
      ...(section ? { section } : {}),
    };
    return { part, reading: readPart(reader, part, onError) };
  });
}

/** A file that a reader stumbles over is reported and passed over; the others are still reviewed. */
export function readPart(reader: Reader, part: Part, onError: (error: unknown) => void): Reading {
  try {
    const reading = reader.read(part);
    return reading.names ? { ...reading, names: contained(reading.names, onError) } : reading;
  } catch (error) {
    onError(error);
    const place = { part, start: 0, end: Math.min(1, part.text.length) };
    const message = 'this could not be read, and is not reviewed: a mistake in Kafka Review';
    return {
      drafts: [],
      problems: [{ place, message, refused: false }],
      suppressions: [],
      pragmas: {},
      devSignals: [],
    };
  }
}

/** What throws says nothing. */
function contained<T>(look: () => readonly T[], onError: (error: unknown) => void): () => readonly T[] {
  return () => {
    try {
      return look();
    } catch (error) {
      onError(error);
      return [];
    }
  };
}
