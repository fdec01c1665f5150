import { exec } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import type { TokenSource } from './connection.ts';
import type { BrokerAddress } from './protocol/broker.ts';

/** Gives a token for one connection; throws TokenFailure. */
export type TokenProvider = (broker: BrokerAddress) => Promise<string>;

/** No token could be had; the message holds no secret. */
export class TokenFailure extends Error {
  override name = 'TokenFailure';
}

/** Milliseconds for getting a token: less than a connection has for signing in, so that the token is named as cause. */
const deadline = 2000;

/** The parts of kafkajs's SASL exchange that a mechanism of one's own gets. */
interface Exchange {
  host: string;
  port: number;
  saslAuthenticate(message: {
    request: { encode(): Promise<Buffer> };
    response: { decode(bytes: Buffer): Promise<Buffer>; parse(bytes: Buffer): Promise<string> };
  }): Promise<string>;
}

/**
 * The OAUTHBEARER exchange of RFC 7628. kafkajs has one too, but takes a refusal for consent: the broker says no with
 * a JSON text and no error code, and only the next request fails.
 */
export function bearerAuthentication(token: TokenProvider, extensions: Record<string, string> = {}) {
  return ({ host, port, saslAuthenticate }: Exchange) => ({
    authenticate: async (): Promise<void> => {
      const value = await token({ host, port });
      const fields = [
        `auth=Bearer ${value}`,
        ...Object.entries(extensions).map(([key, text]) => `${key}=${text}`),
      ];
      const message = Buffer.from(`n,,\u0001${fields.join('\u0001')}\u0001\u0001`);
      const length = Buffer.alloc(4);
      length.writeInt32BE(message.length);
      const refusal = await saslAuthenticate({
        request: { encode: async () => Buffer.concat([length, message]) },
        response: { decode: async (bytes) => bytes.subarray(4), parse: async (bytes) => bytes.toString() },
      });
      if (refusal === '') return;
      const status = statusOf(refusal);
      throw new TokenFailure(
        `the broker refused the token (${status}). Check its issuer, audience, time and scope`,
      );
    },
  });
}

function statusOf(refusal: string): string {
  try {
    return String(JSON.parse(refusal).status);
  } catch {
    return 'no reason given';
  }
}

/** Gives tokens as the source says. */
export function tokenFrom(source: TokenSource, ca?: string): TokenProvider {
  return keptToken(() =>
    'tokenCommand' in source ? runCommand(source.tokenCommand) : askEndpoint(source, ca),
  );
}

/** A token and the seconds for which it is good. */
export interface FetchedToken {
  token: string;
  seconds: number;
}

/**
 * Keeps a token until half a minute before it ends; connections that are opened at the same time share one. A source
 * that takes too long fails the connection, and goes on: the next one may find its token there.
 */
export function keptToken(fetch: (broker: BrokerAddress) => Promise<FetchedToken>): TokenProvider {
  let kept: { fetching: Promise<FetchedToken>; until: number } | undefined;
  return async (broker) => {
    if (kept && Date.now() < kept.until) return (await inTime(kept.fetching)).token;
    const mine = { fetching: fetch(broker), until: Number.POSITIVE_INFINITY };
    kept = mine;
    mine.fetching.then(
      ({ seconds }) => {
        mine.until = Date.now() + (seconds - 30) * 1000;
      },
      () => {
        if (kept === mine) kept = undefined;
      },
    );
    return (await inTime(mine.fetching)).token;
  };
}

async function inTime<T>(step: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TokenFailure(`no token came within ${deadline} ms`)), deadline);
  });
  try {
    return await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function runCommand(command: string): Promise<FetchedToken> {
  try {
    const { stdout } = await promisify(exec)(command, { timeout: deadline, maxBuffer: 1 << 20 });
    const token = stdout.trim();
    if (token === '' || /\s/.test(token)) throw new Error('it printed something else than one token');
    return { token, seconds: 60 };
  } catch (error) {
    const { code, killed } = error as { code?: number; killed?: boolean };
    const reason = killed
      ? `took longer than ${deadline} ms`
      : code
        ? `ended with ${code}`
        : 'printed no token';
    throw new TokenFailure(`the token command ${reason}`);
  }
}

type ClientCredentials = Extract<TokenSource, { tokenEndpoint: string }>;

async function askEndpoint(
  { tokenEndpoint, clientId, clientSecret, scope }: ClientCredentials,
  ca?: string,
): Promise<FetchedToken> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope ? { scope } : {}),
  }).toString();
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    'base64',
  );
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
  const url = new URL(tokenEndpoint);
  const answer = await post(url, headers, body, ca);
  if (answer.status !== 200) {
    const said = `the token endpoint ${url.host} answered ${answer.status}${reasonIn(answer.text)}`;
    throw new TokenFailure(`${said}. ${adviceFor(answer.status)}`);
  }
  try {
    const { access_token: token, expires_in: seconds } = JSON.parse(answer.text);
    if (typeof token === 'string' && token !== '') return { token, seconds: Number(seconds) || 60 };
  } catch {}
  throw new TokenFailure(`the token endpoint ${url.host} answered without an access_token`);
}

function adviceFor(status: number): string {
  if (status === 400 || status === 401) return "Check the client's id and secret, and the scope";
  return status === 404 ? 'Check its address' : 'Look at its log';
}

/** The error's name of RFC 6749, which names no secret. */
function reasonIn(text: string): string {
  const error = /"error"\s*:\s*"([\w.-]{1,60})"/.exec(text)?.[1];
  return error ? ` (${error})` : '';
}

function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
  ca?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const options = { method: 'POST', headers, timeout: deadline, ...(ca ? { ca } : {}) };
    const request = send(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > 1 << 20) request.destroy(new Error('too long an answer'));
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${deadline} ms`)));
    request.on('error', (error) =>
      reject(new TokenFailure(`the token endpoint ${url.host}: ${error.message}`)),
    );
    request.end(body);
  });
}
