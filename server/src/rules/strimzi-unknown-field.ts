import type { StructureProblem } from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import { choice, type Fix, fix, remove, rename, set } from '../model/fix.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, kafka, pool, topic } from './sound.ts';
import { sources } from './sources.ts';
import { apiOf, listed, operatorText, pathText, slotAt, structureProblems } from './structure.ts';

type Unknown = Extract<StructureProblem, { kind: 'unknown-field' }>;
type Misplaced = Extract<StructureProblem, { kind: 'misplaced-field' }>;

export const strimziUnknownField: Rule = {
  id: 'strimzi-unknown-field',
  title: 'A field that the Strimzi API does not have in this place',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `kubectl refuses a resource with a field that its schema does not know. Tools that apply without strict field
validation, and operators that wrote the resource themselves, lose the field without a word: the setting never takes
effect. A field of another type (size on ephemeral storage) passes the schema and is ignored by the operator.`,
  sources: [
    sources.strimziApi,
    {
      title: 'Kubernetes: field validation',
      url: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    },
  ],
  check: {
    resource(resource, report) {
      for (const problem of structureProblems(resource)) {
        if (problem.kind === 'unknown-field') reportUnknown(resource, problem, report);
        if (problem.kind === 'misplaced-field') reportMisplaced(resource, problem, report);
      }
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'topic.yaml': topic({ partitions: '12\n  «replica»: 3', replicas: '' }) },
      good: { ...cluster(), 'topic.yaml': topic({ partitions: '12\n  replicas: 3', replicas: '' }) },
    },
    {
      bad: { ...cluster({ spec: '«topicOperator»:\n  watchedNamespace: kafka' }) },
      good: { ...cluster({ spec: '' }) },
      fixed: false,
    },
    {
      bad: {
        ...cluster(),
        'pools.yaml': `${pool({ storage: 'storage:\n  type: persistent-claim\n  «sizeLimit»: 1Gi\n  size: 500Gi' })}---\n${pool({ name: 'controllers', roles: 'controller' })}`,
      },
      good: {
        ...cluster(),
        'pools.yaml': `${pool({ storage: 'storage:\n  type: persistent-claim\n  size: 500Gi' })}---\n${pool({ name: 'controllers', roles: 'controller' })}`,
      },
    },
    {
      bad: { ...cluster({ kafka: '«clusterCa»:\n  validityDays: 730' }) },
      good: {
        'kafka.yaml': kafka({ spec: 'clusterCa:\n  validityDays: 730' }),
        'pools.yaml': cluster()['pools.yaml'],
      },
    },
  ],
};

function reportUnknown(resource: Resource, problem: Unknown, report: Report): void {
  const { name, path, suggestions, known, since, place } = problem;
  const parent = pathText(path.slice(0, -1));
  const slot = slotAt(resource, path);
  const drop: Fix = choice(`Remove ${name}`, remove(slot));
  if (since !== undefined) {
    report(
      place,
      `${name} came to ${parent} with Strimzi ${since}, and ${operatorText(resource)} with ${apiOf(resource)} is what this resource is for: the field is refused or dropped. Remove it, or upgrade.`,
      { fixes: [drop] },
    );
    return;
  }
  const [best] = suggestions;
  const advice =
    best === undefined
      ? known.length === 0
        ? 'Remove it.'
        : `It has ${listed(known)}.`
      : `Write ${listed(suggestions.map((it) => it.name))}.`;
  const renames = suggestions.map((it) => {
    const title = `Rename to ${it.name}`;
    return suggestions.length === 1
      ? fix(title, rename(slot, it.name))
      : choice(title, rename(slot, it.name));
  });
  const taken = best !== undefined && resource.tree.get(...path.slice(0, -1), best.name).kind !== 'absent';
  report(
    place,
    `${name} is no field of ${parent}: it is refused, or dropped and never takes effect. ${advice}`,
    {
      fixes: taken ? [drop] : [...renames, drop],
    },
  );
}

function reportMisplaced(resource: Resource, problem: Misplaced, report: Report): void {
  const { name, path, suggestions, place, type } = problem;
  const parent = pathText(path.slice(0, -1));
  const slot = slotAt(resource, path);
  const drop = choice(`Remove ${name}`, remove(slot));
  if (type !== undefined) {
    const own = suggestions.map((it) => it.name);
    const has = own.length === 0 ? `${type} has no fields of its own` : `${type} has ${listed(own)}`;
    report(
      place,
      `${name} means nothing in ${parent} with type: ${type}, and the operator ignores it; ${has}.`,
      {
        levels: { production: 'warning', dev: 'warning' },
        fixes: [{ ...drop, safe: true }],
        tag: 'unnecessary',
      },
    );
    return;
  }
  const places = suggestions.flatMap((it) => (it.path === undefined ? [] : [it.path]));
  const moves = places
    .filter((target) => !target.includes('[]'))
    .flatMap((target) => moveTo(resource, problem, target));
  report(
    place,
    `${name} does not belong to ${parent}, where it is refused or dropped. Its place is ${listed(places)}.`,
    { fixes: [...moves, drop] },
  );
}

/** Takes the field to where it belongs, if nothing stands there. */
function moveTo(resource: Resource, { path }: Misplaced, target: string): Fix[] {
  const steps = target.split('.');
  const value = resource.tree.get(...path).json();
  if (value === undefined || resource.tree.get(...steps).kind !== 'absent') return [];
  return [choice(`Move to ${target}`, set(slotAt(resource, steps), value), remove(slotAt(resource, path)))];
}
