import { at, type Cursor, child, pairsOf, textOf } from './cursor.ts';
import { cursorOf, type Id, type Resource } from './resource.ts';

/** Does a patch's `target` mean the resource? Every pattern there is must match the whole of its field. */
export function selects(target: Cursor, resource: Resource): boolean {
  const first = resource.ids[0];
  const last = resource.ids.at(-1);
  if (!first || !last) return false;
  const field = (name: string) => textOf(child(target, name));
  const either = (name: 'name' | 'namespace') => {
    const pattern = field(name);
    return matches(pattern, effective(first, name)) || matches(pattern, effective(last, name));
  };
  return (
    either('namespace') &&
    either('name') &&
    matches(field('group'), last.group) &&
    matches(field('version'), last.version) &&
    matches(field('kind'), last.kind) &&
    carries(resource, target)
  );
}

/** Has the resource the labels and annotations that a selector asks for? */
export const carries = (resource: Resource, selector: Cursor): boolean =>
  hasLabels(resource, 'labels', textOf(child(selector, 'labelSelector'))) &&
  hasLabels(resource, 'annotations', textOf(child(selector, 'annotationSelector')));

/** No namespace is the one called default. */
export const effective = (id: Id, name: 'name' | 'namespace'): string =>
  name === 'namespace' && id.namespace === '' ? 'default' : id[name];

/** Longer patterns have no use but to keep a matcher busy. */
const MAX_PATTERN = 200;
/** Names of Kubernetes are at most 253 characters long. */
const MAX_TEXT = 300;
/** The ways to match that are tried at most; kustomize's own engine follows all of them at once. */
const MAX_WAYS = 1_000_000;

function matches(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || pattern === '' || matcher(`^(?:${pattern})$`)(text);
}

/** In how many ways a pattern can be tried on a text, at most: each repeat over all of it, each group by its choices. */
function waysOf(pattern: string, text: string): number {
  const bare = pattern
    .replace(/\\./gs, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?[:=!]/g, '(');
  // A repeat of a group that repeats: no bound that is of use.
  if (/\)[*+{]/.test(bare)) return Number.POSITIVE_INFINITY;
  let ways = 1;
  const choices = [1];
  for (const char of bare) {
    if (char === '*' || char === '+' || char === '{') ways *= text.length + 1;
    else if (char === '?') ways *= 2;
    else if (char === '(') choices.push(1);
    else if (char === '|') choices.push((choices.pop() ?? 1) + 1);
    else if (char === ')') ways *= choices.pop() ?? 1;
  }
  return choices.reduce((product, count) => product * count, ways);
}

/** A pattern as a test of texts; nothing matches a broken, overlong or costly one. */
export function matcher(pattern: string): (text: string) => boolean {
  if (pattern.length > MAX_PATTERN) return () => false;
  try {
    const made = new RegExp(pattern);
    return (text) => text.length <= MAX_TEXT && waysOf(pattern, text) <= MAX_WAYS && made.test(text);
  } catch {
    return () => false;
  }
}

/** A Kubernetes label selector: `a=b,c!=d,e,!f,g in (h,i),j notin (k)`. */
function hasLabels(resource: Resource, field: string, selector: string | undefined): boolean {
  if (selector === undefined || selector.trim() === '') return true;
  const labels = at(cursorOf(resource), ['metadata', field]);
  const found = new Map(pairsOf(labels).map(({ key }) => [key.text, textOf(child(labels, key.text))]));
  return selector.split(/,(?![^()]*\))/).every((requirement) => {
    const text = requirement.trim();
    const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
    if (set) {
      const among = (set[3] ?? '').split(',').some((one) => one.trim() === found.get(set[1] ?? ''));
      return set[2] === 'in' ? among : !among;
    }
    const equals = /^([^\s!=]+)\s*(==|=|!=)\s*(\S*)$/.exec(text);
    if (equals) return (found.get(equals[1] ?? '') === (equals[3] ?? '')) !== (equals[2] === '!=');
    return text.startsWith('!') ? !found.has(text.slice(1).trim()) : found.has(text);
  });
}

/** Does the id that a patch or replacement names mean the resource, under any name it has had? */
export const named = (resource: Resource, is: (id: Id) => boolean): boolean => resource.ids.some(is);

export const sameId = (a: Id, b: Id): boolean =>
  a.group === b.group &&
  a.version === b.version &&
  a.kind === b.kind &&
  a.name === b.name &&
  effective(a, 'namespace') === effective(b, 'namespace');
