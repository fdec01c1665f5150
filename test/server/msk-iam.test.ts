// The bundled signer for Amazon MSK, which leaves out what it never calls: its token against the algorithm itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../support/shared.ts';

const host = 'b-1.prod.abc.c2.kafka.eu-west-1.amazonaws.com';
const secret = 'secret/EXAMPLE+KEY';

/** What the bundle signs in with, in a process whose AWS settings are these only. */
function token(env: Record<string, string>, settings: object = {}): URL {
  const program = `require(${JSON.stringify(join(repository, 'dist/msk-iam.cjs'))})
    .mskToken(${JSON.stringify(settings)})({ host: ${JSON.stringify(host)} })
    .then((token) => console.log(token), (error) => console.log(error.message));`;
  const nobody = { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent', PATH: String(process.env.PATH) };
  const printed = execFileSync(process.execPath, ['-e', program], {
    env: { ...nobody, ...env },
    encoding: 'utf8',
  });
  const text = Buffer.from(printed.trim(), 'base64url').toString();
  assert.match(text, /^https:/, printed);
  return new URL(text);
}

/** AWS Signature Version 4 of a query, by its definition. */
function signature({ hostname, searchParams }: URL, key: string): string {
  const hmac = (of: string | Buffer, text: string): Buffer => createHmac('sha256', of).update(text).digest();
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const query = [...searchParams]
    .filter(([name]) => !['X-Amz-Signature', 'User-Agent'].includes(name))
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .sort()
    .join('&');
  const request = ['GET', '/', query, `host:${hostname}`, '', 'host', sha('')].join('\n');
  const scope = String(searchParams.get('X-Amz-Credential')).split('/').slice(1);
  const time = String(searchParams.get('X-Amz-Date'));
  const signed = scope.reduce((of: string | Buffer, part) => hmac(of, part), `AWS4${key}`);
  return hmac(signed, ['AWS4-HMAC-SHA256', time, scope.join('/'), sha(request)].join('\n')).toString('hex');
}

describe('the bundled sign-in to Amazon MSK', () => {
  it('signs for the region that the broker names', () => {
    const url = token({ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: secret });
    assert.equal(url.hostname, 'kafka.eu-west-1.amazonaws.com');
    assert.equal(url.searchParams.get('Action'), 'kafka-cluster:Connect');
    assert.match(
      String(url.searchParams.get('X-Amz-Credential')),
      /^AKIDEXAMPLE\/\d{8}\/eu-west-1\/kafka-cluster\//,
    );
    assert.equal(url.searchParams.get('X-Amz-Signature'), signature(url, secret));
  });

  it('takes a profile of the credentials file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kafka-review-aws-'));
    try {
      const file = join(folder, 'credentials');
      writeFileSync(file, `[ops]\naws_access_key_id = AKIDOPS\naws_secret_access_key = ${secret}\n`);
      const url = token({ AWS_SHARED_CREDENTIALS_FILE: file }, { profile: 'ops', region: 'us-east-1' });
      assert.match(String(url.searchParams.get('X-Amz-Credential')), /^AKIDOPS\/\d{8}\/us-east-1\//);
      assert.equal(url.searchParams.get('X-Amz-Signature'), signature(url, secret));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says so where there are no credentials', () => {
    assert.throws(() => token({}), /AWS gave no credentials \(CredentialsProviderError\)/);
  });
});
