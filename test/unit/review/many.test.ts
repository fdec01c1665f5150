import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { Rule } from '../../../server/src/rules/rule.ts';
import { cluster, topic } from '../../../server/src/rules/sound.ts';

const root = 'file:///fleet';

/** A list of its own: what was found sound with another one does not count. */
const reviewed = (files: Record<string, string>, list: Rule[] = [...rules]): Review => {
  const review = createReview({ rules: list, roots: [root] });
  for (const [name, text] of Object.entries(files)) review.set(`${root}/${name}`, text);
  review.refresh();
  return review;
};

const found = (review: Review, name: string): string[] =>
  review
    .findings(`${root}/${name}`)
    .map(({ rule, severity, place, message }) => [rule, severity, place.start, place.end, message].join(' '));

const line = fc.constantFrom(
  'retention.ms: 604800000',
  'retention.ms: "604800000" # a week',
  'retention.ms: 7d',
  'retention.ms: -2',
  'min.insync.replicas: 2',
  'min.insync.replicas: 3',
  'cleanup.policy: compact',
  'cleanup.policy: "compact "',
  'segment.bytes: 10',
  'retention.mss: 1',
  'compression.type: {{ .Values.type }}',
);
const config = fc.uniqueArray(line, { maxLength: 4, selector: (one) => one.split(':')[0] });
const topics = fc.array(fc.record({ config, replicas: fc.constantFrom(1, 2, 3), comment: fc.boolean() }), {
  minLength: 1,
  maxLength: 8,
});

const fileOf = (
  { config, replicas, comment }: { config: string[]; replicas: number; comment: boolean },
  n: number,
) =>
  `${topic({ name: `topic-${n}`, config: config.join('\n') }).replace(
    /replicas: \d+/,
    `replicas: ${replicas}`,
  )}${comment ? '# kafka-review ignore invalid-value\n' : ''}`;

describe('many topics', () => {
  it('are told what each would be told alone', () =>
    fc.assert(
      fc.property(topics, (made) => {
        const files = Object.fromEntries(made.map((one, n) => [`topic-${n}.yaml`, fileOf(one, n)]));
        const together = reviewed({ ...cluster(), ...files }, rules);
        for (const [name, text] of Object.entries(files))
          assert.deepEqual(found(together, name), found(reviewed({ ...cluster(), [name]: text }), name));
      }),
      { numRuns: 20, seed: 7 },
    ));

  it('are whole for who looks at them afterwards', () => {
    const review = reviewed({
      ...cluster(),
      'topic.yaml': topic({ name: 'orders', config: 'retention.ms: 1000' }),
    });
    const [known] = review.clusters()[0]?.topics() ?? [];
    assert.deepEqual([...(known?.config.entries.keys() ?? [])], ['retention.ms']);
    const drafts = review.file(`${root}/topic.yaml`)?.parts.flatMap(({ reading }) => reading.drafts) ?? [];
    assert.deepEqual(
      drafts.map((draft) => (draft.kind === 'topic' ? draft.replicas.state : draft.kind)),
      ['resource', 'set'],
    );
  });

  it('are looked at again when their cluster changes', () => {
    const review = reviewed({ ...cluster(), 'topic.yaml': topic({ name: 'orders' }) });
    assert.deepEqual(found(review, 'topic.yaml'), []);
    for (const [name, text] of Object.entries(cluster()))
      review.set(`${root}/${name}`, text.replace(/replicas: 3/g, 'replicas: 1'));
    review.refresh();
    assert.match(found(review, 'topic.yaml').join('\n'), /replication/);
  });
});
