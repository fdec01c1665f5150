import { isKustomization } from '../kustomize/kustomization.ts';
import { isSet } from '../model/value.ts';
import type { DraftOf } from '../readers/reading.ts';
import type { Rule } from '../rules/rule.ts';
import type { ClusterFinder } from './cluster-of.ts';
import type { Owner } from './owners.ts';
import { mayNameEnvironment } from './places.ts';
import { readerOf } from './read.ts';
import type { SettingsFiles } from './settings-files.ts';
import { type ClusterState, type EntityState, type FileState, isSilent } from './state.ts';

/**
 * Of thousands of topics most say what another one says, of another name. Rules that found nothing in that one find
 * nothing in them, since all plain names are one to them, see `PLAIN`. Where no rule found anything, they need not even
 * be read.
 */
export interface Alike {
  /** The file that says the same and was reviewed already. */
  find(spelling: Spelling, uri: string): Model | undefined;
  /** Remembers a file that was read and reviewed, for others that say the same. */
  learn(spelling: Spelling, file: FileState, its: readonly EntityState[]): void;
}

/** A text, and the same text without its plain names. */
export interface Spelling {
  text: string;
  key: string;
  /** The first of the names. */
  name: string;
}

/** A file that was reviewed, with its topic or user and the cluster that it belongs to. */
export interface Model {
  file: FileState;
  own: EntityState;
  owner: Owner<ClusterState>;
  /** Whether what says the same in a folder belongs to the same cluster, as far as it was asked. */
  folders: Map<string, boolean>;
  /** The rules that found something. */
  rules: Rule[];
  /** It says nothing but what rules look at: others that say the same can be passed over if they are sound. */
  isPlain: boolean;
}

/**
 * Names that no rule tells apart: legal everywhere, short enough for everything, without the dots and underscores by
 * which topics collide, and no words that YAML reads as something else. Where a name means something because others
 * mention it (two resources of one topic, super users), a file is read.
 */
const PLAIN = '(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z](?:[a-z0-9-]{0,58}[a-z0-9])?';
const NAMED = new RegExp(`^( *(?:- )?name: )(${PLAIN})$`, 'gm');

/** So many spellings are remembered. */
const MOST = 10_000;

/** Undefined for a text without a plain name. */
export function spellingOf(text: string): Spelling | undefined {
  let count = 0;
  let first = '';
  const rest = text.replace(NAMED, (_, before: string, name: string) => {
    count += 1;
    if (count === 1) first = name;
    return before;
  });
  return count === 0 ? undefined : { text, key: `${count} ${rest}`, name: first };
}

interface Surroundings {
  finder: ClusterFinder;
  settingsFiles: SettingsFiles;
  /** Is there a topic of this name already? */
  isTaken(topic: string): boolean;
}

/** Knows no file yet. What it learns is good for as long as no cluster and no settings change. */
export function createAlike({ finder, settingsFiles, isTaken }: Surroundings): Alike {
  const models = new Map<string, Model>();

  function find({ text, key, name }: Spelling, uri: string): ReturnType<Alike['find']> {
    const model = models.get(key);
    if (!model || isKustomization(uri) || readerOf(uri, text) !== model.file.reader) return undefined;
    const { settings, path } = settingsFiles.of(uri);
    if (settings !== model.file.settings || settings.ignores(path)) return undefined;
    if (model.own.kind === 'topic' && isTaken(name)) return undefined;
    return belongsWith(model, text, uri) ? model : undefined;
  }

  /** Where it belongs is for its folder to say, but for what its own name may say of an environment. */
  function belongsWith(model: Model, text: string, uri: string): boolean {
    const slash = uri.lastIndexOf('/');
    const folder = mayNameEnvironment(uri.slice(slash)) ? uri : uri.slice(0, slash);
    const known = model.folders.get(folder);
    if (known !== undefined) return known;
    const { draft } = model.own;
    const { format } = draft.place.part;
    const place = { part: { uri, format, text, offset: 0 }, start: 0, end: 0 };
    const belongs = isSame(finder.ownerOf({ draft: { ...draft, place }, file: { uri } }), model.owner);
    model.folders.set(folder, belongs);
    return belongs;
  }

  function learn(spelling: Spelling, file: FileState, its: readonly EntityState[]): void {
    const own = its[1];
    if (models.size >= MOST || !own || !isModel(spelling, file, its)) return;
    const owner = finder.ownerOf(own);
    // Super users are known by their names, and need no rights of their own.
    if (own.kind === 'user' && owner.found && owner.found.facts.superUsers.length > 0) return;
    const rules = [...new Set(its.flatMap(({ holder }) => holder.findings.map(({ rule }) => rule)))];
    const folders = new Map<string, boolean>();
    models.set(spelling.key, { file, own, owner, folders, rules, isPlain: file.parts.every(isSilent) });
  }

  return { find, learn };
}

const isSame = (a: Owner<ClusterState>, b: Owner<ClusterState>): boolean =>
  a.found ? a.found === b.found : !b.found && a.why === b.why;

/** Is there one resource in a file, and are all its plain names those of the resource and of its rules? */
function isModel({ text }: Spelling, file: FileState, its: readonly EntityState[]): boolean {
  const [resource, own, ...more] = its;
  if (!own || resource?.draft.kind !== 'resource' || file.parts.length > 1 || more.length > 0) return false;
  if (file.problems.findings.length > 0) return false;
  const [first, ...acls] = namesIn(resource.draft);
  const named = own.draft.kind === 'topic' ? own.draft.namePlace.start : own.draft.place.start;
  const starts = [...text.matchAll(NAMED)].map(({ index, 1: before = '' }) => index + before.length);
  return named === first && starts[0] === first && starts.slice(1).every((start) => acls.includes(start));
}

/** Where the names of a resource and of what its rules are about begin, if they are written. */
function namesIn({ name, tree }: DraftOf<'resource'>): number[] {
  const acls = tree.get('spec', 'authorization', 'acls').items();
  return [name, ...acls.map((acl) => acl.get('resource', 'name').string())].flatMap((one) =>
    isSet(one) ? [one.place.start] : [],
  );
}
