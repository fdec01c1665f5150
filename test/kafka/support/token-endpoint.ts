import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

/** An authorization server on 127.0.0.1 with one client: tokens by client credentials (RFC 6749), keys as JWKS. */
export interface TokenEndpoint {
  issuer: string;
  audience: string;
  /** The address of the tokens, and of the keys that check their signatures. */
  tokens: string;
  keys: string;
  clientId: string;
  clientSecret: string;
  /** Tokens that were asked for with the right secret. */
  given(): number;
  /** A signed token; claims that differ from those of a good one. */
  sign(claims?: Record<string, unknown>): string;
  stop(): Promise<void>;
}

/** Starts the server; tokens last for `seconds`. */
export async function startTokenEndpoint(seconds = 300): Promise<TokenEndpoint> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [clientId, clientSecret, audience] = ['reviewer', 'reviewer-secret', 'kafka'];
  let given = 0;
  let issuer = '';

  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  function sign(claims: Record<string, unknown> = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: issuer, aud: audience, sub: clientId, iat: now, exp: now + seconds };
    const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${part({ ...good, ...claims })}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
  }

  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url === '/keys') {
      return answer(200, {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      });
    }
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    if (request.method !== 'POST' || request.headers.authorization !== basic) {
      return answer(401, { error: 'invalid_client', error_description: 'not this client' });
    }
    given += 1;
    return answer(200, { access_token: sign(), token_type: 'Bearer', expires_in: seconds });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    audience,
    tokens: `${issuer}/token`,
    keys: `${issuer}/keys`,
    clientId,
    clientSecret,
    given: () => given,
    sign,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
