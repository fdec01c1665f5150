import {
  compareReleases,
  filteredMaps,
  isExplainedBy,
  isOutdated,
  replacementOf,
  replacementOfType,
  type StructureProblem,
} from '../knowledge/strimzi/index.ts';
import { isOlder } from '../knowledge/versions.ts';
import type { OperatorRange, Resource } from '../model/deployment.ts';
import { choice, type Fix, fix, remove, rename, set } from '../model/fix.ts';
import { effective, isSet } from '../model/value.ts';
import { hasWorkers } from '../model/worker-group.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, connect } from './sound.ts';
import { sources } from './sources.ts';
import { apiOf, pathText, slotAt, structureProblems } from './structure.ts';

type Outdated = Extract<StructureProblem, { kind: 'deprecated-field' | 'removed-field' }>;

export const strimziDeprecatedField: Rule = {
  id: 'strimzi-deprecated-field',
  title: 'A field or class that Strimzi gave up',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'warning' },
  why: `Strimzi marks fields as deprecated in v1beta2, ignores some of them at once, and leaves all of them out of v1,
the only version that Strimzi 1.0 and newer serve. A resource with such a field cannot be moved to v1 as it stands. Classes
that Kafka has itself by now left the images with 0.46.`,
  sources: [sources.strimziApi, sources.strimziChangelog],
  check: {
    resource(resource, report) {
      const outdated = structureProblems(resource).filter(isOutdated);
      const own = outdated.filter(
        (problem) => !isOfNodes(problem) && !outdated.some((other) => isExplainedBy(problem, other)),
      );
      for (const [first, ...same] of byField(own)) {
        const removed = first.kind === 'removed-field';
        report(first.place, messageOf(first, same.length, resource), {
          related: same.slice(0, 5).map(({ place, path }) => ({ place, message: pathText(path) })),
          fixes: fixesOf([first, ...same], resource),
          tag: 'deprecated',
          ...(removed && { levels: { production: 'error', dev: 'error' } as const }),
        });
      }
      checkIngress(resource, report);
      checkClasses(resource, report);
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
      strimziVersion: '0.48',
      bad: { 'user.yaml': user('«operation»: Read', 'operation: Write') },
      good: { 'user.yaml': user('operations:\n  - Read', 'operations:\n  - Write') },
    },
    {
      bad: { ...cluster({ authorization: 'authorization:\n  type: «opa»' }) },
      good: cluster(),
      fixed: false,
    },
    {
      bad: {
        'connect.yaml': connect(
          'config:\n  config.providers: env\n  config.providers.env.class: «io.strimzi.kafka.EnvVarConfigProvider»',
        ),
      },
      good: {
        'connect.yaml': connect(
          'config:\n  config.providers: env\n  config.providers.env.class: org.apache.kafka.common.config.provider.EnvVarConfigProvider',
        ),
      },
    },
    {
      bad: { ...cluster({ spec: 'kafkaExporter:\n  template:\n    «service»: {}\n    pod: {}' }) },
      good: { ...cluster({ spec: 'kafkaExporter:\n  template:\n    pod: {}' }) },
    },
  ],
};

/** The change of Strimzi 0.51; the schema does not mark it. */
function checkIngress({ type, tree, operator }: Resource, report: Report): void {
  if (type !== 'Kafka' || !isFrom(operator, '0.51')) return;
  for (const listener of tree.get('spec', 'kafka', 'listeners').items()) {
    const kind = listener.get('type').string();
    if (!isSet(kind) || kind.value !== 'ingress') continue;
    report(
      kind,
      'type: ingress is deprecated since Strimzi 0.51: its ingress controller is no longer maintained. Plan for another type, such as loadbalancer.',
      { levels: { production: 'hint', dev: 'hint' }, tag: 'deprecated' },
    );
  }
}

