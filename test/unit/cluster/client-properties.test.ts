import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fromClientProperties } from '../../../server/src/cluster/client-properties.ts';
import { isProblem, parseBootstrap } from '../../../server/src/cluster/connection.ts';
import { parseJaas } from '../../../server/src/cluster/jaas.ts';
import { sharedFolder } from '../../support/shared.ts';

const noFile = async (path: string): Promise<Buffer> => {
  throw Object.assign(new Error(path), { code: 'ENOENT' });
};
const read = (text: string, files: Record<string, Buffer> = {}) =>
  fromClientProperties(text, async (path) => files[path] ?? noFile(path));

async function problem(text: string, files: Record<string, Buffer> = {}) {
  const result = await read(`bootstrap.servers=b1:9092\n${text}`, files);
  assert.ok(isProblem(result), JSON.stringify(result));
  return result;
}

describe('bootstrap servers', () => {
  it('are host:port, several with commas, IPv6 in brackets, with a protocol in front or not', () => {
    assert.deepEqual(parseBootstrap(' b1.example.org:9092, [::1]:9093,SSL://b3:9094 '), [
      { host: 'b1.example.org', port: 9092 },
      { host: '::1', port: 9093 },
      { host: 'b3', port: 9094 },
    ]);
  });
  for (const text of ['', ' , ', 'b1', 'b1:', 'b1:0', 'b1:70000', 'b1:9092/path', 'b1:x', '::1:9092']) {
    it(`are not ${JSON.stringify(text)}`, () => assert.ok(isProblem(parseBootstrap(text))));
  }
});

describe('client.properties', () => {
  it('without security is plaintext', async () => {
    assert.deepEqual(await read('bootstrap.servers=b1:9092'), { bootstrap: [{ host: 'b1', port: 9092 }] });
  });

  it("gives --bootstrap-server precedence over the file's own", async () => {
    const result = await fromClientProperties('bootstrap.servers=b1:9092', noFile, 'b2:9093');
    assert.deepEqual(result, { bootstrap: [{ host: 'b2', port: 9093 }] });
  });

  it('holds SASL_SSL with SCRAM, quotes and escapes in the JAAS line', async () => {
    const jaas =
      'org.apache.kafka.common.security.scram.ScramLoginModule required \\\n  username="alice" \\\n  password="pa\\\\"ss;word" ;';
    const result = await read(
      `bootstrap.servers=b1:9092\nsecurity.protocol=sasl_ssl\nsasl.mechanism=SCRAM-SHA-256\nsasl.jaas.config=${jaas}\n`,
    );
    assert.deepEqual(result, {
      bootstrap: [{ host: 'b1', port: 9092 }],
      tls: {},
      sasl: { mechanism: 'SCRAM-SHA-256', username: 'alice', password: 'pa"ss;word' },
    });
  });

  it('holds PEM in the properties themselves, and names unchecked on purpose', async () => {
    const result = await read(
      'bootstrap.servers=b1:9092\nsecurity.protocol=SSL\nssl.truststore.certificates=CA\nssl.keystore.certificate.chain=CERT\nssl.keystore.key=KEY\nssl.endpoint.identification.algorithm=\n',
    );
    assert.ok(!isProblem(result));
    assert.deepEqual(result.tls, { ca: 'CA', certificate: 'CERT', key: 'KEY', checkName: false });
  });

  it('holds OAUTHBEARER with client credentials, and extensions', async () => {
    const result = await read(
      'bootstrap.servers=b1:9092\nsecurity.protocol=SASL_PLAINTEXT\nsasl.mechanism=OAUTHBEARER\nsasl.oauthbearer.token.endpoint.url=https://idp/token\nsasl.jaas.config=o.a.k.OAuthBearerLoginModule required clientId="me" clientSecret="s" scope="kafka" extension_logicalCluster="lkc-1";\n',
    );
    assert.ok(!isProblem(result));
    assert.deepEqual(result.sasl, {
      mechanism: 'OAUTHBEARER',
      tokenEndpoint: 'https://idp/token',
      clientId: 'me',
      clientSecret: 's',
      scope: 'kafka',
      extensions: { logicalCluster: 'lkc-1' },
    });
  });

  it("holds MSK's IAM login module", async () => {
    const result = await read(
      'bootstrap.servers=b1:9098\nsecurity.protocol=SASL_SSL\nsasl.mechanism=AWS_MSK_IAM\nsasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required awsProfileName="dev";\n',
    );
    assert.ok(!isProblem(result));
    assert.deepEqual(result.sasl, { mechanism: 'AWS_MSK_IAM', profile: 'dev' });
  });

  it('says what cannot be used, without the secret in it', async () => {
    assert.match((await problem('security.protocol=TLS')).problem, /security\.protocol is TLS; Kafka knows/);
    assert.match(
      (await problem('security.protocol=SASL_SSL')).problem,
      /sasl\.mechanism GSSAPI cannot be used here/,
    );
    assert.match(
      (await problem('security.protocol=SASL_SSL\nsasl.mechanism=PLAIN')).problem,
      /no username and password/,
    );
    assert.match(
      (await problem('security.protocol=SSL\nssl.truststore.location=/no/such.p12')).problem,
      /\/no\/such\.p12, which cannot be read \(ENOENT\)/,
    );
    const reference = ['$', '{file:/x:y}'].join('');
    assert.match(
      (await problem(`security.protocol=SSL\nssl.truststore.password=${reference}`)).problem,
      /ssl\.truststore\.password is a reference/,
    );
    const files = { '/k.p12': Buffer.from('3003020100', 'hex') };
    const wrong = await problem(
      'security.protocol=SSL\nssl.keystore.location=/k.p12\nssl.keystore.password=hush',
      files,
    );
    assert.match(wrong.problem, /does not open with ssl\.keystore\.password/);
    assert.ok(!wrong.problem.includes('hush'));
  });

  it('tells a JKS store by its content, and how to convert it', async () => {
    const files = { '/etc/trust store.jks': Buffer.from('feedfeed00000002', 'hex') };
    const { command } = await problem(
      'security.protocol=SSL\nssl.truststore.location=/etc/trust store.jks',
      files,
    );
    assert.equal(
      command,
      "keytool -importkeystore -srckeystore '/etc/trust store.jks' -srcstoretype JKS -destkeystore '/etc/trust store.p12' -deststoretype PKCS12",
    );
  });

  it('of real projects is read or refused with a reason, never thrown at', async () => {
    const folder = join(sharedFolder(), 'corpus/client-properties');
    const files = readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((file) => statSync(file).isFile());
    assert.ok(files.length > 20);
    for (const file of files) {
      const result = await fromClientProperties(readFileSync(file, 'utf8'), noFile, 'b1:9092');
      assert.ok(isProblem(result) ? result.problem.length > 10 : result.bootstrap.length === 1, file);
    }
  });
});

describe('a JAAS line', () => {
  it('may have values without quotes', () => {
    assert.deepEqual(
      [...(parseJaas('a.b.C required user=x password=y ;')?.options ?? [])],
      [
        ['user', 'x'],
        ['password', 'y'],
      ],
    );
  });
  it('needs a module', () => assert.equal(parseJaas(''), undefined));
});
