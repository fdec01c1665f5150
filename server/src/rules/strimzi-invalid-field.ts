import { similar } from '../knowledge/similar.ts';
import { isKind, kinds, type StructureProblem } from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import { choice, type Fix, fix, remove, set } from '../model/fix.ts';
import { type Path, type Place, textAt } from '../model/place.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, machine, pool, topic, WORKER } from './sound.ts';
import { sources } from './sources.ts';
import { apiOf, listed, pathText, slotAt, structureProblems } from './structure.ts';

export const strimziInvalidField: Rule = {
  id: 'strimzi-invalid-field',
  title: 'A value or missing field that the Strimzi API refuses',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `The API server checks every resource against its schema: types, allowed values, bounds, required fields, and
fields of which exactly one may stand. What does not fit is refused as a whole, and the resource stays as it was.`,
  sources: [sources.strimziApi],
  check: {
    resource(resource, report) {
      if (apiOf(resource) !== undefined && isUnknownKind(resource.type)) reportKind(resource, report);
      const problems = structureProblems(resource);
      for (const problem of problems) {
        const message = messageOf(problem, resource);
        if (message === undefined) continue;
        report(problem.place, message, { refused: true, fixes: fixesOf(problem, resource) });
      }
      for (const group of missingByParent(problems)) {
        report(group.place, missingText(group), { refused: true, fixes: movesFromConfig(group, resource) });
      }
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'topic.yaml': topic({ partitions: '«"12"»' }) },
      good: { ...cluster(), 'topic.yaml': topic() },
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic({ replicas: '«40000»' }) },
      good: { ...cluster(), 'topic.yaml': topic({ replicas: '3' }) },
      fixed: { ...cluster(), 'topic.yaml': topic({ replicas: '32767' }) },
    },
    {
      bad: {
        ...cluster(),
        'pools.yaml': `${pool({ storage: 'storage:\n  type: «jbood»\n  volumes:\n    - id: 0\n      type: persistent-claim\n      size: 500Gi\n      deleteClaim: false' })}---\n${pool({ name: 'controllers', roles: 'controller' })}`,
      },
      good: {
        ...cluster(),
        'pools.yaml': `${pool()}---\n${pool({ name: 'controllers', roles: 'controller' })}`,
      },
    },
    {
      bad: {
        ...cluster({
          listeners:
            'listeners:\n  - «name»: internal\n    port: 9093\n    type: internal\n    authentication:\n      type: scram-sha-512',
        }),
      },
      good: {
        ...cluster({
          listeners:
            'listeners:\n  - name: internal\n    port: 9093\n    type: internal\n    authentication:\n      type: scram-sha-512\n    tls: true',
        }),
      },
      fixed: false,
    },
    {
      bad: {
        'connect.yaml': connect(
          '«spec»',
          '',
          '    group.id: c\n    config.storage.topic: cc\n    offset.storage.topic: co\n    status.storage.topic: cs\n',
        ),
      },
      good: {
        'connect.yaml': connect(
          'spec',
          '\n  configStorageTopic: cc\n  groupId: c\n  offsetStorageTopic: co\n  statusStorageTopic: cs',
          '',
        ),
      },
    },
    {
      bad: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: «4Gi»') }),
      good: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g') }),
    },
    {
      bad: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g').replace('16Gi', '«16GB»') }),
      good: cluster({}, { machine: machine('16Gi', '-Xms: 4g\n-Xmx: 4g') }),
    },
    {
      bad: { ...cluster(), 'topic.yaml': topic().replace('kind: KafkaTopic', 'kind: «KafkaTopics»') },
      good: { ...cluster(), 'topic.yaml': topic() },
    },
    {
      bad: { ...cluster({ annotations: 'team: «true»' }) },
      good: { ...cluster({ annotations: 'team: "true"' }) },
    },
  ],
};

/** MirrorMaker 1 ended with Strimzi 0.46; it was a kind before. */
const isUnknownKind = (type: string): boolean => type !== '' && type !== 'KafkaMirrorMaker' && !isKind(type);

function reportKind(resource: Resource, report: Report): void {
  const { type, tree } = resource;
  const close = similar(type, kinds);
  const advice = close.length === 0 ? `It has ${listed(kinds, kinds.length)}.` : `Write ${listed(close)}.`;
  report(
    tree.get('kind').place,
    `${type} is no kind of kafka.strimzi.io: the resource is refused. ${advice}`,
    {
      refused: true,
      fixes: close.map((name) => choice(`Set the kind to ${name}`, set(tree.get('kind').slot, name))),
    },
  );
}

