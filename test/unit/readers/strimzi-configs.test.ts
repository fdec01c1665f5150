import assert from 'node:assert/strict';
import { hoverAt } from '../../../server/src/language/hover.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';

const byId = new Map(rules.map((rule) => [rule.id, rule]));

const connect = `apiVersion: kafka.strimzi.io/v1
kind: KafkaConnect
metadata:
  name: connect
spec:
  version: 4.2.0
  replicas: 2
  bootstrapServers: prod-kafka-bootstrap:9093
  groupId: connect
  configStorageTopic: connect-configs
  offsetStorageTopic: connect-offsets
  statusStorageTopic: connect-status
  config:
    offset.flush.interval.ms: ten
    producer.linger.ms: 10
`;

const mirror = `apiVersion: kafka.strimzi.io/v1
kind: KafkaMirrorMaker2
metadata:
  name: mirror
spec:
  mirrors:
    - source:
        alias: a
      sourceConnector:
        config:
          replication.factor: three
`;

function review(text: string) {
  const made = createReview({ rules });
  made.set('file:///d/resource.yaml', text);
  made.refresh();
  return made;
}

/** The hover on a word of a text. */
function hoverOn(text: string, word: string): string {
  const line = text.split('\n').findIndex((one) => one.includes(word));
  const character = (text.split('\n')[line]?.indexOf(word) ?? 0) + 1;
  const hover = hoverAt(review(text), byId, 'file:///d/resource.yaml', { line, character });
  return hover ? (hover.contents as { value: string }).value : '';
}

const found = (text: string) =>
  review(text)
    .findings('file:///d/resource.yaml')
    .filter(({ rule }) => rule === 'invalid-value')
    .map(({ place }) => place.part.text.slice(place.start, place.end));

describe('the configurations of Connect and MirrorMaker 2', () => {
  it('are held to what Kafka knows', () => {
    assert.deepEqual(found(connect), ['ten']);
  });

  it('are found in the lists of a mirror', () => {
    assert.match(hoverOn(mirror, 'replication.factor'), /type \| int/);
  });

  it('are explained by the version that the resource names', () => {
    const value = hoverOn(connect, 'producer.linger.ms');
    assert.match(value, /`linger\.ms` of the producer/);
    assert.match(value, /Kafka 4\.2\.0 \(from this resource\)/);
  });
});
