import assert from 'node:assert/strict';
import {
  type Answers,
  type FileKind,
  type Files,
  kindOf,
  type Step,
  sourceOf,
  stepsOf,
} from '../../../client/src/explorer/cluster-form.ts';
import type { ConnectRequest } from '../../../server/src/protocol.ts';

/** Files by path; a path that is not among them cannot be read. */
const contents: Record<string, { kind: FileKind; text?: string }> = {
  '/ca.pem': { kind: 'certificates' },
  '/ca.p12': { kind: 'pkcs12' },
  '/ca.jks': { kind: 'java' },
  '/user.crt': { kind: 'certificates', text: 'CERTIFICATE' },
  '/user.key': { kind: 'key', text: 'KEY' },
  '/locked.key': { kind: 'encrypted-key', text: 'LOCKED KEY' },
  '/user.pem': { kind: 'with-key', text: 'CERTIFICATE and KEY' },
  '/notes.txt': { kind: 'other' },
  '/client.properties': { kind: 'other', text: 'bootstrap.servers=b1:9092\n' },
  '/security.properties': { kind: 'other', text: 'security.protocol=SSL\n' },
};
const content = async (path: string) => {
  const file = contents[path];
  if (!file) throw new Error('ENOENT');
  return file;
};
const files: Files = {
  kind: async (path) => (await content(path)).kind,
  text: async (path) => (await content(path)).text ?? '',
};

const form = { way: 'form', bootstrap: 'b1:9092', name: 'prod' };
const asked = async (answers: Answers, given?: ConnectRequest): Promise<string[]> =>
  (await stepsOf(answers, files, given)).map(({ id }) => id);
async function step(id: string, answers: Answers, given?: ConnectRequest): Promise<Step> {
  const found = (await stepsOf(answers, files, given)).find((one) => one.id === id);
  assert.ok(found, `${id} is not asked`);
  return found;
}

