import assert from 'node:assert/strict';
import { textAt } from '../../../server/src/model/place.ts';
import { effective } from '../../../server/src/model/value.ts';
import { reachOf } from '../../../server/src/readers/listeners.ts';
import { propertiesReader } from '../../../server/src/readers/properties/reader.ts';

function listeners(text: string) {
  const part = { uri: 'file:///server.properties', format: 'properties' as const, text, offset: 0 };
  const [draft] = propertiesReader.read(part).drafts;
  assert.equal(draft?.kind, 'broker');
  return draft?.kind === 'broker' ? draft.listeners : [];
}

const described = (text: string) =>
  listeners(text).map(({ name, role, protocol, authentication, advertised, place }) => ({
    name,
    role,
    protocol: effective(protocol),
    authentication: authentication.state === 'set' ? authentication.value : authentication.state,
    advertised: advertised?.host,
    at: textAt(place),
  }));

describe('listeners of a properties file', () => {
  it('have their protocol, role and advertised host from four keys', () => {
    assert.deepEqual(
      described(`process.roles=broker,controller
node.id=1
listeners=CLIENT://:9092, CONTROLLER://:9093
advertised.listeners=CLIENT://b1.example.org:9092
controller.listener.names=CONTROLLER
listener.security.protocol.map=CLIENT:SASL_SSL,CONTROLLER:SSL
ssl.client.auth=none
listener.name.controller.ssl.client.auth=required
`),
      [
        {
          name: 'CLIENT',
          role: 'broker',
          protocol: 'SASL_SSL',
          authentication: 'SASL',
          advertised: 'b1.example.org',
          at: 'CLIENT',
        },
        {
          name: 'CONTROLLER',
          role: 'controller',
          protocol: 'SSL',
          authentication: 'tls',
          advertised: undefined,
          at: 'CONTROLLER',
        },
      ],
    );
  });

  it('are PLAINTEXT on port 9092 when nothing says so, shown on the header', () => {
    assert.deepEqual(described('broker.id=1\nlog.dirs=/data\n'), [
      {
        name: 'PLAINTEXT',
        role: 'broker',
        protocol: 'PLAINTEXT',
        authentication: 'unset',
        advertised: undefined,
        at: 'broker.id',
      },
    ]);
  });

  it('are not guessed where port or host.name may say them, or for a controller', () => {
    assert.deepEqual(described('broker.id=1\nlog.dirs=/data\nport=9093\n'), []);
    assert.deepEqual(described('process.roles=controller\nnode.id=1\nlog.dirs=/data\n'), []);
  });

  it('are unknown where a placeholder stands', () => {
    assert.deepEqual(described('broker.id=1\nlog.dirs=/data\nlisteners=${LISTENERS}\n'), []);
  });
});

describe('who can reach a host', () => {
  const cases: Record<string, string> = {
    localhost: 'loopback',
    '127.0.0.1': 'loopback',
    '10.1.2.3': 'internal',
    '172.31.0.4': 'internal',
    'b1.kafka.svc.cluster.local': 'internal',
    'kafka-1': 'internal',
    '52.18.7.9': 'external',
    'ec2-52-18-7-9.eu-west-1.compute.amazonaws.com': 'external',
    'b1.example.org': 'unknown',
    '0.0.0.0': 'unknown',
  };
  for (const [host, reach] of Object.entries(cases))
    it(`${host}: ${reach}`, () => assert.equal(reachOf(host), reach));
});
