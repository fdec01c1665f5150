import assert from 'node:assert/strict';
import { type Marked, withoutTwins } from '../../../client/src/schema-twins.ts';

const at = (line: number, from: number, to: number): Marked['range'] => ({
  start: { line, character: from },
  end: { line, character: to },
});

describe('errors of a schema that the YAML extension shows as well', () => {
  const unknown = { code: { value: 'strimzi-unknown-field' }, source: 'kafka-review', range: at(5, 4, 12) };
  const invalid = { code: 'strimzi-invalid-field', source: 'kafka-review', range: at(9, 10, 14) };
  const operators = { code: 'strimzi-listener', source: 'kafka-review', range: at(5, 4, 12) };
  const ours = [unknown, invalid, operators];
  const theirs = { source: 'yaml-schema: kafka_v1', range: at(5, 4, 12) };

  it('are left out at the same place, and only those', () => {
    assert.deepEqual(withoutTwins(ours, [...ours, theirs], 'auto'), [invalid, operators]);
    assert.deepEqual(withoutTwins(ours, [{ ...theirs, range: at(9, 12, 13) }], 'auto'), [unknown, operators]);
  });

  it('stay while nobody else shows them', () => {
    assert.deepEqual(withoutTwins(ours, ours, 'auto'), ours);
    assert.deepEqual(withoutTwins(ours, [{ ...theirs, range: at(6, 4, 12) }], 'auto'), ours);
    assert.deepEqual(
      withoutTwins(ours, [{ ...theirs, source: 'YAML' }], 'auto'),
      ours,
      'syntax is no schema',
    );
  });

  it('follow the setting', () => {
    assert.deepEqual(withoutTwins(ours, [theirs], 'on'), ours);
    assert.deepEqual(withoutTwins(ours, [], 'off'), [operators]);
  });
});
