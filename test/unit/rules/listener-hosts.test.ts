import assert from 'node:assert/strict';
import { reviewExample, uriOf } from '../../support/example.ts';

/** A Kafka resource of three brokers beside ZooKeeper, or in KRaft mode with its node pools elsewhere. */
const kafka = (hosts: number[], zookeeper = true) => `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata:
  name: prod
spec:
  kafka:
    replicas: 3
    listeners:
      - name: clients
        port: 9094
        type: ingress
        tls: true
        configuration:
          bootstrap:
            host: kafka.example.org
          brokers:
${hosts.map((id) => `            - broker: ${id}\n              host: b${id}.example.org\n`).join('')}${
  zookeeper
    ? '  zookeeper:\n    replicas: 3\n    storage:\n      type: persistent-claim\n      size: 10Gi\n'
    : ''
}`;

function missing(text: string): (string | undefined)[] {
  return reviewExample({ 'kafka.yaml': text }, { bad: {}, good: {} })
    .findings(uriOf('kafka.yaml'))
    .filter(({ rule }) => rule === 'strimzi-listener')
    .map(({ message }) => /and (.*) none/.exec(message)?.[1]);
}

describe('hosts of an ingress listener', () => {
  it('are counted from 0 where there are no node pools', () => {
    assert.deepEqual(missing(kafka([0, 1, 2])), []);
    assert.deepEqual(missing(kafka([1, 2, 3])), ['broker 0 has']);
    assert.deepEqual(missing(kafka([1])), ['brokers 0, 2 have']);
  });

  it('are not counted where node pools may be elsewhere', () => {
    assert.deepEqual(missing(kafka([1], false)), []);
  });
});
