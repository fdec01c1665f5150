import { type StructureProblem, validateStructure } from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import type { Path, Slot } from '../model/place.ts';
import { rememberLast } from '../model/remember.ts';
import { effective } from '../model/value.ts';

/** What is wrong with a resource's structure, the same for all rules that ask; empty where its schema is not known. */
export const structureProblems = rememberLast((resource: Resource): StructureProblem[] => {
  const api = apiOf(resource);
  const { tree, type, operator } = resource;
  return api === undefined ? [] : (validateStructure(tree, type, api, operator) ?? []);
});

/** The API version without its group: v1beta2; undefined for resources of other groups. */
export function apiOf(resource: Resource): string | undefined {
  const [group, version] = (effective(resource.apiVersion) ?? '').split('/');
  return group === 'kafka.strimzi.io' ? version : undefined;
}

/** A path as people write it: spec.kafka.listeners[0].tls; `the resource` for the empty one. */
export function pathText(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'the resource' : text.replace(/^\./, '');
}

export const slotAt = (resource: Resource, path: Path): Slot => ({ part: resource.tree.slot.part, path });

/** "a, b or c" from a list, cut after `most` names. */
export function listed(names: readonly string[], most = 8): string {
  if (names.length > most) return `${names.slice(0, most).join(', ')}, …`;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** The operator as far as it is known, for a sentence: "Strimzi 0.51", "Strimzi 0.45 to 0.47", "no release of Strimzi". */
export function operatorText({ operator: { min, max } }: Resource): string {
  if (min !== undefined && min === max) return `Strimzi ${min}`;
  if (min !== undefined && max !== undefined) return `Strimzi ${min} to ${max}`;
  if (min !== undefined) return `Strimzi ${min} and newer`;
  return max === undefined ? 'Strimzi' : `Strimzi up to ${max}`;
}
