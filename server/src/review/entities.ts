import type { Part } from '../model/place.ts';
import type { Draft, DraftOf, Reading } from '../readers/reading.ts';
import { newHolder } from './published.ts';
import { createRelations, type Relations } from './relations.ts';
import { resting } from './resting.ts';
import type { EntityState, FileState, Holder } from './state.ts';

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
  /** A topic as it was read. */
  whole(topic: DraftOf<'topic'>, file: FileState): DraftOf<'topic'>[];
}

interface Surroundings {
  /** Takes away what was found. */
  release(holder: Holder): void;
  /** The drafts of a file's part, read anew. */
  read(file: FileState, part: Part): Draft[];
}

export function createEntities({ release, read }: Surroundings): Entities {
  const byDraft = new Map<Draft, EntityState>();
  const dirty = new Set<EntityState>();
  const again = (entity: EntityState) => {
    dirty.add(entity);
  };
  const relations = createRelations(again);

  function add(file: FileState, { drafts }: Reading, isBuilt: boolean): void {
    for (const draft of drafts) {
      if (draft.kind === 'broker') continue;
      const holder: Holder = isBuilt ? { ...newHolder(), home: file } : newHolder();
      const entity: EntityState = { draft, file, holder, sees: [] };
      byDraft.set(draft, entity);
      dirty.add(entity);
      relations.add(entity);
    }
  }

  function drop({ drafts }: Reading): void {
    for (const draft of drafts) {
      const entity = byDraft.get(draft);
      if (!entity) continue;
      release(entity.holder);
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

  function wake(file: FileState): void {
    if (!file.rests) return;
    file.rests = false;
    replace(file, (part) => read(file, part));
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

  function whole(topic: DraftOf<'topic'>, file: FileState): DraftOf<'topic'>[] {
    if (!file.rests) return [topic];
    return read(file, topic.place.part).filter(
      (one): one is DraftOf<'topic'> => one.kind === 'topic' && one.name === topic.name,
    );
  }

  return {
    relations,
    of: (draft) => byDraft.get(draft),
    all: () => byDraft.values(),
    add,
    drop,
    again,
    againAll: () => {
      for (const entity of byDraft.values()) dirty.add(entity);
    },
    take,
    rest,
    wake,
    whole,
  };
}
