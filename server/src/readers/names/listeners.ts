import type { Config, Entry } from '../../model/config.ts';
import type { Name } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';

/**
 * How listener names stand in a key's value: `NAME://…`, `NAME:PROTOCOL`, or alone. Each begins where no name goes on:
 * a long text without a colon is gone over once.
 */
const KEYS = new Map(
  Object.entries({
    listeners: /(?<![\w.-])([\w.-]+)(?=\\?:(?:\\?\/){2})/g,
    'advertised.listeners': /(?<![\w.-])([\w.-]+)(?=\\?:(?:\\?\/){2})/g,
    'listener.security.protocol.map': /(?<![\w.-])([\w.-]+)(?=\\?:)/g,
    'inter.broker.listener.name': /([\w.-]+)/g,
    'controller.listener.names': /([\w.-]+)/g,
    'control.plane.listener.name': /([\w.-]+)/g,
    'early.start.listeners': /([\w.-]+)/g,
  }),
);

/** What the keys of one listener begin with. */
const OWN_KEY = 'listener.name.';

/** The listener names of a Kafka node that has a configuration of its own; `node` is where the node begins. */
export function listenersIn(config: Config, node: Place): Name[] {
  const owners = [{ kind: 'node' as const, place: node }];
  const name = (text: string, place: Place, more: Partial<Name> = {}): Name => ({
    kind: 'listener',
    role: 'use',
    name: text,
    namespace: undefined,
    place,
    site: place,
    owners,
    ...more,
  });
  // A file may have thousands of keys that name no listener: they are passed over at once.
  const naming = [...config.entries.values()].filter(({ key }) => KEYS.has(key) || key.startsWith(OWN_KEY));
  return naming.flatMap((entry): Name[] => {
    const pattern = KEYS.get(entry.key);
    if (!pattern) return ownKeyOf(entry, name);
    if (entry.value.state !== 'set') return [];
    const { part, start, end } = entry.value.place;
    const role = entry.key === 'listeners' ? ('declaration' as const) : ('use' as const);
    return [...part.text.slice(start, end).matchAll(pattern)].map((match) => {
      const from = start + match.index;
      return name(match[0], { part, start: from, end: from + match[0].length }, { role });
    });
  });
}

/** `listener.name.NAME.KEY` in lower case, or as a variable. */
function ownKeyOf(entry: Entry, name: (text: string, place: Place, more: Partial<Name>) => Name): Name[] {
  const found = /^listener\.name\.([^.]+)\./.exec(entry.key)?.[1];
  if (found === undefined) return [];
  const { part, start, end } = entry.keyPlace;
  const raw = part.text.slice(start, end);
  const environment = entry.slot.environment;
  const lead = environment ? `${environment.prefix}LISTENER_NAME_` : OWN_KEY;
  const at = raw.indexOf(lead);
  if (at < 0) return [];
  const rest = raw.slice(at + lead.length);
  const letters = /^[^._]+/.exec(rest)?.[0] ?? '';
  const from = start + at + lead.length;
  return [
    name(
      found,
      { part, start: from, end: from + letters.length },
      {
        spelling: environment ? 'variable' : 'lower case',
        // `_` and `-` are spelled by several underscores, which this does not follow.
        ...(letters.toLowerCase() === found.toLowerCase() ? {} : { fixed: 'alias' }),
      },
    ),
  ];
}
