// Signing in with bearer tokens that a real authorization server on this machine has signed, and real brokers check.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromClientProperties } from '../../server/src/cluster/client-properties.ts';
import {
  type ClusterConnection,
  isProblem,
  parseBootstrap,
  type TokenSource,
} from '../../server/src/cluster/connection.ts';
import { schemas } from '../../server/src/cluster/protocol/generated/schemas.ts';
import { openSession } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import { testConnection } from '../../server/src/cluster/test-connection.ts';
import { eventually } from '../support/eventually.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';
import { patient } from './support/patient.ts';
import { recordingProxy } from './support/recording-proxy.ts';
import { readNames, requestsOf } from './support/requests.ts';
import { startTokenEndpoint, type TokenEndpoint } from './support/token-endpoint.ts';

describe('OAUTHBEARER', function () {
  this.timeout(240_000);
  let kafka: TestKafka;
  let endpoint: TokenEndpoint;

  before(async () => {
    endpoint = await startTokenEndpoint();
    kafka = await startKafka({
      version: '4.3.1',
      tokens: endpoint,
      tokenValidator: 'MskTokens',
      requestLog: true,
      // A session ends when its sign-in is this old; kafkajs signs in anew ten seconds before.
      settings: { 'connections.max.reauth.ms': 11_000 },
    });
  });
  after(async () => {
    await kafka?.stop();
    await endpoint?.stop();
  });

  /** What Kafka's own tools take for it. */
  async function clientProperties(change: Record<string, string> = {}): Promise<ClusterConnection> {
    const module = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule';
    const { clientId, clientSecret } = { ...endpoint, ...change };
    const text = `
bootstrap.servers=${kafka.bootstrap('SASL_PLAINTEXT')}
security.protocol=SASL_PLAINTEXT
sasl.mechanism=OAUTHBEARER
sasl.oauthbearer.token.endpoint.url=${change.url ?? endpoint.tokens}
sasl.jaas.config=${module} required clientId="${clientId}" clientSecret="${clientSecret}" scope="kafka";
`;
    const connection = await fromClientProperties(text, () => Promise.reject(new Error('no file')));
    assert.ok(!isProblem(connection), JSON.stringify(connection));
    return connection;
  }

  function withSource(source: TokenSource): ClusterConnection {
    const bootstrap = parseBootstrap(kafka.bootstrap('SASL_PLAINTEXT'));
    assert.ok(Array.isArray(bootstrap));
    return { bootstrap, sasl: { mechanism: 'OAUTHBEARER', ...source } };
  }

  async function works(connection: ClusterConnection): Promise<void> {
    await eventually(async () => {
      const result = await testConnection(connection);
      assert.ok('brokers' in result, JSON.stringify(result));
      assert.deepEqual([result.brokers, result.missing], [3, []]);
    });
  }

  async function fails(connection: ClusterConnection, text: RegExp): Promise<void> {
    await eventually(async () => {
      const began = Date.now();
      const result = await testConnection(connection);
      assert.ok('kind' in result, JSON.stringify(result));
      assert.ok(Date.now() - began < 6000);
      assert.equal(result.kind, 'token', result.text);
      assert.match(result.text, text);
      for (const secret of ['reviewer-secret', 'wrong-one', 'eyJ']) assert.ok(!result.text.includes(secret));
    });
  }

  it('works with client credentials, asking for one token however many brokers there are', async () => {
    const connection = await clientProperties();
    await eventually(async () => {
      const before = endpoint.given();
      const result = await testConnection(connection);
      assert.ok('brokers' in result && result.brokers === 3, JSON.stringify(result));
      assert.equal(endpoint.given(), before + 1);
    });
  });

  it('works with a command that prints a token', async () => {
    await works(withSource({ tokenCommand: `printf %s ${endpoint.sign()}` }));
  });

  it('says when the client secret is wrong', async () => {
    await fails(
      await clientProperties({ clientSecret: 'wrong-one' }),
      /token endpoint 127\.0\.0\.1:\d+ answered 401 \(invalid_client\)\. Check the client's id and secret/,
    );
  });

  it('says when the token endpoint is not there', async () => {
    await fails(
      await clientProperties({ url: 'http://127.0.0.1:1/token' }),
      /token endpoint 127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });

  it('says when the command fails, prints nothing, or prints something else', async () => {
    await fails(withSource({ tokenCommand: 'exit 3' }), /the token command ended with 3/);
    await fails(withSource({ tokenCommand: 'true' }), /the token command printed no token/);
    await fails(withSource({ tokenCommand: 'echo not logged in' }), /the token command printed no token/);
  });

  it('says when the brokers refuse a token: of another audience or issuer, too old, or forged', async () => {
    const forged = endpoint.sign().replace(/.{8}$/, 'AAAAAAAA');
    const old = { iat: 1_000_000_000, exp: 1_000_000_300 };
    for (const token of [
      endpoint.sign({ aud: 'other' }),
      endpoint.sign({ iss: 'other' }),
      endpoint.sign(old),
      forged,
    ]) {
      await fails(
        withSource({ tokenCommand: `printf %s ${token}` }),
        /refused the token \(invalid_token\)\. Check its issuer, audience, time and scope/,
      );
    }
  });

  describe('with tokens of AWS for Amazon MSK', () => {
    const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'];
    const before = names.map((name): [string, string | undefined] => [name, process.env[name]]);
    beforeEach(() => {
      for (const name of names) delete process.env[name];
      process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
      process.env.AWS_SECRET_ACCESS_KEY = 'reviewer-secret';
    });
    afterEach(() => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });
    const iam = (region?: string): ClusterConnection => {
      const bootstrap = parseBootstrap(kafka.bootstrap('SASL_PLAINTEXT'));
      assert.ok(Array.isArray(bootstrap));
      return { bootstrap, sasl: { mechanism: 'AWS_MSK_IAM', ...(region ? { region } : {}) } };
    };

    it('works with a broker that holds them to their form and time', () => works(iam('eu-west-1')));

    it('says when no region is known', () =>
      fails(iam(), /no AWS region is given, and 127\.0\.0\.1 does not name one/));
  });

  it('signs in anew before a session ends, and goes on', async () => {
    const session = await openSession(await clientProperties(), patient);
    try {
      for (let poll = 0; poll < 3; poll++) {
        const snapshot = await takeSnapshot(session);
        assert.deepEqual(
          snapshot.brokers.map(({ answer, config, logDirs }) => [answer.state, config.state, logDirs.state]),
          [1, 2, 3].map(() => ['answered', 'read', 'read']),
          `poll ${poll}`,
        );
        assert.equal(snapshot.groups.incomplete, undefined);
        await sleep(1500);
      }
    } finally {
      session.close();
    }
  });

  it('has only ever asked to read, but for signing in', async () => {
    const proxy = await recordingProxy();
    proxy.passTo(kafka.port(1, 'SASL_PLAINTEXT'));
    const bootstrap = parseBootstrap(proxy.address);
    assert.ok(Array.isArray(bootstrap));
    const session = await openSession({ ...(await clientProperties()), bootstrap });
    await takeSnapshot(session);
    session.close();
    await proxy.stop();
    const saslAuthenticate = 36;
    const reads = Object.values(schemas).map(({ key }) => key);
    assert.deepEqual(
      proxy.keys.filter((key) => key !== saslAuthenticate && !reads.includes(key)),
      [],
    );
    for (const key of [18, 17, saslAuthenticate, 3]) assert.ok(proxy.keys.includes(key), `${key}`);
    assert.deepEqual(
      [...requestsOf(kafka).keys()].filter((name) => !readNames.includes(name)),
      [],
    );
  });
});
