import assert from 'node:assert/strict';
import { fixAll } from '../../../server/src/cli/fix.ts';
import { codeActions } from '../../../server/src/language/code-actions.ts';
import { completions } from '../../../server/src/language/completion.ts';
import { lineStarts, positionAt } from '../../../server/src/model/lines.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker, topic } from '../../../server/src/rules/sound.ts';

const repeated = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

function reviewOf(name: string, text: string): Review {
  const review = createReview({ rules });
  review.set(`file:///d/${name}`, text);
  review.refresh();
  return review;
}

// Their own time limit is the proof: each of them takes minutes as soon as its time grows with a square.
describe('one file with a great many', function () {
  this.timeout(120_000);
  it('comments in a row for one line', () => {
    const text = broker(
      `${'# kafka-review-disable-next-line min-isr-equals-rf\n'.repeat(100_000)}min.insync.replicas=3`,
    );
    const found = reviewOf('server.properties', text).findings('file:///d/server.properties');
    assert.ok(found.some(({ rule, suppressed }) => rule === 'min-isr-equals-rf' && suppressed === ''));
  });

  it('fixes in one document', () => {
    const item = topic({ config: 'min.insync.replicas: 3' }).trim().replaceAll('\n', '\n  ');
    const review = reviewOf('topics.yaml', `kind: List\nitems:\n${repeated(500, () => `- ${item}\n`)}`);
    assert.equal(fixAll(review, ['file:///d/topics.yaml']).length, 500);
  });

  it('empty lines, or characters that end lines elsewhere', () => {
    for (const blank of ['\n', '\u2028', ' ']) {
      const text = `${topic()}${blank.repeat(200_000)}\n`;
      const review = reviewOf('topic.yaml', text);
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      codeActions(review, {
        uri: 'file:///d/topic.yaml',
        range,
        only: undefined,
        version: 1,
        asksForReason: false,
      });
      completions(review, 'file:///d/topic.yaml', positionAt(lineStarts(text), topic().length), text);
    }
  });

  it('rules that there are not, in settings', () => {
    const review = reviewOf(
      '.kafka-review.yaml',
      `rules:\n${repeated(100_000, (n) => `  rule-${n}: off\n`)}`,
    );
    assert.equal(review.findings('file:///d/.kafka-review.yaml').length, 100_000);
  });

  it('brokers of one cluster, whose findings name each other', () => {
    const review = createReview({ rules });
    for (let id = 0; id < 200; id += 1) {
      const text = broker(`node.id=${id}\ndefault.replication.factor=1\nmin.insync.replicas=1`);
      review.set(`file:///d/node-${id}/server.properties`, text);
    }
    review.refresh();
    const found = review.files().flatMap((uri) => review.findings(uri));
    const related = found.flatMap((finding) => finding.related);
    assert.ok(found.some(({ rule }) => rule === 'replication-factor-one'));
    assert.ok(
      related.length <= 20 * found.length,
      `${related.length} places beside ${found.length} findings`,
    );
  });

  it('mistakes in one value: they are one finding that says how many', () => {
    const values: Record<string, [rule: string, entry: string]> = {
      'escapes that are none': ['syntax', `broker.rack=${'\\uzz'.repeat(20_000)}`],
      passwords: [
        'secret-in-plain-text',
        `sasl.jaas.config=PlainLoginModule required${repeated(20_000, (n) => ` user_${n}="swordfish"`)};`,
      ],
      users: ['super-users-format', `super.users=${repeated(20_000, (n) => `user:u${n};`)}`],
      ports: ['listener-port-invalid', `listeners=${repeated(20_000, (n) => `L${n}://:99999,`)}`],
    };
    for (const [what, [rule, entry]] of Object.entries(values)) {
      const found = reviewOf('server.properties', broker(entry)).findings('file:///d/server.properties');
      const messages = found.flatMap((finding) => (finding.rule === rule ? [finding.message] : []));
      assert.equal(messages.length, 1, what);
      assert.match(messages[0] ?? '', / There are 19999 more in this (value|entry)\.$/, what);
    }
  });

  it('heredocs that end nowhere', () => {
    const open = (n: number) =>
      `resource "aws_msk_configuration" "c${n}" {\n  server_properties = <<X${n}\nmin.insync.replicas=3\n}\n`;
    const text = `${repeated(10_000, open)}${open(1)}X1\n`;
    assert.equal(reviewOf('msk.tf', text).files().length, 1);
  });
});
