import type { Machine } from '../model/deployment.ts';
import type { Place, Slot } from '../model/place.ts';
import { bytesOfJvm } from '../model/quantity.ts';
import type { Value } from '../model/value.ts';

/** A machine of which a file tells nothing: what is absent there may be set by an image or a script. */
export function unknownMachine(anchor: Place): Machine {
  const slot: Slot = { part: anchor.part, path: [] };
  const unknown = { state: 'unknown' as const, text: '', place: anchor, slot };
  return {
    heap: { max: unknown, min: unknown },
    memory: { limit: unknown, request: unknown },
    volumes: [],
    spread: {
      template: false,
      variables: [],
      nodeLabels: [],
      constraintsAt: unknown,
      constraints: [],
      antiAffinity: [],
    },
  };
}

/**
 * The heap that KAFKA_HEAP_OPTS asks for, in bytes, each flag at its own place in the text. Without the variable it is
 * unknown; with it, a flag that is not among the options is unset, and written behind them.
 */
export function heapOf(options: Value<string> | undefined, anchor: Place): Machine['heap'] {
  return { max: flag('-Xmx', options, anchor), min: flag('-Xms', options, anchor) };
}

function flag(name: string, options: Value<string> | undefined, anchor: Place): Value<number> {
  if (!options || options.state === 'unset') return unknownMachine(anchor).memory.limit;
  if (options.state === 'unknown') return options;
  const { part } = anchor;
  const raw = part.text.slice(options.place.start, options.place.end);
  const match = new RegExp(`${name}(\\S*?)(?=["'\\s]|$)`).exec(raw);
  const end = match ? options.place.start + match.index + match[0].length : options.place.end;
  const place = { part, start: match ? end - (match[1] ?? '').length : end, end };
  const slot: Slot = {
    part,
    path: options.slot.path,
    within: match ? { place } : { place, before: ` ${name}` },
  };
  if (!match) return { state: 'unset', place: options.place, slot };
  const bytes = bytesOfJvm(match[1] ?? '');
  return bytes === undefined
    ? { state: 'unknown', text: match[1] ?? '', place, slot }
    : { state: 'set', value: bytes, text: match[1] ?? '', place, slot };
}
