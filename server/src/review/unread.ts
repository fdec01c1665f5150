import { newHolder } from './published.ts';
import type { EntityDraft, EntityLabel, EntityState, FileState, Holder } from './state.ts';

/**
 * The topic or user of a file that is as sound as another one's and says the same of another name: its file is read when
 * somebody asks for it or for the draft, if ever.
 */
export interface Unread extends EntityState {
  readonly isUnread: boolean;
  /** Its file was read. */
  found(file: FileState, draft: EntityDraft): void;
}

/** `open` reads the file of a URI, and has `found` called. */
export const createUnread = (
  uri: string,
  name: string,
  like: EntityState,
  open: (uri: string) => void,
): Unread => new UnreadEntity(uri, name, like, open);

/** A class: an object with getters of its own would be several times as large, and there are thousands. */
class UnreadEntity implements Unread {
  readonly uri: string;
  readonly name: string;
  sees: EntityState['sees'];
  private readonly like: EntityState;
  private readonly open: (uri: string) => void;
  private own: Holder | undefined;
  private read: { file: FileState; draft: EntityDraft } | undefined;

  constructor(uri: string, name: string, like: EntityState, open: (uri: string) => void) {
    this.uri = uri;
    this.name = name;
    this.like = like;
    this.open = open;
    this.sees = noClusters;
    this.own = undefined;
    this.read = undefined;
  }

  get kind(): EntityLabel['kind'] {
    return this.like.kind;
  }

  get type(): string {
    return this.like.type;
  }

  get clusterName(): string {
    return this.like.clusterName;
  }

  get hasQuotas(): boolean {
    return this.like.hasQuotas;
  }

  /** It belongs to the cluster that it was found to belong to with its like: the only one that it sees. */
  get holder(): Holder {
    this.own ??= newHolder(this.sees[0]);
    return this.own;
  }

  get isUnread(): boolean {
    return this.read === undefined;
  }

  get file(): FileState {
    return this.whole().file;
  }

  get draft(): EntityDraft {
    return this.whole().draft;
  }

  set draft(draft: EntityDraft) {
    this.read = { ...this.whole(), draft };
  }

  found(file: FileState, draft: EntityDraft): void {
    this.read = { file, draft };
  }

  private whole(): { file: FileState; draft: EntityDraft } {
    if (!this.read) this.open(this.uri);
    if (!this.read) throw new Error(`${this.uri} has no ${this.kind} any more`);
    return this.read;
  }
}

const noClusters: EntityState['sees'] = [];