/** Classes that left Strimzi's images with 0.46; Kafka's own that do the same, and since when. Source: its change log. */
const replaced: Readonly<Record<string, { own: string; since: string }>> = {
  'io.strimzi.kafka.EnvVarConfigProvider': {
    own: 'org.apache.kafka.common.config.provider.EnvVarConfigProvider',
    since: '3.5',
  },
  'io.strimzi.kafka.connect.mirror.IdentityReplicationPolicy': {
    own: 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy',
    since: '3.0',
  },
};

function checkClasses(resource: Resource, report: Report): void {
  const { type, tree, operator } = resource;
  if (!hasWorkers(type)) return;
  const api = apiOf(resource);
  const version = effective(tree.get('spec', 'version').string());
  const isGone = isFrom(operator, '0.46');
  for (const config of api === undefined ? [] : filteredMaps(tree, type, api, operator)) {
    for (const { value } of config.fields()) {
      const name = value.string();
      const instead = isSet(name) && Object.hasOwn(replaced, name.value) ? replaced[name.value] : undefined;
      if (!isSet(name) || !instead || (version !== undefined && isOlder(version, instead.since))) continue;
      report(
        name,
        isGone
          ? `${name.value} is not in Strimzi's images since 0.46, and whoever needs it does not start. Use ${instead.own}.`
          : `${name.value} is deprecated, and gone from Strimzi's images with 0.46. Use ${instead.own}.`,
        { tag: 'deprecated', fixes: [choice(`Use ${instead.own}`, set(name.slot, instead.own))] },
      );
    }
  }
}

const isFrom = ({ min }: OperatorRange, release: string): boolean =>
  min !== undefined && compareReleases(min, release) >= 0;

function user(first: string, second: string): string {
  const rule = (line: string) => `- resource:
    type: topic
    name: orders
  ${line.replaceAll('\n', '\n  ')}
`;
  return `apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaUser
metadata:
  name: shop
  labels:
    strimzi.io/cluster: prod
spec:
  authorization:
    type: simple
    acls:
${`${rule(first)}${rule(second)}`.replace(/^(?=.)/gm, '      ')}`;
}

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

/** What becomes of these is said by strimzi-node-pools-required and zookeeper-mode-eol, which see the cluster. */
function isOfNodes({ kind, path }: Outdated): boolean {
  const at = path.join('.');
  if (kind === 'removed-field') return /^spec\.kafka\.(replicas|storage|resources)$/.test(at);
  return /^spec\.(zookeeper|kafka\.(replicas|storage|resources))\b/.test(at);
}

/** One field of all items of a list is one mistake. */
function byField(problems: Outdated[]): [Outdated, ...Outdated[]][] {
  const groups = new Map<string, [Outdated, ...Outdated[]]>();
  for (const problem of problems) {
    const { kind, path, value } = problem;
    const key = JSON.stringify([kind, path.map((step) => (typeof step === 'number' ? 0 : step)), value]);
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()];
}

/** `more`: how many other items of the list have the field too. */
function messageOf(problem: Outdated, more: number, resource: Resource): string {
  const { value, path } = problem;
  const one = value === undefined ? pathText(path) : `type: ${value} of ${pathText(path.slice(0, -1))}`;
  const at = more === 0 ? one : `${one} (and of ${more} more ${more === 1 ? 'item' : 'items'})`;
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

/** What mends all of them at once, as far as each can be mended that way. */
function fixesOf(problems: [Outdated, ...Outdated[]], resource: Resource): Fix[] {
  const [own = [], ...others] = problems.map((problem) => fixesOfOne(problem, resource));
  return own.flatMap((fix) => {
    const same = others.map((fixes) => fixes.find(({ title }) => title === fix.title));
    if (!same.every((one) => one !== undefined)) return [];
    return [{ ...fix, changes: [fix, ...same].flatMap(({ changes }) => changes) }];
  });
}

function fixesOfOne({ path, value, name }: Outdated, resource: Resource): Fix[] {
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
