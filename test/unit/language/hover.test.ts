import assert from 'node:assert/strict';
import { hoverAt } from '../../../server/src/language/hover.ts';
import { inlayHints } from '../../../server/src/language/inlay-hints.ts';
import { documentSymbols } from '../../../server/src/language/symbols.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker, cluster, topic } from '../../../server/src/rules/sound.ts';

const byId = new Map(rules.map((rule) => [rule.id, rule]));
const uri = (name: string) => `file:///d/${name}`;

function review(files: Record<string, string>): Review {
  const made = createReview({ rules });
  for (const [name, text] of Object.entries(files)) made.set(uri(name), text);
  made.refresh();
  return made;
}

function hover(files: Record<string, string>, name: string, word: string): string {
  const lines = (files[name] ?? '').split('\n');
  const line = lines.findIndex((one) => one.includes(word));
  const found = hoverAt(review(files), byId, uri(name), {
    line,
    character: (lines[line]?.indexOf(word) ?? 0) + 1,
  });
  return found ? (found.contents as { value: string }).value : '';
}

const everything = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('hover', () => {
  it('says type, default, valid values and how a change takes effect', () => {
    const text = hover(
      { 'server.properties': broker('num.io.threads=16') },
      'server.properties',
      'num.io.threads',
    );
    assert.match(text, /^\*\*num\.io\.threads\*\* {2}\n\w.*\.?\n/, 'what it is comes first');
    assert.match(text, /type \| int/);
    assert.match(text, /default \| `8`/);
    assert.match(text, /valid \| 1 or more/);
    assert.match(text, /while running, for the whole cluster/);
    assert.match(text, /documentation\/#brokerconfigs_num\.io\.threads/);
  });

  it('says which version it speaks of, and why', () => {
    const files = {
      ...cluster({ version: 'version: 3.9.0' }),
      'topic.yaml': topic({ config: 'retention.ms: 604800000' }),
    };
    assert.match(hover(files, 'topic.yaml', 'retention.ms'), /Kafka 3\.9\.0 \(from kafka\.yaml\)/);
    assert.match(
      hover({ 'server.properties': broker() }, 'server.properties', 'num.partitions'),
      /newest known/,
    );
  });

  it('leads from a topic key to its broker counterpart', () => {
    const files = { ...cluster(), 'topic.yaml': topic({ config: 'retention.ms: 604800000' }) };
    assert.match(hover(files, 'topic.yaml', 'retention.ms'), /`log\.retention\.ms` on the broker/);
  });

  it('reads a number as people say it', () => {
    assert.match(
      hover(
        { 'server.properties': broker('log.segment.bytes=1073741824') },
        'server.properties',
        'log.segment',
      ),
      /1 GiB/,
    );
  });
});

describe('inlay hints', () => {
  it('stand behind durations and sizes, and nowhere else', () => {
    const text = broker('log.retention.ms=604800000\nlog.segment.bytes=1073741824\nnum.io.threads=16');
    const labels = inlayHints(
      review({ 'server.properties': text }),
      uri('server.properties'),
      everything,
    ).map(({ label }) => label);
    assert.deepEqual(labels, ['7 d', '1 GiB']);
  });
});

describe('the outline', () => {
  it('names each resource with its configuration', () => {
    const files = {
      'topics.yaml': `${topic({ config: 'retention.ms: 1000' })}---\n${topic({ name: 'payments' })}`,
    };
    const symbols = documentSymbols(review(files), uri('topics.yaml'));
    assert.deepEqual(
      symbols.map(({ name, detail, children }) => [
        name,
        detail,
        children?.flatMap((child) => child.children?.map((key) => key.name)),
      ]),
      [
        ['orders', 'KafkaTopic', ['retention.ms']],
        ['payments', 'KafkaTopic', []],
      ],
    );
  });

  it('does not show passwords', () => {
    const symbols = documentSymbols(
      review({ 'server.properties': broker('ssl.keystore.password=secret') }),
      uri('server.properties'),
    );
    assert.equal(symbols.find(({ name }) => name === 'ssl.keystore.password')?.detail, '');
  });
});
