import type { Path } from '../../model/place.ts';
import { candidates, type Operator, schemaAt } from './lookup.ts';
import { type Forbidden, isKind } from './schema.ts';

/** Why the operator takes a key out: the prefix or whole key that forbids it, or the prefixes it would need. */
export type ForbiddenReason = { prefix: string } | { option: string } | { allowed: readonly string[] };

/**
 * Whether the operator drops a key of a configuration map (spec.kafka.config, spec.config of Connect, …) before it
 * reaches Kafka; undefined when it stays, or when one of the operator versions that are meant would leave it.
 * `listeners` are the names and ports of the Kafka resource's listeners (NAME-PORT), whose own limits may be set.
 */
export function forbiddenConfig(
  kind: string,
  api: string,
  path: Path,
  key: string,
  { operator, listeners }: { operator?: Operator; listeners?: readonly string[] } = {},
): ForbiddenReason | undefined {
  if (!isKind(kind)) return undefined;
  const reasons = candidates(kind, api, operator).map(({ strimzi }) => {
    const lists = schemaAt(kind, api, path, strimzi)?.forbidden;
    return lists === undefined ? undefined : reasonIn(lists, key, listeners);
  });
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Whether a path of a kind is a configuration map that the operator filters. */
export const isFiltered = (kind: string, api: string, path: Path, operator?: Operator): boolean =>
  schemaAt(kind, api, path, operator)?.forbidden !== undefined;

/** The operator compares prefixes with the key in lower case and exceptions with the key as it is written. */
function reasonIn(
  lists: Forbidden,
  key: string,
  listeners: readonly string[] | undefined,
): ForbiddenReason | undefined {
  const lower = key.toLowerCase();
  if (lists.allowed !== undefined) {
    return lists.allowed.some((prefix) => lower.startsWith(prefix)) ? undefined : { allowed: lists.allowed };
  }
  if (lists.options?.includes(lower)) return { option: lower };
  const prefix = lists.prefixes?.find((candidate) => lower.startsWith(candidate));
  if (prefix === undefined || lists.exceptions?.includes(key)) return undefined;
  return isListenerLimit(lists.perListener, key, listeners) ? undefined : { prefix };
}

/** listener.name.NAME-PORT.KEY is allowed for a few keys; without knowing the listeners, any name may be right. */
function isListenerLimit(
  allowed: readonly string[] | undefined,
  key: string,
  listeners: readonly string[] | undefined,
): boolean {
  const match = /^listener\.name\.([^.]+)\.(.+)$/.exec(key);
  if (match === null || allowed === undefined) return false;
  const [, name = '', limit = ''] = match;
  return allowed.includes(limit) && (listeners === undefined || listeners.includes(name));
}
