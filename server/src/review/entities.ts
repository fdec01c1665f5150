import type { Part } from '../model/place.ts';
import { isSet } from '../model/value.ts';
import type { Draft, DraftOf, Reading } from '../readers/reading.ts';
import { newHolder } from './published.ts';
import { createRelations, type Relations } from './relations.ts';
import { resting } from './resting.ts';
import type { EntityDraft, EntityState, FileState, Holder } from './state.ts';
import type { Unread } from './unread.ts';

/** What is reviewed by itself: topics, users, clients and other resources, by the drafts that they were read as. */
export interface Entities {
  relations: Relations;
  of(draft: Draft): EntityState | undefined;
  all(): Iterable<EntityState>;
  /** Adds what was read in a file, or built for a deployment; it is to be reviewed. */
  add(file: FileState, reading: Reading, isBuilt: boolean): void;
  drop(reading: Reading): void;
  /** Has one reviewed again, or all of them. */
  again(entity: EntityState): void;
  againAll(): void;
  /** What is to be reviewed, in a file or anywhere; it is not asked for twice. */
  take(file?: FileState): EntityState[];
  /** Forgets what was read of a file's topics, but for what others are judged by: most are never looked at again. */
  rest(file: FileState): void;
  /** Reads again what was forgotten of a file. */
  wake(file: FileState): void;
  /** A topic as it stands in its file. */
  whole(topic: EntityState): DraftOf<'topic'>[];
  /** Adds the topic or user of a file that was not read; it was found sound with those clusters. */
  addUnread(entity: Unread, sees: EntityState['sees']): void;
  /** Its file was read now: it stays what it was reviewed as, and its resource is to be reviewed. */
  foundUnread(entity: Unread, file: FileState): void;
}

interface Surroundings {
  /** Takes away what was found. */
  release(holder: Holder): void;
  /** A file's part, read anew. */
  read(file: FileState, part: Part): Reading;
  /** What stands in a file that was not read, read for this once. */
  look(uri: string): Draft[];
}

export function createEntities({ release, read, look }: Surroundings): Entities {
  const all = new Set<EntityState>();
  const byDraft = new Map<Draft, EntityState>();
  const dirty = new Set<EntityState>();
  const again = (entity: EntityState) => {
    dirty.add(entity);
  };
  const relations = createRelations(again);

  function add(file: FileState, { drafts }: Reading, isBuilt: boolean): void {
    for (const draft of drafts) {
      if (draft.kind === 'broker') continue;
      addDraft(file, draft, newHolder(undefined, isBuilt ? file : undefined));
    }
  }

  function addDraft(file: FileState, draft: EntityDraft, holder: Holder): void {
    const entity = entityOf(draft, file, holder);
    all.add(entity);
    byDraft.set(draft, entity);
    dirty.add(entity);
    relations.add(entity);
  }

  function drop({ drafts }: Reading): void {
    for (const draft of drafts) {
      const entity = byDraft.get(draft);
      if (!entity) continue;
      release(entity.holder);
      all.delete(entity);
      byDraft.delete(draft);
      dirty.delete(entity);
      relations.remove(entity);
    }
  }

  function take(file?: FileState): EntityState[] {
    const drafts = file?.parts.flatMap(({ reading }) => reading.drafts);
    const taken = drafts
      ? drafts.flatMap((draft) => byDraft.get(draft) ?? []).filter((entity) => dirty.has(entity))
      : [...dirty];
    for (const entity of taken) {
      dirty.delete(entity);
      wake(entity.file);
    }
    return taken;
  }

  function rest(file: FileState): void {
    file.rests = true;
    replace(file, (_, { drafts }) => drafts.map(resting));
  }

  function addUnread(entity: Unread, sees: EntityState['sees']): void {
    all.add(entity);
    relations.add(entity);
    relations.see(entity, sees);
  }

  function foundUnread(entity: Unread, file: FileState): void {
    for (const draft of file.parts.flatMap(({ reading }) => reading.drafts)) {
      if (draft.kind === 'broker') continue;
      if (draft.kind !== entity.kind) {
        addDraft(file, draft, newHolder());
        continue;
      }
      entity.found(file, draft);
      byDraft.set(draft, entity);
    }
  }

  function wake(file: FileState): void {
    if (!file.rests) return;
    file.rests = false;
    replace(file, (part) => read(file, part).drafts);
  }

  /** Puts other drafts of the same things in the place of a file's; what they were reviewed as stays. */
  function replace(file: FileState, other: (part: Part, reading: Reading) => Draft[]): void {
    file.parts = file.parts.map(({ part, reading }) => {
      const drafts = other(part, reading);
      reading.drafts.forEach((draft, index) => {
        const entity = byDraft.get(draft);
        const its = drafts[index];
        if (!entity || !its || its.kind === 'broker') return;
        byDraft.delete(draft);
        byDraft.set(its, entity);
        entity.draft = its;
      });
      return { part, reading: { ...reading, drafts } };
    });
  }

  function whole(topic: EntityState): DraftOf<'topic'>[] {
    const drafts = topic.isUnread ? look(topic.uri) : wholeOf(topic);
    return drafts.filter((one): one is DraftOf<'topic'> => one.kind === 'topic' && one.name === topic.name);
  }

  const wholeOf = ({ file, draft }: EntityState): Draft[] =>
    file.rests ? read(file, draft.place.part).drafts : [draft];

  return {
    relations,
    of: (draft) => byDraft.get(draft),
    all: () => all,
    add,
    drop,
    again,
    againAll: () => {
      for (const entity of all) dirty.add(entity);
    },
    take,
    rest,
    wake,
    whole,
    addUnread,
    foundUnread,
  };
}

function entityOf(draft: EntityDraft, file: FileState, holder: Holder): EntityState {
  const { kind } = draft;
  return {
    uri: file.uri,
    kind,
    type: kind === 'resource' ? draft.type : '',
    name: kind === 'topic' || kind === 'user' ? draft.name : '',
    clusterName: kind === 'user' && isSet(draft.clusterName) ? draft.clusterName.value : '',
    hasQuotas: kind === 'user' && draft.quotas.state !== 'unset',
    draft,
    file,
    holder,
    sees: [],
  };
}