function connect(spec: string, fields: string, config: string): string {
  return `apiVersion: kafka.strimzi.io/v1
kind: KafkaConnect
metadata:
  name: connect
${spec}:
  replicas: 3
  bootstrapServers: prod-kafka-bootstrap:9093
${WORKER.replace(/^/gm, '  ')}
  config:
${config}    config.storage.replication.factor: 3${fields}
`;
}

interface Missing {
  parent: Path;
  place: Place;
  names: string[];
}

/** All fields that an object lacks are one mistake, but for those whose name stands there with a slip in it. */
function missingByParent(problems: readonly StructureProblem[]): Missing[] {
  const groups = new Map<string, Missing>();
  for (const problem of problems) {
    if (problem.kind !== 'missing-required' || isMisspelled(problem.path, problems)) continue;
    const parent = problem.path.slice(0, -1);
    const key = JSON.stringify(parent);
    const group = groups.get(key) ?? { parent, place: problem.place, names: [] };
    group.names.push(problem.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function isMisspelled(path: Path, problems: readonly StructureProblem[]): boolean {
  const parent = JSON.stringify(path.slice(0, -1));
  return problems.some(
    (other) =>
      other.kind === 'unknown-field' &&
      JSON.stringify(other.path.slice(0, -1)) === parent &&
      other.suggestions.some(({ name }) => name === path.at(-1)),
  );
}

function missingText({ parent, names }: Missing): string {
  const [first, ...others] = names;
  if (others.length === 0) {
    return `${pathText([...parent, first ?? ''])} is missing: the resource is refused. Add it.`;
  }
  const last = names.at(-1);
  return `${names.slice(0, -1).join(', ')} and ${last} of ${pathText(parent)} are missing: the resource is refused. Add them.`;
}

/** What v1 of Connect and MirrorMaker 2 took out of config. */
const oncePartOfConfig: Readonly<Record<string, string>> = {
  groupId: 'group.id',
  configStorageTopic: 'config.storage.topic',
  offsetStorageTopic: 'offset.storage.topic',
  statusStorageTopic: 'status.storage.topic',
};

function movesFromConfig({ parent, names }: Missing, resource: Resource): Fix[] {
  const moves = names.flatMap((name) => {
    const before = [...parent, 'config', oncePartOfConfig[name] ?? ''];
    const value = name in oncePartOfConfig ? resource.tree.get(...before).json() : undefined;
    if (value === undefined) return [];
    return [set(slotAt(resource, [...parent, name]), value), remove(slotAt(resource, before))];
  });
  return moves.length === names.length * 2
    ? [fix(`Move ${names.map((name) => oncePartOfConfig[name]).join(', ')} out of config`, ...moves)]
    : [];
}

function messageOf(problem: StructureProblem, resource: Resource): string | undefined {
  const at = pathText(problem.path);
  switch (problem.kind) {
    case 'wrong-type':
      return `${at} must be ${article(problem.expected)}, and this is ${foundText(problem, resource)}: the resource is refused.`;
    case 'not-in-enum': {
      const [best] = problem.suggestions;
      const advice = best === undefined ? '' : ` Write ${best.name}.`;
      return `${problem.value} is no value of ${at}, which takes ${listed(problem.expected, 12)}: the resource is refused.${advice}`;
    }
    case 'out-of-range':
      return rangeText(problem, at);
    case 'wrong-format':
      return formatText(problem, at);
    case 'one-of':
      return oneOfText(problem, at);
    case 'condition':
      return conditionTexts[problem.name]?.(at);
    default:
      return undefined;
  }
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);

function foundText(problem: Extract<StructureProblem, { kind: 'wrong-type' }>, resource: Resource): string {
  const { found, path } = problem;
  if (found === 'object' || found === 'list') return article(found);
  if (found === 'null') return 'nothing';
  const value = resource.tree.get(...path).json();
  return `the ${found} ${JSON.stringify(value)}`;
}

function rangeText(problem: Extract<StructureProblem, { kind: 'out-of-range' }>, at: string): string {
  const { value, minimum, maximum, items } = problem;
  if (items) return `${at} has ${value} items and needs at least ${minimum}: the resource is refused.`;
  const bounds =
    minimum !== undefined && maximum !== undefined
      ? `between ${minimum} and ${maximum}`
      : minimum !== undefined
        ? `at least ${minimum}`
        : `at most ${maximum}`;
  return `${at} = ${value} must be ${bounds}: the resource is refused.`;
}

type WrongFormat = Extract<StructureProblem, { kind: 'wrong-format' }>;

function formatText(problem: WrongFormat, at: string): string {
  const size = sizeFor(problem);
  const advice = size === undefined ? '' : ` Write ${size}.`;
  if (isHeap(problem))
    return `${problem.value} is no size for the JVM, which counts in m and g: the resource is refused.${advice}`;
  // The pattern of a quantity is longer than anybody reads.
  if (problem.pattern.includes('numkMGTPE'))
    return `${problem.value} is no quantity of Kubernetes, such as 500m, 4 or 8Gi: the resource is refused.${advice}`;
  return `${JSON.stringify(problem.value)} has not the form of ${at}, ${problem.pattern}: the resource is refused.`;
}

const isHeap = ({ path }: WrongFormat): boolean => path.at(-1) === '-Xmx' || path.at(-1) === '-Xms';

/** The size as this field takes it, where the text is one with a unit of somebody else: 4Gi, 4GB, 4gb. */
function sizeFor(problem: WrongFormat): string | undefined {
  const [, number, unit = ''] = /^(\d+) ?([kmgt])i?b?$/i.exec(problem.value) ?? [];
  if (number === undefined) return undefined;
  if (isHeap(problem)) {
    if (/t/i.test(unit)) return `${Number(number) * 1024}g`;
    return /[mg]/i.test(unit) ? `${number}${unit.toLowerCase()}` : undefined;
  }
  const isSize = ['memory', 'sizeLimit', 'tmpDirSizeLimit'].includes(String(problem.path.at(-1)));
  return isSize ? `${number}${unit.toUpperCase()}i` : undefined;
}

function oneOfText(problem: Extract<StructureProblem, { kind: 'one-of' }>, at: string): string {
  const names = problem.groups.map((group) => group.join(' with '));
  const present = problem.present.map((group) => group.join(' with '));
  return present.length === 0
    ? `${at} has none of ${listed(names)}, and needs exactly one: the resource is refused.`
    : `${at} has ${present.join(' and ')}, of which only one may stand: the resource is refused.`;
}

const conditionTexts: Readonly<Record<string, (at: string) => string>> = {
  'jmx-exporter-needs-value-from': (at) =>
    `${at} is missing, which tells jmxPrometheusExporter where its rules are: the resource is refused.`,
  'no-strimzi-metrics-reporter': (at) =>
    `${at} cannot be strimziMetricsReporter here: the resource is refused. Use jmxPrometheusExporter.`,
  'rack-needs-topology-key': (at) =>
    `${at} is missing, from which the rack is taken: the resource is refused. Set it to topology.kubernetes.io/zone.`,
  'rack-needs-variable-name': (at) =>
    `${at} is missing, which names the variable that holds the rack: the resource is refused.`,
  'days-only-with-tls': (at) => `${at} can only stand with type: tls: the resource is refused.`,
  'days-together': (at) =>
    `${at} is missing: validityDays and renewalDays must be set together, or the resource is refused.`,
  'renewal-before-validity': (at) =>
    `${at} must be less than validityDays, or the certificate ends before it is renewed: the resource is refused.`,
};

function fixesOf(problem: StructureProblem, resource: Resource): Fix[] {
  const slot = slotAt(resource, problem.path);
  switch (problem.kind) {
    case 'not-in-enum': {
      const { suggestions } = problem;
      return suggestions.map(({ name }) =>
        suggestions.length === 1
          ? fix(`Set to ${name}`, set(slot, name))
          : choice(`Set to ${name}`, set(slot, name)),
      );
    }
    case 'out-of-range': {
      const { value, minimum, maximum, items } = problem;
      const bound = minimum !== undefined && value < minimum ? minimum : maximum;
      return items || bound === undefined ? [] : [choice(`Set to ${bound}`, set(slot, bound))];
    }
    case 'wrong-type':
      return retypings(problem);
    case 'wrong-format': {
      const size = sizeFor(problem);
      return size === undefined ? [] : [choice(`Set to ${size}`, set(slot, size))];
    }
    case 'one-of':
      return problem.present
        .slice(1)
        .map((group) =>
          choice(
            `Remove ${group.join(' and ')}`,
            ...group.map((name) => remove(slotAt(resource, [...problem.path, name]))),
          ),
        );
    default:
      return [];
  }
}

/** The same text with the type that is asked for: quotes taken away, or put around it. */
function retypings({ expected, found, place }: Extract<StructureProblem, { kind: 'wrong-type' }>): Fix[] {
  const text = textAt(place);
  if (expected === 'string' && (found === 'number' || found === 'boolean')) {
    return [fix(`Write "${text}" in quotes`, { kind: 'replace', place, text: `"${text}"` })];
  }
  const bare = /^(['"])(.*)\1$/.exec(text)?.[2];
  const fits = bare !== undefined && formOf[expected]?.test(bare);
  return fits ? [fix(`Write ${bare} without quotes`, { kind: 'replace', place, text: bare })] : [];
}

const formOf: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
};
