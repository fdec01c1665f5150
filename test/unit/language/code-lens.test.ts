import assert from 'node:assert/strict';
import { codeLenses } from '../../../server/src/language/code-lens.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker, cluster, topic } from '../../../server/src/rules/sound.ts';

function lenses(files: Record<string, string>, name: string): (string | undefined)[] {
  const review = createReview({ rules, roots: ['file:///d'] });
  for (const [file, text] of Object.entries(files)) review.set(`file:///d/${file}`, text);
  review.refresh();
  return codeLenses(review, `file:///d/${name}`).map(({ command }) => command?.title);
}

describe('code lenses', () => {
  it('say above a Kafka resource what the cluster is made of', () => {
    const files = { ...cluster(), 'topics.yaml': `${topic()}---\n${topic({ name: 'payments' })}` };
    assert.deepEqual(lenses(files, 'kafka.yaml'), ['3 brokers · 3 controllers · 2 topics · no problems']);
    assert.deepEqual(lenses(files, 'pools.yaml'), [
      'node pool of prod: 3 brokers',
      'node pool of prod: 3 brokers',
    ]);
  });

  it('count problems, and say what the files do not tell', () => {
    assert.deepEqual(lenses({ 'server.properties': broker('min.insync.replicas=3') }, 'server.properties'), [
      'brokers elsewhere · 1 problem',
    ]);
  });

  it('say why a file is judged as development', () => {
    const [, profile] = lenses({ 'dev/server.properties': broker() }, 'dev/server.properties');
    assert.equal(profile, 'dev profile (path: dev)');
  });
});
