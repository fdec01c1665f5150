import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { fromClientProperties } from '../../server/src/cluster/client-properties.ts';
import { type ClusterConnection, isProblem, parseBootstrap } from '../../server/src/cluster/connection.ts';
import { healthOf } from '../../server/src/cluster/health.ts';
import {
  type ClusterSource,
  clusterDashboard,
  clusterDocument,
  clusterSupport,
  clusterTree,
  openCluster,
  refreshCluster,
  testCluster,
} from '../../server/src/cluster/messages.ts';
import { openSession } from '../../server/src/cluster/session.ts';
import { takeSnapshot } from '../../server/src/cluster/snapshot/take.ts';
import type { ClusterSnapshot } from '../../server/src/cluster/snapshot/types.ts';
import { testConnection } from '../../server/src/cluster/test-connection.ts';
import type { TreeNode } from '../../server/src/cluster/tree/node.ts';
import { startClient } from '../server/client.ts';
import { eventually } from '../support/eventually.ts';
import { startKafka, type TestKafka } from './support/kafka.ts';
import { patient } from './support/patient.ts';
import { type RecordingProxy, recordingProxy } from './support/recording-proxy.ts';

/** Longer than any person waits for "Test connection". */
const patience = 6000;

describe('a connection to a secured Kafka', function () {
  this.timeout(240_000);
  let kafka: TestKafka;
  const servers: Server[] = [];
  let balancer: RecordingProxy;

  before(async () => {
    balancer = await recordingProxy();
    kafka = await startKafka({
      version: '4.3.1',
      security: true,
      advertised: { ELSEWHERE: (id) => `broker-${id}.invalid:9092`, BALANCED: () => balancer.address },
    });
    balancer.passTo(kafka.port(2, 'BALANCED'));
  });
  after(async () => {
    for (const server of servers) server.close();
    await balancer?.stop();
    await kafka?.stop();
  });

  const file = (name: string): string => join(kafka.folder, 'tls', name);

  async function connection(properties: Record<string, string>): Promise<ClusterConnection> {
    const text = Object.entries(properties)
      .map(([key, value]) => `${key}=${value.replaceAll('\n', '\\n\\\n')}\n`)
      .join('');
    const result = await fromClientProperties(text, (path) => readFile(path));
    assert.ok(!isProblem(result), JSON.stringify(result));
    return result;
  }

  const login = (module: string, user: string, password: string): string =>
    `org.apache.kafka.common.security.${module} required username="${user}" password="${password}";`;
  const plain = (user = 'admin', password = 'admin-secret') => ({
    'sasl.mechanism': 'PLAIN',
    'sasl.jaas.config': login('plain.PlainLoginModule', user, password),
  });
  const scram = (mechanism = 'SCRAM-SHA-512', user = 'admin', password = 'admin-secret') => ({
    'sasl.mechanism': mechanism,
    'sasl.jaas.config': login('scram.ScramLoginModule', user, password),
  });
  const saslSsl = () => ({
    'bootstrap.servers': kafka.bootstrap('SASL_SSL'),
    'security.protocol': 'SASL_SSL',
    'ssl.truststore.location': file('ca.crt'),
  });
  const saslPlaintext = () => ({
    'bootstrap.servers': kafka.bootstrap('SASL_PLAINTEXT'),
    'security.protocol': 'SASL_PLAINTEXT',
  });

  async function works(properties: Record<string, string>): Promise<void> {
    const made = await connection(properties);
    await eventually(async () => {
      const result = await testConnection(made);
      assert.ok('brokers' in result, JSON.stringify(result));
      assert.deepEqual([result.brokers, result.missing], [3, []]);
    });
  }

  async function fails(properties: Record<string, string>, kind: string, text: RegExp): Promise<void> {
    const made = await connection(properties);
    await eventually(async () => {
      const began = Date.now();
      const result = await testConnection(made);
      assert.ok('kind' in result, `it worked: ${JSON.stringify(result)}`);
      assert.ok(Date.now() - began < patience, `${Date.now() - began} ms`);
      assert.equal(result.kind, kind, result.text);
      assert.match(result.text, text);
      for (const secret of ['admin-secret', 'client-secret', 'wrong-one']) {
        assert.ok(!result.text.includes(secret), result.text);
      }
    });
  }

  /** A server on 127.0.0.1 that does one thing to each connection. */
  async function listener(onConnection: Parameters<typeof createServer>[1]): Promise<string> {
    const server = createServer(onConnection as never).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((done) => server.once('listening', done));
    const address = server.address();
    assert.ok(address && typeof address === 'object');
    return `127.0.0.1:${address.port}`;
  }

  it('works with PLAINTEXT', () => works({ 'bootstrap.servers': kafka.bootstrap() }));
  it('works with SASL PLAIN over plaintext', () => works({ ...saslPlaintext(), ...plain() }));
  it('works with SCRAM-SHA-256 over TLS', () => works({ ...saslSsl(), ...scram('SCRAM-SHA-256') }));
  it('works with SCRAM-SHA-512 over TLS', () => works({ ...saslSsl(), ...scram() }));

  const mutual = () => ({
    'bootstrap.servers': kafka.bootstrap('SSL'),
    'security.protocol': 'SSL',
    'ssl.truststore.location': file('ca.crt'),
  });
  it('says nothing of its secrets to the editor, working or not', async () => {
    const client = await startClient(undefined);
    let said = '';
    client.process.stdout?.on('data', (bytes) => {
      said += bytes;
    });
    const ask = <T>(request: string, parameter: unknown): Promise<T> =>
      client.connection.sendRequest(request, parameter);
    const openAll = async (id: string, node = ''): Promise<void> => {
      const lines = await ask<TreeNode[]>(clusterTree, { id, node });
      for (const line of lines) if (line.fold !== 'none') await openAll(id, line.id);
    };
    const source = (password: string, store = 'client-secret'): ClusterSource => ({
      bootstrap: kafka.bootstrap('SASL_SSL'),
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'admin', password },
      tls: {
        'ssl.truststore.location': file('ca.crt'),
        'ssl.keystore.location': file('client.p12'),
        'ssl.keystore.password': store,
      },
    });
    try {
      const sources = {
        works: source('admin-secret'),
        fails: source('wrong-one'),
        shut: source('admin-secret', 'not-of-this-store'),
      };
      for (const [id, from] of Object.entries(sources)) {
        const tried = await ask<{ kind?: string }>(testCluster, from);
        assert.equal(tried.kind, { works: undefined, fails: 'wrong-password', shut: 'unusable' }[id], id);
        await ask(openCluster, { id, name: id, source: from });
        await ask(refreshCluster, id);
        await openAll(id);
        await ask(clusterDashboard, id);
        await ask(clusterDocument, `kafka:/${id}/${id}/brokers/1.properties`);
      }
      assert.match(await ask<string>(clusterSupport, true), /TLS, SCRAM-SHA-512/);
      await ask(clusterSupport, false);
      assert.match(said, /security\.protocol|listeners=/, 'a broker as a document is among what is searched');
      for (const secret of ['admin-secret', 'client-secret', 'wrong-one', 'not-of-this-store'])
        assert.equal(said.includes(secret), false, secret);
    } finally {
      await client.stop();
    }
  });
  it('works with mutual TLS: PEM in one file', async () => {
    await works({ ...mutual(), 'ssl.keystore.location': file('client.pem'), 'ssl.keystore.type': 'PEM' });
  });
  it('works with mutual TLS: a PKCS12 store of openssl', async () => {
    await works({
      ...mutual(),
      'ssl.keystore.location': file('client.p12'),
      'ssl.keystore.password': 'client-secret',
    });
  });
  it('works with PKCS12 stores of keytool, for trust and for the key', async () => {
    keytool(
      '-importcert',
      '-noprompt',
      '-alias',
      'ca',
      '-file',
      file('ca.crt'),
      '-keystore',
      file('trust.p12'),
      '-storetype',
      'PKCS12',
      '-storepass',
      'client-secret',
    );
    keytool(
      '-importkeystore',
      '-srckeystore',
      file('client.p12'),
      '-srcstorepass',
      'client-secret',
      '-destkeystore',
      file('java.p12'),
      '-deststoretype',
      'PKCS12',
      '-deststorepass',
      'client-secret',
    );
    await works({
      ...mutual(),
      'ssl.truststore.location': file('trust.p12'),
      'ssl.truststore.password': 'client-secret',
      'ssl.keystore.location': file('java.p12'),
      'ssl.keystore.password': 'client-secret',
    });
  });

  it('gives the command that converts a JKS store, and the command works', async () => {
    const jks = file('own.jks');
    keytool(
      '-importcert',
      '-noprompt',
      '-alias',
      'ca',
      '-file',
      file('ca.crt'),
      '-keystore',
      jks,
      '-storetype',
      'JKS',
      '-storepass',
      'client-secret',
    );
    const properties = (path: string) =>
      `bootstrap.servers=${kafka.bootstrap('SASL_SSL')}\nsecurity.protocol=SSL\nssl.truststore.location=${path}\nssl.truststore.password=client-secret\n`;
    const result = await fromClientProperties(properties(jks), (path) => readFile(path));
    assert.ok(isProblem(result) && result.command);
    const passwords = ' -srcstorepass client-secret -deststorepass client-secret';
    const converted = spawnSync('sh', ['-c', result.command + passwords], { encoding: 'utf8' });
    assert.equal(converted.status, 0, converted.stderr);
    assert.ok(!isProblem(await fromClientProperties(properties(file('own.p12')), (path) => readFile(path))));
  });

  it('says when the password is wrong', async () => {
    await fails(
      { ...saslSsl(), ...scram('SCRAM-SHA-512', 'admin', 'wrong-one') },
      'wrong-password',
      /user name or password \(SCRAM-SHA-512\)/,
    );
    await fails({ ...saslPlaintext(), ...plain('admin', 'wrong-one') }, 'wrong-password', /\(PLAIN\)/);
    await fails(
      { ...saslPlaintext(), ...scram('SCRAM-SHA-256', 'stranger', 'wrong-one') },
      'wrong-password',
      /user exists/,
    );
  });
  it('says which mechanisms are enabled when another is asked for', async () => {
    const token = await listener((socket) => {
      socket.once('data', () => {
        const body = '{"access_token":"abc","expires_in":60}';
        socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      });
    });
    const oauth = {
      'sasl.mechanism': 'OAUTHBEARER',
      'sasl.oauthbearer.token.endpoint.url': `http://${token}/token`,
      'sasl.jaas.config':
        'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="me" clientSecret="wrong-one";',
    };
    await fails(
      { ...saslPlaintext(), ...oauth },
      'mechanism-not-enabled',
      /it enables PLAIN, SCRAM-SHA-256, SCRAM-SHA-512|it enables .*SCRAM-SHA-512/,
    );
  });
  it('says when a listener has no SASL, and when it wants SASL', async () => {
    await fails(
      { 'bootstrap.servers': kafka.bootstrap(), 'security.protocol': 'SASL_PLAINTEXT', ...plain() },
      'sasl-not-used',
      /does not use SASL/,
    );
    await fails({ 'bootstrap.servers': kafka.bootstrap('SASL_PLAINTEXT') }, 'sasl-expected', /SCRAM-SHA-256/);
  });
  it('says when TLS meets plaintext, either way round', async () => {
    await fails(
      { 'bootstrap.servers': kafka.bootstrap('SSL') },
      'tls-expected',
      /speaks TLS; this connection is plaintext/,
    );
    await fails(
      { ...saslSsl(), ...plain(), 'bootstrap.servers': kafka.bootstrap() },
      'plaintext-expected',
      /speaks plaintext; this connection uses TLS/,
    );
  });
  it('says when the authority is unknown', async () => {
    await fails(
      { ...saslSsl(), ...scram(), 'ssl.truststore.location': file('stranger.crt') },
      'unknown-ca',
      /authority that is not trusted/,
    );
    const { 'ssl.truststore.location': _, ...withoutCa } = saslSsl();
    await fails({ ...withoutCa, ...scram() }, 'unknown-ca', /authority/);
  });
  it('says when the name is not in the certificate, and lets it pass when names are not checked', async () => {
    const port = kafka.port(1, 'SASL_SSL');
    const other = { ...saslSsl(), ...scram(), 'bootstrap.servers': `127.0.0.2:${port}` };
    const forward = await proxy('127.0.0.2', port);
    servers.push(forward);
    await fails(
      { ...other, 'bootstrap.servers': `127.0.0.2:${portOf(forward)}` },
      'name-mismatch',
      /it is for 127\.0\.0\.1\./,
    );
    await works({
      ...other,
      'bootstrap.servers': `127.0.0.2:${portOf(forward)}`,
      'ssl.endpoint.identification.algorithm': '',
    });
  });
  it('says when a client certificate is asked for', async () => {
    await fails(mutual(), 'client-certificate', /asks for a client certificate/);
  });
  it('says when nothing listens, nothing answers, or something else does', async () => {
    await fails({ 'bootstrap.servers': '127.0.0.1:1' }, 'refused', /nothing listens on 127\.0\.0\.1:1/);
    await fails({ 'bootstrap.servers': 'broker.invalid:9092' }, 'unknown-host', /broker\.invalid/);
    const mute = await listener(() => {});
    await fails({ 'bootstrap.servers': mute }, 'no-answer', /never answers/);
    await fails({ ...saslSsl(), ...scram(), 'bootstrap.servers': mute }, 'no-answer', /never answers/);
    const web = await listener((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await fails({ 'bootstrap.servers': web }, 'not-kafka', /speaks HTTP/);
    const hangsUp = await listener((socket) => socket.end());
    await fails({ 'bootstrap.servers': hangsUp }, 'not-kafka', /does not speak Kafka's protocol/);
  });
  it("says when the port is a controller's", async () => {
    await fails(
      { 'bootstrap.servers': `127.0.0.1:${kafka.controllerPort}` },
      'controller-port',
      /controller's port/,
    );
  });
  it('says which advertised addresses cannot be reached behind a load balancer', async () => {
    const forward = await proxy('127.0.0.1', kafka.port(1));
    servers.push(forward);
    await works({ 'bootstrap.servers': `127.0.0.1:${portOf(forward)}` });
    kafka.freeze(2);
    try {
      await fails(
        { 'bootstrap.servers': `127.0.0.1:${portOf(forward)}` },
        'advertised-unreachable',
        new RegExp(`2 of them can be reached from here: 127\\.0\\.0\\.1:${kafka.port(2)}`),
      );
    } finally {
      kafka.thaw(2);
    }
  });
  it('says which names are advertised when none of them can be reached', async () => {
    await fails(
      { 'bootstrap.servers': kafka.bootstrap('ELSEWHERE') },
      'advertised-unreachable',
      /none of them can be reached from here: broker-1\.invalid:9092 \([\w-]+\), broker-2\.invalid:9092/,
    );
  });
  it('says when a load balancer stands for all brokers', async () => {
    await fails(
      { 'bootstrap.servers': balancer.address },
      'one-address-for-all',
      new RegExp(`brokers 1, 2, 3 advertise the same address, ${balancer.address}`),
    );
  });
  it('says when nothing comes back at all, as behind a firewall', async () => {
    const { address, end } = await full();
    try {
      await fails({ 'bootstrap.servers': address }, 'no-answer', /does not answer\. A firewall/);
    } finally {
      end();
    }
  });
  it('takes the bootstrap server that works when another does not', async () => {
    const addresses = parseBootstrap(`127.0.0.1:1,${kafka.bootstrap().split(',')[2]}`);
    assert.ok(Array.isArray(addresses));
    const result = await testConnection({ bootstrap: addresses });
    assert.ok('brokers' in result, JSON.stringify(result));
  });

  describe('of a user with few ACLs', () => {
    const snapshotOf = async (user: string): Promise<ClusterSnapshot> => {
      const login = scram('SCRAM-SHA-512', user, `${user}-secret`);
      const session = await openSession(await connection({ ...saslSsl(), ...login }), patient);
      try {
        return await takeSnapshot(session);
      } finally {
        session.close();
      }
    };

    before(() => {
      const server = ['--bootstrap-server', kafka.bootstrap()];
      for (const topic of ['seen', 'hidden']) {
        kafka.tool(
          'kafka-topics',
          ...server,
          '--create',
          '--topic',
          topic,
          '--partitions',
          '2',
          '--replication-factor',
          '3',
        );
      }
      const viewer = ['--add', '--allow-principal', 'User:viewer', '--operation'];
      kafka.tool('kafka-acls', ...server, ...viewer, 'Describe', '--topic', 'seen');
    });

    it('shows what it may see, and names everything else as not authorized', async () => {
      const snapshot = await snapshotOf('viewer');
      assert.deepEqual(
        snapshot.topics.map(({ name }) => name),
        ['seen'],
      );
      assert.equal(snapshot.seesAll, false);
      assert.equal(snapshot.brokers.length, 3);
      const parts = [
        snapshot.quorum,
        snapshot.reassignments,
        snapshot.acls,
        snapshot.quotas,
        ...snapshot.topics.map(({ config }) => config),
        ...snapshot.brokers.flatMap(({ config, logDirs }) => [config, logDirs]),
      ];
      assert.deepEqual([...new Set(parts.map(({ state }) => state))], ['not-authorized']);
      assert.match(String(snapshot.groups.incomplete), /this user may describe/);
      const health = healthOf(snapshot);
      assert.equal(health.state, 'unknown');
      assert.ok(health.unchecked.length >= 5);
    });

    it('is let in, and told what it may not do', async () => {
      await works({ ...saslSsl(), ...scram('SCRAM-SHA-512', 'viewer', 'viewer-secret') });
      await fails(
        { ...saslSsl(), ...scram('SCRAM-SHA-512', 'nobody', 'nobody-secret') },
        'not-authorized',
        /lets this user in, .* neither the cluster nor any topic\. Allow the user Describe/,
      );
    });

    it('never takes nothing for an empty cluster', async () => {
      const snapshot = await snapshotOf('nobody');
      assert.deepEqual([snapshot.topics, snapshot.seesAll], [[], false]);
      assert.notEqual(healthOf(snapshot).state, 'good');
    });

    it('shows a super user all of it', async () => {
      const snapshot = await snapshotOf('admin');
      assert.deepEqual(
        snapshot.topics.map(({ name }) => name),
        ['hidden', 'seen'],
      );
      assert.equal(snapshot.seesAll, true);
      assert.deepEqual(snapshot.acls, { state: 'read', value: { enabled: true, count: 1, allowAll: 0 } });
      assert.deepEqual(healthOf(snapshot).unchecked, []);
    });
  });

  function keytool(...args: string[]): void {
    const result = spawnSync('keytool', args, { encoding: 'utf8' });
    assert.equal(result.status, 0, result.stdout + result.stderr);
  }
});

function portOf(server: Server): number {
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  return address.port;
}

/** A port whose queue of connections is full: what is sent there gets lost, as a firewall drops it. */
async function full(): Promise<{ address: string; end(): void }> {
  const program = `require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    console.log(this.address().port);
    process.kill(process.pid, 'SIGSTOP');
  })`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = await once(child.stdout, 'data');
  const port = Number(String(printed));
  const waiting = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await once(waiting[0] as Socket, 'connect');
  return {
    address: `127.0.0.1:${port}`,
    end() {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}

/** Forwards a port of `host` to a broker, as a load balancer with one target does. */
async function proxy(host: string, target: number): Promise<Server> {
  const server = createServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
    socket.on('close', () => onward.destroy());
  }).listen(0, host);
  await new Promise((done) => server.once('listening', done));
  return server;
}
