import assert from 'node:assert/strict';
import { copyLenses } from '../../../server/src/language/copy-lens.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker } from '../../../server/src/rules/sound.ts';

describe('lenses in a document of a running cluster', () => {
  const uri = 'file:///d/server.properties';
  const review = createReview({ rules, roots: ['file:///d'] });
  review.set(uri, broker('unclean.leader.election.enable=true'));
  review.refresh();

  it('offer above a finding the command that ends it, to copy', () => {
    const [lens, ...more] = copyLenses(review, uri, () => ({
      what: 'the command',
      text: 'kafka-configs.sh',
    }));
    assert.match(String(lens?.command?.title), /unclean\.leader\.election\.enable.*: copy the command$/);
    assert.equal(lens?.command?.command, 'kafkaReview.copyCommand');
    assert.deepEqual(lens?.command?.arguments, ['kafka-configs.sh']);
    const line = review.text(uri)?.split('\n')[lens?.range.start.line ?? -1];
    assert.equal(line, 'unclean.leader.election.enable=true');
    assert.deepEqual(more, []);
  });

  it('are none where no command can be made', () => {
    assert.deepEqual(
      copyLenses(review, uri, () => undefined),
      [],
    );
  });
});
