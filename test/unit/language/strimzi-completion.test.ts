import assert from 'node:assert/strict';
import { kinds, validateStructure } from '../../../server/src/knowledge/strimzi/index.ts';
import { strimziCompletions } from '../../../server/src/language/strimzi-completion.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { noSettings } from '../../../server/src/review/settings.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { cluster, connect, OWN_IMAGE, USES_CONNECTORS } from '../../../server/src/rules/sound.ts';
import { treeFrom } from '../../support/resource.ts';
import { fill } from '../../support/snippets.ts';

/** Completes at the bar in a text. */
function complete(marked: string, operator?: string) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const found = strimziCompletions(text, offset, { operator });
  const items = found?.items ?? [];
  return {
    labels: items.map(({ label }) => label),
    item: (label: string) =>
      items.find((one) => one.label === label) ?? assert.fail(`no ${label} among ${items.length}`),
    replaced: found && text.slice(found.start, found.end),
  };
}

/** What a resource of the kind needs around it. */
const beside = (kind: string): Record<string, string> =>
  kind === 'Kafka'
    ? { 'pools.yaml': cluster()['pools.yaml'] }
    : kind === 'KafkaConnector'
      ? { 'connect.yaml': connect(OWN_IMAGE, USES_CONNECTORS) }
      : kind === 'KafkaRebalance'
        ? cluster({ spec: 'cruiseControl: {}' })
        : cluster();

/** Warnings and errors of all rules in a new file. */
function grave(files: Record<string, string>): string[] {
  const review = createReview({ rules, defaults: { ...noSettings, profile: 'production' } });
  for (const [name, text] of Object.entries(files)) review.set(`file:///d/${name}`, text);
  review.refresh();
  return review
    .findings('file:///d/new.yaml')
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const head = (kind: string, api = 'v1') =>
  `apiVersion: kafka.strimzi.io/${api}\nkind: ${kind}\nmetadata:\n  name: a\n`;

describe('completion of Strimzi fields', () => {
  it('offers the fields of spec that are not there yet, required ones first', () => {
    const { labels, item, replaced } = complete(`${head('KafkaNodePool')}spec:\n  replicas: 3\n  ro|\n`);
    assert.ok(labels.includes('roles') && labels.includes('storage') && !labels.includes('replicas'));
    assert.ok((item('roles').sortText ?? '') < (item('jvmOptions').sortText ?? ''));
    assert.equal(replaced, 'ro');
  });

  it('writes the required fields with a field, the type first', () => {
    const { item } = complete(`${head('KafkaNodePool')}spec:\n  |\n`);
    assert.equal(item('storage').newText, `storage:\n  type: $\{1|ephemeral,persistent-claim,jbod|}`);
    assert.equal(item('roles').newText, `roles:\n  - $\{1|controller,broker|}`);
  });

  it('offers the fields of a list’s item, on the dash and below it', () => {
    const listeners = `${head('Kafka')}spec:\n  kafka:\n    listeners:\n      - name: plain\n        port: 9092\n`;
    const below = complete(`${listeners}        t|\n`);
    assert.ok(
      below.labels.includes('tls') && !below.labels.includes('name') && !below.labels.includes('port'),
    );
    const onDash = complete(`${listeners}      - n|\n`);
    assert.ok(onDash.labels.includes('name') && onDash.labels.includes('port'));
    const fresh = complete(`${head('Kafka')}spec:\n  kafka:\n    listeners:\n      |\n`);
    assert.match(fresh.item('- item').newText, /^- type: .*\n {2}name: /);
  });

  it('offers only the fields of the type that is chosen', () => {
    const storage = (type: string) => `${head('KafkaNodePool')}spec:\n  storage:\n    type: ${type}\n    |\n`;
    assert.deepEqual(complete(storage('jbod')).labels, ['volumes']);
    assert.ok(complete(storage('persistent-claim')).labels.includes('size'));
    assert.ok(!complete(storage('ephemeral # for now')).labels.includes('size'));
    assert.ok(complete(storage('constructor')).labels.includes('size'));
  });

  it('reaches the depth of pod templates', () => {
    const pod = `${head('Kafka')}spec:\n  kafka:\n    template:\n      pod:\n        affinity:\n          podAntiAffinity:\n            requiredDuringSchedulingIgnoredDuringExecution:\n              - |\n`;
    assert.ok(complete(pod).labels.includes('topologyKey'));
  });

  it('offers values: of an enumeration, of booleans, inside lists of words', () => {
    const kafka = `${head('Kafka')}spec:\n  kafka:\n    listeners:\n      - name: plain\n        `;
    assert.ok(complete(`${kafka}type: |\n`).labels.includes('loadbalancer'));
    assert.deepEqual(complete(`${kafka}tls: |\n`).labels, ['true', 'false']);
    assert.deepEqual(complete(`${head('KafkaNodePool')}spec:\n  roles:\n    - |\n`).labels, [
      'controller',
      'broker',
    ]);
  });

  it('offers API versions, kinds and Kafka versions of the operator', () => {
    assert.deepEqual(complete('apiVersion: |\nkind: Kafka\n').labels, [
      'kafka.strimzi.io/v1',
      'kafka.strimzi.io/v1beta2',
    ]);
    assert.ok(complete('apiVersion: kafka.strimzi.io/v1\nkind: |\n').labels.includes('KafkaBridge'));
    const version = `${head('Kafka')}spec:\n  kafka:\n    version: |\n`;
    assert.deepEqual(complete(version, '0.49.0').labels, ['4.1.1', '4.1.0', '4.0.1', '4.0.0']);
  });

  it('leaves deprecated fields for the end, and what the operator does not have out', () => {
    const connector = (api: string) => `${head('KafkaConnector', api)}spec:\n  |\n`;
    assert.deepEqual(complete(connector('v1beta2')).item('pause').tags, [1]);
    assert.ok(!complete(connector('v1')).labels.includes('pause'));
    assert.ok(!complete(connector('v1beta2'), '0.45').labels.includes('version'));
  });

  it('offers a whole resource of every kind in an empty document, which the schema and all rules take', () => {
    const { item } = complete('---\n|\n');
    for (const kind of kinds) {
      const text = fill({ body: item(kind).newText.split('\n') });
      assert.deepEqual(validateStructure(treeFrom(text), kind, 'v1'), [], text);
      const files = { ...beside(kind), 'new.yaml': text };
      assert.deepEqual(grave(files), [], text);
    }
  });

  it('offers a whole cluster in an empty document, in which nothing is found at all', () => {
    const text = fill({ body: complete('|').item('Kafka with node pools').newText.split('\n') });
    const review = createReview({ rules, defaults: { ...noSettings, profile: 'production' } });
    review.set('file:///d/new.yaml', text);
    review.refresh();
    assert.deepEqual(
      review
        .clusters()
        .map(({ cluster: { name, brokers, controllers } }) => [name, brokers?.value, controllers?.value]),
      [['prod', 3, 3]],
    );
    assert.deepEqual(
      review.findings('file:///d/new.yaml').map(({ message }) => message),
      [],
    );
  });

  it('has nothing to say in other YAML, in comments and inside configuration maps', () => {
    assert.deepEqual(complete('apiVersion: apps/v1\nkind: Deployment\nspec:\n  |\n').labels, []);
    assert.deepEqual(complete(`${head('Kafka')}spec:\n  # |\n`).labels, []);
    assert.deepEqual(complete(`${head('Kafka')}  labels:\n    |\n`).labels, []);
  });
});
