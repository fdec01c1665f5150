import assert from 'node:assert/strict';
import { factsOf } from '../../../server/src/knowledge/facts.ts';
import { parseSetting, splitList } from '../../../server/src/knowledge/setting.ts';
import type { Scope } from '../../../server/src/knowledge/table.ts';

const parse = (scope: Scope, key: string, text: string, version?: string) => {
  const facts = factsOf(scope, key, version);
  assert.ok(facts, key);
  return parseSetting(facts, text);
};
const value = (...args: Parameters<typeof parse>) => {
  const parsed = parse(...args);
  return 'ok' in parsed ? parsed.ok : parsed.error.kind;
};

describe('A setting as Kafka reads it', () => {
  it('takes true and false in any case, trimmed, and nothing else', () => {
    const read = (text: string) => value('broker', 'auto.create.topics.enable', text);
    assert.deepEqual(['TRUE', ' false ', 'yes', '1', ''].map(read), [true, false, 'type', 'type', 'type']);
  });

  it('takes whole numbers within the type', () => {
    const read = (text: string) => value('broker', 'log.retention.hours', text);
    assert.deepEqual(['168', ' +7 ', '-1', '1e3', '2147483648', '7d', '1_000'].map(read), [
      168,
      7,
      -1,
      'type',
      'type',
      'type',
      'type',
    ]);
    assert.equal(value('broker', 'log.retention.ms', '9223372036854775808'), 'type');
  });

  it('holds numbers against their range and names it', () => {
    const parsed = parse('broker', 'num.io.threads', '0');
    assert.ok('error' in parsed);
    assert.deepEqual([parsed.error.kind, parsed.error.min], ['range', 1]);
    assert.equal(parsed.error.message, 'num.io.threads is 0: Kafka takes 1 or more');
    assert.equal(value('topic', 'segment.bytes', '1000', '3.9.2'), 1000);
    assert.equal(value('topic', 'segment.bytes', '1000', '4.3.1'), 'range');
  });

  it('knows the choices', () => {
    assert.equal(value('topic', 'compression.type', 'zstd'), 'zstd');
    assert.equal(value('topic', 'compression.type', 'brotli'), 'choice');
    assert.equal(value('consumer', 'security.protocol', 'sasl_ssl', '4.3.1'), 'sasl_ssl');
    assert.equal(value('topic', 'cleanup.policy', 'compact,purge'), 'choice');
  });

  it('reads metadata versions in their short and long forms', () => {
    const read = (text: string) => value('broker', 'inter.broker.protocol.version', text, '3.9.2');
    assert.deepEqual(['3.9', '3.9-IV0', '3.9.1', '0.10.2', '9.9', 'IV0'].map(read), [
      '3.9',
      '3.9-IV0',
      '3.9.1',
      '0.10.2',
      'choice',
      'choice',
    ]);
  });

  it('reads numbers with a fraction as Java does', () => {
    const read = (text: string) => value('broker', 'log.cleaner.min.cleanable.ratio', text);
    assert.deepEqual(['0.5', '.5', '5e-1', '0.5f', '0,5', '1.1', 'half'].map(read), [
      0.5,
      0.5,
      0.5,
      0.5,
      'type',
      'range',
      'type',
    ]);
  });

  it('splits lists at commas with the white space around them', () => {
    assert.deepEqual(splitList(' a , b,c '), ['a', 'b', 'c']);
    assert.deepEqual(splitList('a,,b'), ['a', '', 'b']);
    assert.deepEqual(splitList('  '), []);
  });
});
