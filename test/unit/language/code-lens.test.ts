import assert from 'node:assert/strict';
import { codeLenses } from '../../../server/src/language/code-lens.ts';
import type { ShowPlacesRequest } from '../../../server/src/protocol.ts';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker, cluster, topic } from '../../../server/src/rules/sound.ts';

function reviewOf(files: Record<string, string>): Review {
  const review = createReview({ rules, roots: ['file:///d'] });
  for (const [file, text] of Object.entries(files)) review.set(`file:///d/${file}`, text);
  review.refresh();
  return review;
}

const lenses = (files: Record<string, string>, name: string): (string | undefined)[] =>
  codeLenses(reviewOf(files), `file:///d/${name}`).map(({ command }) => command?.title);

describe('code lenses', () => {
  it('say above a Kafka resource what the cluster is made of', () => {
    const files = { ...cluster(), 'topics.yaml': `${topic()}---\n${topic({ name: 'payments' })}` };
    assert.deepEqual(lenses(files, 'kafka.yaml'), [
      '3 brokers · 3 controllers · 2 topics · no problems',
      '5 references',
    ]);
  });

  it('say above a node pool what it is to its cluster', () => {
    assert.deepEqual(lenses(cluster(), 'pools.yaml'), [
      '3 brokers of prod · no problems',
      '3 controllers of prod · no problems',
    ]);
    const combined = { ...cluster({}, { roles: 'broker controller', replicas: '1' }) };
    assert.match(lenses(combined, 'pools.yaml')[0] ?? '', /^1 combined node of prod · \d problems?$/);
  });

  it('count the problems of the cluster in all its files, and of no other one', () => {
    const files = {
      ...cluster(),
      'topics.yaml': `${topic({ config: 'min.insync.replicas: 3' })}---\n${topic({ name: 'b', labels: 'strimzi.io/cluster: other', config: 'min.insync.replicas: 3' })}`,
    };
    assert.equal(lenses(files, 'kafka.yaml')[0], '3 brokers · 3 controllers · 1 topic · 1 problem');
  });

  it('show the problems on a click, else the references, where the client can', () => {
    const click = (config: string) => {
      const review = reviewOf({ ...cluster(), 'topic.yaml': topic({ config }) });
      const [lens] = codeLenses(review, 'file:///d/kafka.yaml', true);
      assert.equal(lens?.command?.command, 'kafkaReview.showPlaces');
      const [{ position, locations }] = (lens?.command?.arguments ?? assert.fail()) as [ShowPlacesRequest];
      assert.deepEqual(position, { line: 3, character: 8 });
      return locations?.map(({ uri }) => uri);
    };
    assert.deepEqual(click('min.insync.replicas: 3'), ['file:///d/topic.yaml']);
    assert.equal(click('min.insync.replicas: 2'), undefined);
    const [plain] = codeLenses(reviewOf(cluster()), 'file:///d/kafka.yaml');
    assert.equal(plain?.command?.command, '');
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
