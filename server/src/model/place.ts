/** The source formats that a reader exists for. Fixes are spelled by the reader of the part's format. */
export type Format = 'properties' | 'yaml' | 'systemd' | 'text';

/**
 * A piece of a file that is read on its own: one YAML document, or a whole properties file.
 * A part keeps its identity while its text stays the same; only `offset` moves when text before it changes,
 * so places and findings inside an untouched part never have to be made again.
 */
export interface Part {
  readonly uri: string;
  readonly format: Format;
  readonly text: string;
  /** What the reader's split said the part is, where a file holds several kinds of text. */
  readonly section?: string;
  /** Where the part begins in its file, in UTF-16 code units. */
  offset: number;
  /** The part it is cut from, for a text that stands in another one: an inline patch of a kustomization. */
  readonly within?: Part;
}

/** A range inside a part, in UTF-16 code units from the part's begin; `end` is exclusive. */
export interface Place {
  part: Part;
  start: number;
  end: number;
}

export type Path = readonly (string | number)[];

/** Where a value stands, or would stand if it were written: what a fix needs to know to write it. */
export interface Slot {
  part: Part;
  path: Path;
  /** The value is a piece of a longer text (`-Xmx4g` in KAFKA_HEAP_OPTS): only this piece is written, after `before`. */
  within?: { place: Place; before?: string };
  /** The key is spelled as an environment variable with this prefix. */
  environment?: {
    prefix: string;
    /** Stands as `VARIABLE=value` in one text, or, when it is not there yet, as a pair of name and value. */
    variable?: { name: string; as: 'text' | 'pair' };
  };
}

/**
 * The slot one step below another one. Its path is put together when a fix asks for it: most slots are never written to,
 * and a tree makes one at every step.
 */
export const below = (holder: Slot, step: string | number): Slot => new Below(holder, step);

/** A class: an object with a getter of its own would be several times as large. */
class Below implements Slot {
  readonly part: Part;
  private readonly holder: Slot;
  private readonly step: string | number;

  constructor(holder: Slot, step: string | number) {
    this.part = holder.part;
    this.holder = holder;
    this.step = step;
  }

  get path(): Path {
    return [...this.holder.path, this.step];
  }
}

export const place = (part: Part, start: number, end: number): Place => ({ part, start, end });

/** The place's range in its file, in UTF-16 code units. */
export function absolute(at: Place): { uri: string; start: number; end: number } {
  return { uri: at.part.uri, start: at.part.offset + at.start, end: at.part.offset + at.end };
}

export const textAt = (at: Place): string => at.part.text.slice(at.start, at.end);

/** A path as people write it, without the escapes of a URI; as it stands when they are broken. */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A path as it stands in a URI. Half characters (lone surrogates), which have no place there, are replaced. */
export const encodePath = (path: string): string =>
  path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');

/** The name of a file without its folders. */
export const fileName = (uri: string): string => decodePath(uri.slice(uri.lastIndexOf('/') + 1));
