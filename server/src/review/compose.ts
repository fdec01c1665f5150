import type { Machine } from '../model/deployment.ts';
import { isSet, type Value } from '../model/value.ts';
import { brokerOf } from '../readers/broker.ts';
import type { Draft, DraftOf } from '../readers/reading.ts';

interface Grouped {
  uri: string;
  drafts: Draft[];
}

type Broker = DraftOf<'broker'>;

/**
 * The files with brokers of compose as `docker compose up` runs them: it lays compose.override.yaml over compose.yaml
 * beside it, service by service. Files that are laid over others by options are left as they are.
 */
export function withOverrides<T extends Grouped>(files: T[]): T[] {
  const overrides = new Map<string, Map<string, Broker>>();
  for (const { uri, drafts } of files) {
    const [, stem] = /^(.*\/(?:docker-)?compose)\.override\.ya?ml$/.exec(uri) ?? [];
    const services = new Map(brokersIn(drafts).map((draft) => [draft.name, draft]));
    if (stem !== undefined)
      for (const ending of ['yaml', 'yml']) overrides.set(`${stem}.${ending}`, services);
  }
  if (overrides.size === 0) return files;
  const laid = new Set<Draft>();
  const made = files.map((file) => {
    const over = overrides.get(file.uri);
    const drafts = file.drafts.map((draft) => {
      const own = draft.kind === 'broker' ? over?.get(draft.name) : undefined;
      if (draft.kind !== 'broker' || !own) return draft;
      laid.add(own);
      return overlaid(draft, own);
    });
    return over ? { ...file, drafts } : file;
  });
  return made.map((file) =>
    file.drafts.some((draft) => laid.has(draft))
      ? { ...file, drafts: file.drafts.filter((draft) => !laid.has(draft)) }
      : file,
  );
}

const brokersIn = (drafts: Draft[]): Broker[] => drafts.filter((draft) => draft.kind === 'broker');

/** Longer chains are no configuration. */
const MAX_EXTENDED = 10;

/**
 * The files with services that extend those of other files, as `docker compose config` puts them together. What others
 * extend is not run by itself.
 */
export function withExtended<T extends Grouped>(files: T[]): T[] {
  const all = files.flatMap(({ drafts }) => brokersIn(drafts));
  if (!all.some((draft) => draft.extends)) return files;
  const byName = new Map(all.map((draft) => [`${draft.place.part.uri} ${draft.name}`, draft]));
  const bases = new Set<Draft>();
  const whole = (draft: Broker, depth = 0): Broker => {
    const { uri, name } = draft.extends ?? {};
    const base = uri === undefined || depth > MAX_EXTENDED ? undefined : byName.get(`${uri} ${name}`);
    if (!base || base === draft) return draft;
    bases.add(base);
    return extended(whole(base, depth + 1), draft);
  };
  const made = files.map((file) =>
    file.drafts.some((draft) => draft.kind === 'broker' && draft.extends)
      ? { ...file, drafts: file.drafts.map((draft) => (draft.kind === 'broker' ? whole(draft) : draft)) }
      : file,
  );
  return made.map((file) =>
    file.drafts.some((draft) => bases.has(draft))
      ? { ...file, drafts: file.drafts.filter((draft) => !bases.has(draft)) }
      : file,
  );
}

type Known = WeakMap<Broker, WeakMap<Broker, Broker>>;

/** The same for the same two: a cluster is assembled anew only when its members are others. */
const overlaid = once(lay);
const extended = once(extend);

function once(make: (base: Broker, over: Broker) => Broker): (base: Broker, over: Broker) => Broker {
  const known: Known = new WeakMap();
  return (base, over) => {
    const before = known.get(base) ?? new WeakMap<Broker, Broker>();
    known.set(base, before);
    const made = before.get(over) ?? make(base, over);
    before.set(over, made);
    return made;
  };
}

/** A service with what it takes over from the one that it extends. */
function extend(base: Broker, over: Broker): Broker {
  const { isPartial, ...own } = lay(base, over);
  const { prefix } = (over.config.entries.size > 0 ? over : base).config.environment ?? { prefix: 'KAFKA_' };
  const environment = { ...over.config.environment, prefix };
  return {
    ...own,
    ...brokerOf(
      { ...over.config, entries: own.config.entries, environment },
      {
        platform: over.platform,
        name: over.name,
        place: over.place,
        version: over.image && isSet(over.image) ? over.version : own.version,
        group: { member: true, within: `${over.place.part.uri} ` },
      },
    ),
    ...(base.isPartial && over.isPartial ? { isPartial: true } : {}),
    // Which of the variables gave them is not told: both may.
    ...(own.machine && over.machine?.options
      ? { machine: { ...own.machine, options: over.machine.options } }
      : {}),
  };
}

function lay(base: Broker, over: Broker): Broker {
  const { platform, name, place } = base;
  const config = { ...base.config, entries: new Map([...base.config.entries, ...over.config.entries]) };
  const image = said(base.image, over.image);
  const copies = said(base.copies, over.copies);
  const machine = base.machine && over.machine ? machineOf(base.machine, over.machine) : base.machine;
  const { isPartial, ...whole } = base;
  return {
    ...whole,
    ...brokerOf(config, {
      platform,
      name,
      place,
      version: isSet(over.version) ? over.version : base.version,
      group: { member: true, within: `${place.part.uri} ` },
    }),
    ...(isPartial && over.isPartial ? { isPartial } : {}),
    ...(image ? { image } : {}),
    ...(copies ? { copies } : {}),
    ...(machine ? { machine } : {}),
  };
}

/** What the override says, if it says something. */
const said = <T>(base: Value<T> | undefined, over: Value<T> | undefined): Value<T> | undefined =>
  over && over.state !== 'unset' ? over : base;

/** Of heaps, what no variable says is unknown, not unset. */
function machineOf(base: Machine, over: Machine): Machine {
  const options = over.options && isSet(over.options) ? over.options : base.options;
  return {
    ...base,
    heap: isSet(over.heap.max) || isSet(over.heap.min) ? over.heap : base.heap,
    memory: {
      request: said(base.memory.request, over.memory.request) ?? base.memory.request,
      limit: said(base.memory.limit, over.memory.limit) ?? base.memory.limit,
    },
    ...(options ? { options } : {}),
  };
}
