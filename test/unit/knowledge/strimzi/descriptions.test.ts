import assert from 'node:assert/strict';
import { byKind, descriptionOf } from '../../../../server/src/knowledge/strimzi/descriptions.ts';
import { isKind, type Kind, kinds, schemaOf } from '../../../../server/src/knowledge/strimzi/schema.ts';

/** Every path of a kind in any release. */
function pathsOf(kind: Kind): Set<string> {
  const { nodes, roots } = schemaOf(kind);
  const paths = new Set<string>();
  const visit = (at: number, path: string): void => {
    const node = nodes[at];
    for (const [name, child] of Object.entries(node?.fields ?? {})) {
      const below = path === '' ? name : `${path}.${name}`;
      paths.add(below);
      visit(child, below);
    }
    if (node?.items !== undefined) visit(node.items, `${path}[]`);
  };
  for (const { node } of roots) visit(node, '');
  return paths;
}

describe('The descriptions of Strimzi’s fields', () => {
  it('are about fields that there are', () => {
    for (const [kind, texts] of Object.entries(byKind)) {
      assert.ok(isKind(kind));
      const paths = pathsOf(kind);
      for (const path of Object.keys(texts)) assert.ok(paths.has(path), `${kind} ${path}`);
    }
  });

  it('cover every field directly below spec that v1 has, and far more than 150 paths', () => {
    let described = 0;
    const missing: string[] = [];
    for (const kind of kinds) {
      const { nodes, roots } = schemaOf(kind);
      const spec = nodes[nodes[roots.at(-1)?.node ?? 0]?.fields?.spec ?? 0];
      for (const name of Object.keys(spec?.fields ?? {})) {
        if (descriptionOf(kind, `spec.${name}`) === undefined) missing.push(`${kind} spec.${name}`);
      }
      described += [...pathsOf(kind)].filter((path) => descriptionOf(kind, path) !== undefined).length;
    }
    assert.deepEqual(missing, []);
    assert.ok(described >= 500, `${described}`);
  });

  it('are one or two short sentences each', () => {
    for (const texts of Object.values(byKind)) {
      for (const text of Object.values(texts)) {
        assert.match(text, /^[A-Za-z0-9].*\.$/);
        assert.ok(text.length <= 130, text);
      }
    }
  });

  it('do not take a label or a configuration key for a field of the same name', () => {
    assert.equal(descriptionOf('Kafka', 'metadata.labels.version'), undefined);
    assert.equal(descriptionOf('KafkaConnector', 'spec.config.tls'), undefined);
    assert.ok(descriptionOf('KafkaMirrorMaker2', 'spec.template.pod.affinity'));
  });
});
