// The signed URL that Amazon MSK's IAM access control asks for, as far as it can be held to without AWS; the signature
// itself is recomputed in test/server/msk-iam.test.ts. That a cluster accepts it has not been seen.
import assert from 'node:assert/strict';
import { mskToken } from '../../../server/src/cluster/msk-iam.ts';
import { TokenFailure } from '../../../server/src/cluster/oauth.ts';

const broker = { host: 'b-1.prod.a1b2c3.c2.kafka.eu-west-1.amazonaws.com', port: 9098 };
const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** The environment of the machine, without what would be asked for credentials. */
const environment: Record<string, string | undefined> = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: secretKey,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
};

describe('a token for MSK IAM', () => {
  const before = { ...process.env };
  beforeEach(() => {
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  afterEach(() => {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });

  const urlIn = (token: string): URL => new URL(Buffer.from(token, 'base64url').toString());

  it("is a signed URL for the region in the broker's name, good for a quarter of an hour", async () => {
    const url = urlIn(await mskToken({})(broker));
    assert.equal(url.origin, 'https://kafka.eu-west-1.amazonaws.com');
    assert.equal(url.searchParams.get('Action'), 'kafka-cluster:Connect');
    assert.equal(url.searchParams.get('X-Amz-Expires'), '900');
    assert.match(
      url.searchParams.get('X-Amz-Credential') ?? '',
      /^AKIDEXAMPLE\/\d{8}\/eu-west-1\/kafka-cluster\/aws4_request$/,
    );
    assert.ok(!url.href.includes(secretKey));
  });

  it('is for the region that is given, whatever the name says', async () => {
    const url = urlIn(await mskToken({ region: 'us-gov-west-1' })({ host: '10.0.0.1', port: 9098 }));
    assert.equal(url.host, 'kafka.us-gov-west-1.amazonaws.com');
  });

  it('is signed once for all brokers of a cluster', async () => {
    const token = mskToken({});
    const [first, second] = await Promise.all([token(broker), token({ ...broker, port: 9198 })]);
    assert.equal(first, second);
  });

  it('is not had without a region, and says so', async () => {
    await assert.rejects(mskToken({})({ host: 'kafka.example.org', port: 9098 }), (error) => {
      assert.ok(error instanceof TokenFailure);
      assert.match(error.message, /no AWS region is given, and kafka\.example\.org does not name one/);
      return true;
    });
  });

  it('is not had without credentials, and names what was tried, no secret', async () => {
    await assert.rejects(mskToken({ profile: 'absent' })(broker), (error) => {
      assert.ok(error instanceof TokenFailure);
      assert.match(error.message, /AWS gave no credentials \(\w+\): check the profile, the role/);
      return true;
    });
  });
});
