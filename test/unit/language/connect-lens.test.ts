import assert from 'node:assert/strict';
import { connectLenses } from '../../../server/src/language/connect-lens.ts';
import type { ConnectRequest } from '../../../server/src/protocol.ts';
import { createReview } from '../../../server/src/review/review.ts';

/** Title, line (from 1) and request of each "Connect" in a file. */
function lenses(name: string, text: string): { title: string; line: number; request: ConnectRequest }[] {
  const uri = `file:///w/${name}`;
  const review = createReview({ rules: [], roots: ['file:///w'] });
  review.set(uri, text);
  review.refresh();
  return connectLenses(review, uri).map(({ range, command }) => ({
    title: String(command?.title),
    line: range.start.line + 1,
    request: command?.arguments?.[0],
  }));
}

const compose = (advertised: string): string => `services:
  kafka:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_LISTENERS: INTERNAL://:29092,EXTERNAL://:9092,CONTROLLER://:9093
      KAFKA_ADVERTISED_LISTENERS: ${advertised}
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
`;

describe('"Connect" above the address of a cluster', () => {
  it('takes a client.properties whole, with its security', () => {
    const text =
      'security.protocol=SSL\nbootstrap.servers=b1.example.org:9093,b2.example.org:9093\nacks=all\n';
    assert.deepEqual(lenses('client.properties', text), [
      {
        title: 'Connect to b1.example.org:9093',
        line: 2,
        request: {
          name: 'client',
          bootstrap: 'b1.example.org:9093,b2.example.org:9093',
          propertiesUri: 'file:///w/client.properties',
        },
      },
    ]);
  });

  it('stands at the listener that a compose service publishes, not at those between containers', () => {
    const text = compose('INTERNAL://kafka:29092,EXTERNAL://localhost:9092');
    assert.deepEqual(lenses('compose.yaml', text), [
      {
        title: 'Connect to localhost:9092',
        line: 10,
        request: { name: 'kafka', bootstrap: 'localhost:9092', security: 'PLAINTEXT' },
      },
    ]);
    assert.deepEqual(lenses('compose.yaml', compose('INTERNAL://kafka:29092')), []);
  });

  it('leaves the address of an external listener of Strimzi to the person, and fills in its security', () => {
    const text = `apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata:
  name: prod
spec:
  kafka:
    listeners:
      - name: tls
        port: 9093
        type: internal
        tls: true
      - name: external
        port: 9094
        type: loadbalancer
        tls: true
        authentication:
          type: scram-sha-512
`;
    const [only, ...more] = lenses('kafka.yaml', text);
    assert.deepEqual(more, []);
    assert.equal(only?.title, 'Connect');
    assert.equal(only?.line, 12);
    assert.deepEqual(
      { ...only?.request, hint: undefined },
      { name: 'prod', bootstrap: '', hint: undefined, security: 'SASL_SSL', mechanism: 'SCRAM-SHA-512' },
    );
    assert.match(String(only?.request.hint), /status of Kafka prod/);
  });

  it('is not there where the address is a placeholder, or nothing says one', () => {
    assert.deepEqual(lenses('client.properties', 'bootstrap.servers=${BROKERS}\nacks=all\n'), []);
    assert.deepEqual(lenses('client.properties', 'acks=all\nenable.idempotence=true\n'), []);
  });
});
