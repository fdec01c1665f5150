import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { parseAllDocuments, stringify } from 'yaml';
import {
  isNotice,
  type StructureProblem,
  validateStructure,
} from '../../server/src/knowledge/strimzi/index.ts';
import { type Kind, kinds, prepareArtifacts } from '../../tools/strimzi/artifacts.ts';
import { treeFrom } from '../support/resource.ts';
import { sharedFolder } from '../support/shared.ts';
import { type Crd, compile, pointerStep, readCrds, type Schema, verdictOf } from './strimzi/crd.ts';
import { mutate, seeded } from './strimzi/mutate.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Resource = { [key: string]: Json };

/** Our verdict in the words of the other one; notices are no verdict, and conditions are no part of JSON Schema. */
function ourVerdict(resource: Resource, { kind, api, release }: Crd): string[] {
  // Written and read again: the verdict includes our reader. YAML 1.1 quotes what Kubernetes reads as a boolean.
  const text = stringify(resource, { version: '1.1', aliasDuplicateObjects: false });
  const problems = validateStructure(treeFrom(text), kind, api, release) ?? [];
  const lines = problems.filter(
    (it) => !isNotice(it) && it.kind !== 'condition' && it.path[0] !== 'metadata',
  );
  return [
    ...new Set(
      lines.map((it) => `${classOf(it)} /${it.path.map((step) => pointerStep(String(step))).join('/')}`),
    ),
  ]
    .map((line) => line.replace(/ \/$/, ' '))
    .sort();
}

function classOf(problem: StructureProblem): string {
  if (problem.kind === 'removed-field' || problem.kind === 'deprecated-field') {
    return problem.value === undefined ? 'unknown' : 'enum';
  }
  const classes = {
    'unknown-field': 'unknown',
    'misplaced-field': 'unknown',
    'wrong-type': 'type',
    'missing-required': 'missing',
    'not-in-enum': 'enum',
    'out-of-range': 'range',
    'wrong-format': 'format',
    'one-of': 'one-of',
    condition: 'condition',
  } as const;
  return classes[problem.kind];
}

/**
 * What the API server does before it validates: a null under a declared key is no entry.
 * Source: Kubernetes, "Extend the Kubernetes API with CustomResourceDefinitions", Defaulting and Nullable.
 */
function pruned(value: Json, schema: Schema | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => pruned(item, schema?.items));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, child]): [string, Json][] => {
    const free = typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    const declared = schema?.properties?.[key] ?? free;
    return child === null && declared !== undefined ? [] : [[key, pruned(child, declared)]];
  });
  return Object.fromEntries(entries);
}

function corpus(): Resource[] {
  const folder = join(sharedFolder(), 'corpus/strimzi');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  return files.sort().flatMap((name) =>
    parseAllDocuments(readFileSync(join(folder, name), 'utf8')).flatMap((document) => {
      if (!('contents' in document) || document.errors.length > 0) return [];
      const resource = document.toJS() as Resource | null;
      const known =
        kinds.includes(resource?.kind as Kind) &&
        String(resource?.apiVersion).startsWith('kafka.strimzi.io/');
      return resource !== null && known ? [resource] : [];
    }),
  );
}

describe('The structure of Strimzi resources, against ajv with the schemas that Strimzi generated', function () {
  this.timeout(600_000);
  let crds: Crd[];
  let resources: Resource[];
  const validators = new Map<Crd, ValidateFunction>();

  before(() => {
    prepareArtifacts();
    crds = readCrds();
    resources = corpus();
    assert.ok(resources.length > 200, `only ${resources.length} resources in the corpus`);
  });

  function ajvVerdict(resource: Resource, crd: Crd): string[] {
    const validate = validators.get(crd) ?? compile(crd);
    validators.set(crd, validate);
    validate(pruned(resource, crd.schema));
    return verdictOf(validate.errors ?? []);
  }

  const serving = ({ kind, apiVersion }: Resource): Crd[] =>
    crds.filter((crd) => crd.kind === kind && `kafka.strimzi.io/${crd.api}` === apiVersion && isServed(crd));

  /** Strimzi 0.23 stopped serving the first versions of all kinds but topics and users (catalogue, annex A). */
  const isServed = ({ kind, api }: Crd): boolean =>
    !/^v1(alpha|beta)1$/.test(api) || kind === 'KafkaTopic' || kind === 'KafkaUser';

  it('agrees on every resource of the corpus in every release that serves it', () => {
    let compared = 0;
    for (const resource of resources) {
      for (const crd of serving(resource)) {
        compared += 1;
        assert.deepEqual(
          ourVerdict(resource, crd),
          ajvVerdict(resource, crd),
          describeCase(resource, crd, []),
        );
      }
    }
    assert.ok(compared > 500);
    console.log(`      ${compared} resources in a release, all equal`);
  });

  it('agrees on 3,000 mutated resources, per file and per path', () => {
    const random = seeded(20261121);
    const judged = resources.filter((resource) => serving(resource).length > 0);
    const classes = new Map<string, number>();
    let refused = 0;
    for (let at = 0; at < 3000; at += 1) {
      const original = judged[Math.floor(random() * judged.length)] ?? {};
      const choice = serving(original);
      const crd = choice[Math.floor(random() * choice.length)];
      assert.ok(crd !== undefined);
      const resource = structuredClone(original);
      const done = mutate(resource, crd.schema, random);
      const theirs = ajvVerdict(resource, crd);
      assert.deepEqual(ourVerdict(resource, crd), theirs, describeCase(resource, crd, done));
      if (theirs.length > 0) refused += 1;
      for (const line of theirs) {
        const name = line.slice(0, line.indexOf(' '));
        classes.set(name, (classes.get(name) ?? 0) + 1);
      }
    }
    const counts = [...classes].sort().map(([name, count]) => `${name} ${count}`);
    console.log(`      3000 mutated resources, all equal: ${refused} refused (${counts.join(', ')})`);
    // A mistake that never occurred was never compared.
    assert.deepEqual([...classes.keys()].sort(), [
      'enum',
      'format',
      'missing',
      'one-of',
      'range',
      'type',
      'unknown',
    ]);
  });
});

function describeCase(resource: Resource, { kind, api, release }: Crd, changes: string[]): string {
  return `${kind} ${api} of Strimzi ${release}, after: ${changes.join('; ')}\n${JSON.stringify(resource)}`;
}
