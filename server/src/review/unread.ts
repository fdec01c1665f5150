import type { Name } from '../model/name.ts';
import type { Part } from '../model/place.ts';
import type { Draft, Reader, Reading } from '../readers/reading.ts';
import { newHolder } from './published.ts';
import type { Settings } from './settings.ts';
import type { EntityDraft, EntityLabel, EntityState, FileState, Holder } from './state.ts';

/** A file that needs no reading, and how to read it when somebody looks. */
interface Passed {
  uri: string;
  text: string;
  path: string;
  settings: Settings;
  reader: Reader | undefined;
  /** What stands in its part, read for this once. */
  read(file: FileState, part: Part): Reading;
  /** Reads the file for good. */
  wake(file: FileState): void;
}

/** A file of one part that is read when somebody asks for what stands in it. */
export function unreadFile({ uri, text, path, settings, reader, read, wake }: Passed): FileState {
  const part: Part = { uri, format: reader?.format ?? 'yaml', text, offset: 0 };
  const file: FileState = {
    uri,
    text,
    reader,
    parts: [],
    settings,
    path,
    problems: newHolder(),
    changesOnly: false,
  };
  const names = () => read(file, part).names?.() ?? [];
  file.parts.push({ part, reading: new UnreadReading(file, names, wake) });
  return file;
}

const none: never[] = [];
const noPragmas = {};

/** Classes, both: an object with a getter of its own would be several times as large, and there are thousands. */
class UnreadReading implements Reading {
  readonly problems = none;
  readonly suppressions = none;
  readonly pragmas = noPragmas;
  readonly devSignals = none;
  readonly names: () => readonly Name[];
  private readonly file: FileState;
  private readonly wake: (file: FileState) => void;

  constructor(file: FileState, names: () => readonly Name[], wake: (file: FileState) => void) {
    this.file = file;
    this.names = names;
    this.wake = wake;
  }

  get drafts(): Draft[] {
    this.wake(this.file);
    return this.file.parts.flatMap(({ reading }) => reading.drafts);
  }
}

/**
 * The topic or user of such a file: it has the label of another one but for the name, and belongs to the same cluster.
 * Whoever looks at its draft has the file read.
 */
export const unread = (
  file: FileState,
  like: EntityState,
  name: string,
  wake: (file: FileState) => void,
): EntityState => new Unread(file, like, name, wake);

class Unread implements EntityState {
  readonly kind: EntityLabel['kind'];
  readonly type: string;
  readonly name: string;
  readonly clusterName: string;
  readonly hasQuotas: boolean;
  readonly file: FileState;
  readonly holder: Holder;
  sees: EntityState['sees'] = [];
  private read: EntityDraft | undefined;
  private readonly wake: (file: FileState) => void;

  constructor(file: FileState, like: EntityState, name: string, wake: (file: FileState) => void) {
    this.kind = like.kind;
    this.type = like.type;
    this.name = name;
    this.clusterName = like.clusterName;
    this.hasQuotas = like.hasQuotas;
    this.file = file;
    this.holder = newHolder(like.holder.cluster);
    this.wake = wake;
  }

  get draft(): EntityDraft {
    if (!this.read) this.wake(this.file);
    if (!this.read) throw new Error(`${this.file.uri} has no ${this.kind}`);
    return this.read;
  }

  set draft(draft: EntityDraft) {
    this.read = draft;
  }
}
