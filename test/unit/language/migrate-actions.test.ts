import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver-types';
import { codeActions } from '../../../server/src/language/code-actions.ts';
import { createReview } from '../../../server/src/review/review.ts';

const topic = (name: string, api = 'v1beta2') =>
  `# ${name}\napiVersion: kafka.strimzi.io/${api}\nkind: KafkaTopic\nmetadata:\n  name: ${name}\n  labels: {strimzi.io/cluster: prod}\nspec:\n  partitions: 3\n`;

/** The migrations offered for a.yaml with the cursor on a line, and what they make of the files. */
function offered(files: Record<string, string>, line: number, only?: string[], invoked = false) {
  const review = createReview({ rules: [] });
  for (const [name, text] of Object.entries(files)) review.set(`file:///${name}`, text);
  review.refresh();
  const at = { line, character: 0 };
  const request = {
    uri: 'file:///a.yaml',
    range: { start: at, end: at },
    only,
    invoked,
    version: 1,
    asksForReason: false,
  };
  return codeActions(review, request)
    .filter((action): action is CodeAction => action.title.startsWith('Migrate'))
    .map(({ title, kind, edit }) => ({ title, kind, files: Object.keys(edit?.changes ?? {}), edit }));
}

describe('the code action for v1', () => {
  it('is offered on the line that names the version, and changes that line only', () => {
    const [action, ...others] = offered({ 'a.yaml': topic('a') }, 1);
    assert.equal(others.length, 0);
    assert.equal(action?.title, 'Migrate this file to kafka.strimzi.io/v1');
    const [edit] = action?.edit?.changes?.['file:///a.yaml'] ?? [];
    assert.deepEqual([edit?.range.start.line, edit?.range.end.line], [1, 1]);
    assert.equal(edit?.newText, 'apiVersion: kafka.strimzi.io/v1');
  });

  it('is not offered elsewhere, nor in a file of v1', () => {
    assert.deepEqual(offered({ 'a.yaml': topic('a') }, 4), []);
    assert.deepEqual(offered({ 'a.yaml': topic('a', 'v1') }, 1, ['source']), []);
  });

  it('is offered for the whole workspace among the source actions', () => {
    const files = { 'a.yaml': topic('a'), 'b.yaml': topic('b'), 'c.yaml': topic('c', 'v1') };
    const [file, workspace] = offered(files, 4, ['source']);
    assert.deepEqual(file?.files, ['file:///a.yaml']);
    assert.equal(workspace?.title, 'Migrate all 2 files to kafka.strimzi.io/v1');
    assert.deepEqual(workspace?.files, ['file:///a.yaml', 'file:///b.yaml']);
  });

  it('is offered for the whole workspace on the version, too, to a person who asks', () => {
    const files = { 'a.yaml': topic('a'), 'b.yaml': topic('b') };
    const titles = (invoked: boolean, line = 1) =>
      offered(files, line, undefined, invoked).map(({ title }) => title);
    assert.deepEqual(titles(false), ['Migrate this file to kafka.strimzi.io/v1']);
    assert.deepEqual(titles(true), [
      'Migrate this file to kafka.strimzi.io/v1',
      'Migrate all 2 files to kafka.strimzi.io/v1',
    ]);
    assert.deepEqual(titles(true, 4), []);
  });

  it('says how much is left to a person', () => {
    const kafka =
      'apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: {name: prod}\nspec:\n  kafka:\n    version: 3.5.0\n    listeners: [{name: a, port: 9092, type: internal, tls: false}]\n';
    const [action] = offered({ 'a.yaml': kafka }, 0);
    assert.equal(action?.title, 'Migrate this file to kafka.strimzi.io/v1 (1 thing left to do)');
  });
});