describe('the form that adds a cluster', () => {
  it('asks for three things where there is no security', async () => {
    const answers = { ...form, security: 'PLAINTEXT' };
    assert.deepEqual(await asked(answers), ['way', 'bootstrap', 'security', 'name']);
    assert.deepEqual(await sourceOf(answers, files), { bootstrap: 'b1:9092' });
  });

  it('asks for what TLS needs, by what the files are', async () => {
    const tls = async (answers: Answers) =>
      (await asked({ ...form, security: 'SSL', ...answers })).slice(3, -1);
    assert.deepEqual(await tls({ trust: 'known' }), ['trust']);
    assert.deepEqual(await tls({ trust: 'own', truststore: '/ca.pem' }), ['trust', 'truststore']);
    assert.deepEqual(await tls({ trust: 'own', truststore: '/ca.p12' }), [
      'trust',
      'truststore',
      'truststorePassword',
    ]);
    const mutual = { trust: 'known, mutual' };
    assert.deepEqual(await tls({ ...mutual, keystore: '/ca.p12' }), [
      'trust',
      'keystore',
      'keystorePassword',
    ]);
    assert.deepEqual(await tls({ ...mutual, keystore: '/user.pem' }), ['trust', 'keystore']);
    assert.deepEqual(await tls({ ...mutual, keystore: '/user.crt', key: '/user.key' }), [
      'trust',
      'keystore',
      'key',
    ]);
    assert.deepEqual(await tls({ ...mutual, keystore: '/user.crt', key: '/locked.key' }), [
      'trust',
      'keystore',
      'key',
      'keyPassword',
    ]);
  });

  it("gives TLS as Kafka's own properties, and keeps a key beside its certificate", async () => {
    const source = await sourceOf(
      {
        ...form,
        security: 'SSL',
        trust: 'own, mutual',
        truststore: '/ca.p12',
        truststorePassword: 'one',
        keystore: '/user.crt',
        key: '/locked.key',
        keyPassword: 'two',
      },
      files,
    );
    assert.deepEqual(source.tls, {
      'ssl.truststore.location': '/ca.p12',
      'ssl.truststore.password': 'one',
      'ssl.keystore.certificate.chain': 'CERTIFICATE',
      'ssl.keystore.key': 'LOCKED KEY',
      'ssl.key.password': 'two',
    });
    const { tls } = await sourceOf(
      { ...form, security: 'SSL', trust: 'known, mutual', keystore: '/user.pem' },
      files,
    );
    assert.deepEqual(tls, { 'ssl.keystore.location': '/user.pem' });
  });

  it('gives every mechanism what it needs', async () => {
    const sasl = async (answers: Answers) => {
      const all = { ...form, security: 'SASL_PLAINTEXT', ...answers };
      return { asked: (await asked(all)).slice(4, -1), ...(await sourceOf(all, files)).sasl };
    };
    const user = { username: 'ann', password: 'x' };
    for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']) {
      assert.deepEqual(await sasl({ mechanism, ...user }), {
        asked: ['username', 'password'],
        mechanism,
        ...user,
      });
    }
    const token = { tokenEndpoint: 'https://login', clientId: 'a', clientSecret: 'b' };
    assert.deepEqual(await sasl({ mechanism: 'OAUTHBEARER', ...token, scope: '' }), {
      asked: ['tokenEndpoint', 'clientId', 'clientSecret', 'scope'],
      mechanism: 'OAUTHBEARER',
      ...token,
    });
    assert.deepEqual(await sasl({ mechanism: 'token command', tokenCommand: 'aws token' }), {
      asked: ['tokenCommand'],
      mechanism: 'OAUTHBEARER',
      tokenCommand: 'aws token',
    });
    assert.deepEqual(await sasl({ mechanism: 'AWS_MSK_IAM', profile: 'ops', region: '' }), {
      asked: ['profile', 'region'],
      mechanism: 'AWS_MSK_IAM',
      profile: 'ops',
    });
  });

  it('forgets what a changed answer no longer asks for', async () => {
    const answers = { ...form, security: 'PLAINTEXT', mechanism: 'PLAIN', username: 'ann', trust: 'known' };
    assert.deepEqual(await sourceOf(answers, files), { bootstrap: 'b1:9092' });
  });

  it('takes a client.properties, and asks for bootstrap servers where it names none', async () => {
    const given = { way: 'file', properties: '/client.properties', name: 'x' };
    assert.deepEqual(await asked(given), ['way', 'properties', 'name']);
    assert.deepEqual(await sourceOf(given, files), { bootstrap: '', file: '/client.properties' });
    assert.equal((await step('name', given)).value, 'client');
    assert.deepEqual(await asked({ ...given, properties: '/security.properties' }), [
      'way',
      'properties',
      'bootstrap',
      'name',
    ]);
  });

  it('begins with what a file said: address, security and mechanism are offered first', async () => {
    const given: ConnectRequest = {
      name: 'prod',
      bootstrap: 'b9:9094',
      security: 'SASL_SSL',
      mechanism: 'SCRAM-SHA-256',
    };
    const answers = { bootstrap: 'b9:9094', security: 'SASL_SSL', trust: 'known' };
    assert.deepEqual(await asked(answers, given), ['bootstrap', 'security', 'trust', 'mechanism', 'name']);
    assert.equal((await step('bootstrap', {}, given)).value, 'b9:9094');
    assert.equal((await step('security', {}, given)).choices?.[0]?.value, 'SASL_SSL');
    assert.equal((await step('mechanism', answers, given)).choices?.[0]?.value, 'SCRAM-SHA-256');
    assert.equal((await step('name', answers, given)).value, 'prod');
  });

  it('says at once what is wrong with an answer', async () => {
    const oauth = { ...form, security: 'SASL_PLAINTEXT', mechanism: 'OAUTHBEARER' };
    const own = { ...form, security: 'SSL', trust: 'own, mutual', keystore: '/user.crt' };
    const wrong: [string, Answers, string, RegExp][] = [
      ['bootstrap', {}, '', /^no bootstrap server is given/],
      ['bootstrap', {}, 'b1', /^b1 is not host:port/],
      ['bootstrap', {}, 'b1:99999', /^b1:99999 is not host:port/],
      ['name', form, ' ', /^A name is needed/],
      ['tokenEndpoint', oauth, 'login', /^The address of the token endpoint begins with/],
      ['clientSecret', oauth, '', /^Client secret is needed/],
      ['truststore', own, '/none.pem', /^\/none\.pem is no file that can be read/],
      ['truststore', own, '', /^This is no file that can be read/],
      ['truststore', own, '/notes.txt', /^notes\.txt is neither PEM nor PKCS12/],
      ['truststore', own, '/user.key', /^user\.key has a private key, and no certificate/],
      ['key', own, '/user.crt', /^user\.crt has a certificate, and no private key/],
    ];
    for (const [id, answers, answer, words] of wrong)
      assert.match(String(await (await step(id, answers)).check?.(answer)), words);
    for (const [id, answers, answer] of [
      ['bootstrap', {}, 'b1:9092, [::1]:9093'],
      ['truststore', own, '/ca.pem'],
      // Only the server's answer has the command that converts it.
      ['truststore', own, '/ca.jks'],
      ['key', own, '/locked.key'],
      ['scope', oauth, ''],
    ] as const)
      assert.equal(await (await step(id, answers)).check?.(answer), undefined, `${id} ${answer}`);
  });

  it('hides what is secret while it is typed', async () => {
    const secret = /password|secret/i;
    const everything = [
      {
        trust: 'own, mutual',
        truststore: '/ca.p12',
        keystore: '/user.crt',
        key: '/locked.key',
        mechanism: 'PLAIN',
      },
      { trust: 'known, mutual', keystore: '/ca.p12', mechanism: 'OAUTHBEARER' },
    ];
    let hidden = 0;
    for (const answers of everything) {
      for (const { id, kind } of await stepsOf({ ...form, security: 'SASL_SSL', ...answers }, files)) {
        assert.equal(kind === 'password', secret.test(id), id);
        if (kind === 'password') hidden += 1;
      }
    }
    assert.equal(hidden, 5);
  });
});

describe('a certificate file', () => {
  it('is told by its content', () => {
    const kind = (text: string): FileKind => kindOf(Buffer.from(text, 'latin1'));
    const pem = (label: string): string => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
    assert.equal(kind(`Bag Attributes\n${pem('CERTIFICATE')}`), 'certificates');
    assert.equal(kind(pem('CERTIFICATE') + pem('PRIVATE KEY')), 'with-key');
    assert.equal(kind(pem('EC PRIVATE KEY')), 'key');
    assert.equal(kind(pem('ENCRYPTED PRIVATE KEY')), 'encrypted-key');
    assert.equal(kind('\x30\x82\x01'), 'pkcs12');
    assert.equal(kind('\xfe\xed\xfe\xed\x00'), 'java');
    assert.equal(kind('\xce\xce\xce\xce\x00'), 'java');
    assert.equal(kind('hello'), 'other');
    assert.equal(kind(''), 'other');
  });
});
