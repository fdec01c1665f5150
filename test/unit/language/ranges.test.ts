import assert from 'node:assert/strict';
import type { SelectionRange } from 'vscode-languageserver-types';
import { foldingRanges, selectionRanges } from '../../../server/src/language/ranges.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { broker } from '../../../server/src/rules/sound.ts';

describe('growing selections', () => {
  it('lie in each other even where a key without a value ends', () => {
    const review = createReview({ rules: [] });
    const text = `${broker()}num.io.threads`;
    review.set('file:///d/server.properties', text);
    const line = text.split('\n').length - 1;
    const [first] = selectionRanges(review, 'file:///d/server.properties', [{ line, character: 14 }]);
    const character = (selection: SelectionRange | undefined) => selection?.range.start.character;
    assert.deepEqual([character(first), character(first?.parent)], [14, 0]);
  });
});

describe('folding', () => {
  const folds = (name: string, text: string) => {
    const review = createReview({ rules: [] });
    review.set(`file:///d/${name}`, text);
    return foldingRanges(review, `file:///d/${name}`)?.map(({ startLine, endLine }) => [startLine, endLine]);
  };

  it('takes what is indented below a line, lists as deep as their key too', () => {
    const text = `apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata:
  name: orders
spec:
  kafka:
    listeners:
    - name: tls
      port: 9093

    - name: other
      port: 9094
    version: 4.3.1
`;
    assert.deepEqual(folds('kafka.yaml', text)?.sort(), [
      [0, 12],
      [10, 11],
      [2, 3],
      [4, 12],
      [5, 12],
      [6, 11],
      [7, 8],
    ]);
  });

  it('leaves a file that is not Kafka’s to the editor', () => {
    assert.equal(folds('ci.yaml', '# a\n# b\non:\n  push:\n    branches: [main]\n'), undefined);
    assert.equal(folds('server.properties', '# a\n# b\nmax-players=20\n'), undefined);
  });

  it('takes runs of comments in a properties file', () => {
    assert.deepEqual(folds('server.properties', `# a\n# b\n${broker()}`), [[0, 1]]);
  });
});
