import {
  isExplainedBy,
  isOutdated,
  replacementOf,
  replacementOfType,
  type StructureProblem,
} from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import { choice, type Fix, fix, remove, rename, set } from '../model/fix.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { apiOf, pathText, slotAt, structureProblems } from './structure.ts';

type Outdated = Extract<StructureProblem, { kind: 'deprecated-field' | 'removed-field' }>;

export const strimziDeprecatedField: Rule = {
  id: 'strimzi-deprecated-field',
  title: 'A field that Strimzi gave up',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'warning' },
  why: `Strimzi marks fields as deprecated in v1beta2, ignores some of them at once, and leaves all of them out of v1,
the only version that Strimzi 1.0 and newer serve. A resource with such a field cannot be moved to v1 as it stands.`,
  sources: [sources.strimziApi, sources.strimziChangelog],
  check: {
    resource(resource, report) {
      const outdated = structureProblems(resource).filter(isOutdated);
      for (const problem of outdated) {
        if (isOfNodes(problem) || outdated.some((other) => isExplainedBy(problem, other))) continue;
        const removed = problem.kind === 'removed-field';
        report(problem.place, messageOf(problem, resource), {
          fixes: fixesOf(problem, resource),
          tag: 'deprecated',
          ...(removed && { levels: { production: 'error', dev: 'error' } as const }),
        });
      }
    },
  },
  examples: [
    {
      strimziVersion: '0.48',
      bad: { 'connector.yaml': connector('v1beta2', '«pause»: true') },
      good: { 'connector.yaml': connector('v1beta2', 'state: paused') },
    },
    {
      bad: { 'connector.yaml': connector('v1', '«pause»: false') },
      good: { 'connector.yaml': connector('v1', 'state: running') },
    },
    {
      bad: { ...cluster({ authorization: 'authorization:\n  type: «opa»' }) },
      good: cluster(),
      fixed: false,
    },
    {
      bad: { ...cluster({ spec: 'kafkaExporter:\n  template:\n    «service»: {}\n    pod: {}' }) },
      good: { ...cluster({ spec: 'kafkaExporter:\n  template:\n    pod: {}' }) },
    },
  ],
};

function connector(api: string, line: string): string {
  return `apiVersion: kafka.strimzi.io/${api}
kind: KafkaConnector
metadata:
  name: orders-sink
  labels:
    strimzi.io/cluster: connect
spec:
  class: org.example.OrdersSink
  tasksMax: 3
  config:
    topics: orders
  ${line}
`;
}

/** Whether these still count is said by strimzi-node-pools-required and zookeeper-mode-eol, which see the cluster. */
const isOfNodes = ({ kind, path }: Outdated): boolean =>
  kind === 'deprecated-field' &&
  /^spec\.(zookeeper|kafka\.(replicas|storage|resources))\b/.test(path.join('.'));

function messageOf(problem: Outdated, resource: Resource): string {
  const { value, path } = problem;
  const at = value === undefined ? pathText(path) : `type: ${value} of ${pathText(path.slice(0, -1))}`;
  const instead = insteadOf(problem, resource);
  const advice =
    instead === undefined ? 'Remove it.' : `${instead.charAt(0).toUpperCase()}${instead.slice(1)}.`;
  if (problem.kind === 'deprecated-field') {
    return `${at} is deprecated and not part of v1. ${advice}`;
  }
  const api = apiOf(resource);
  const gone = api === 'v1' ? 'is not part of v1' : `is gone since Strimzi ${problem.lastIn}`;
  return `${at} ${gone}: it is refused or dropped. ${advice}`;
}

function insteadOf({ path, value, movedTo }: Outdated, resource: Resource): string | undefined {
  if (value !== undefined) return replacementOfType(value);
  return (
    replacementOf(resource.type, path)?.instead ?? (movedTo === undefined ? undefined : `use ${movedTo}`)
  );
}

function fixesOf({ path, value, name }: Outdated, resource: Resource): Fix[] {
  if (value !== undefined) return [];
  const slot = slotAt(resource, path);
  const replacement = replacementOf(resource.type, path);
  const drop = choice(`Remove ${name}`, remove(slot));
  if (replacement?.ignored) return [{ ...drop, safe: true }];
  if (replacement?.field === undefined) return [drop];
  const { field } = replacement;
  const beside = [...path.slice(0, -1), field.name];
  const old = resource.tree.get(...path).json();
  const fresh = old === undefined ? undefined : field.value(old);
  if (fresh === undefined || resource.tree.get(...beside).kind !== 'absent') return [drop];
  const changes = fresh === old ? [] : [set(slot, fresh)];
  return [fix(`Use ${field.name}`, ...changes, rename(slot, field.name)), drop];
}
