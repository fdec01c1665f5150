import { connect as connectSocket, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { KafkaJsLogger, SocketRequest, WireRequest } from 'kafkajs/src/network/connection.js';
import { skipHeaderTags } from './decode.ts';
import { decodeInTurns, type Each } from './decode-in-turns.ts';
import { encode, unsignedVarint } from './encode.ts';
import { followFrames } from './frames.ts';
import { errorNames } from './generated/codes.ts';
import type { Messages } from './generated/messages.ts';
import type { RequestName } from './requests.ts';
import type { RequestSchemas, RequestVersion } from './wire.ts';

export interface BrokerAddress {
  host: string;
  port: number;
}

/** What a connection needs besides its address, ready for the socket: secrets are in here and nowhere else. */
export interface Credentials {
  tls: ConnectionOptions | null;
  /** kafkajs's description of the mechanism and its secrets. */
  sasl: ({ mechanism: string } & Record<string, unknown>) | null;
}

/** Milliseconds that each step may take. */
export interface Deadlines {
  connect: number;
  request: number;
}

/** How far a connection came before it failed; what a diagnosis is made from. */
export type Stage = 'connect' | 'tls' | 'api-versions' | 'sasl' | 'request';

/** A broker that could not be reached, or did not answer as it should. */
export class BrokerFailure extends Error {
  override name = 'BrokerFailure';
  readonly address: BrokerAddress;
  readonly stage: Stage;
  /** The socket's error code (ECONNREFUSED), the protocol's error name, or TIMEOUT, CLOSED, UNSUPPORTED. */
  readonly code: string;
  /** The first bytes that came back, when something did. */
  readonly firstBytes: Buffer | undefined;

  constructor(address: BrokerAddress, stage: Stage, code: string, message: string, firstBytes?: Buffer) {
    super(message);
    this.address = address;
    this.stage = stage;
    this.code = code;
    this.firstBytes = firstBytes;
  }
}

export interface VersionRange {
  min: number;
  max: number;
}

/** One authenticated connection to one broker. */
export interface BrokerConnection {
  address: BrokerAddress;
  /** What the broker said about itself when the connection was made. */
  apiVersions: Messages['ApiVersions']['response'];
  /** Milliseconds from asking for the API versions to the answer. */
  roundTripMs: number;
  /** The broker runs on another machine than this program. */
  elsewhere: boolean;
  supports(name: RequestName): boolean;
  /**
   * Sends one read and gives its decoded answer; error codes inside the answer are the caller's to look at.
   * Throws BrokerFailure when no answer came within the deadline (the connection is closed then), when the broker has
   * no version of the request that this program has, or when the answer cannot be decoded.
   */
  send<N extends RequestName>(
    name: N,
    body: Messages[N]['request'],
    options?: SendOptions<N>,
  ): Promise<Messages[N]['response']>;
  isOpen(): boolean;
  close(): void;
}

export interface SendOptions<N extends RequestName> {
  /** The newest version to use, where a newer one changed its meaning. */
  maxVersion?: number;
  /** Milliseconds to wait for the answer. */
  deadline?: number;
  /** Takes the elements of large arrays one by one, instead of all at the end. */
  each?: Each<Messages[N]['response']>;
}

export const defaultDeadlines: Deadlines = { connect: 3000, request: 5000 };

const clientId = 'kafka-review';
/** ApiVersions 3 brought features; 5 asks which node is meant, which nobody knows before Metadata. */
const newestApiVersions = 4;

const silentLogger: KafkaJsLogger = {
  namespace: () => silentLogger,
  debug() {},
  info() {},
  warn() {},
  error() {},
};

/** Notes what happens on the socket, so that a failure can say how far it came. */
interface Trace {
  tcp: boolean;
  tls: boolean;
  socket?: Socket;
  error?: NodeJS.ErrnoException;
  ended: boolean;
  firstBytes?: Buffer;
  /** Told when the peer hangs up; one entry for each step under way. */
  waiting: Set<() => void>;
}

/**
 * Opens a connection: TCP, TLS, the API versions, SASL.
 * Throws BrokerFailure with the stage it came to; never tries twice.
 */
export async function openBroker(
  address: BrokerAddress,
  credentials: Credentials,
  deadlines: Deadlines = defaultDeadlines,
): Promise<BrokerConnection> {
  const { Connection, schemas } = await import('./wired.ts');
  const trace: Trace = { tcp: false, tls: false, ended: false, waiting: new Set() };
  const connection = new Connection({
    ...address,
    clientId,
    logger: silentLogger,
    socketFactory: (request) => tracedSocket(request, trace),
    ssl: credentials.tls,
    sasl: credentials.sasl,
    connectionTimeout: deadlines.connect,
    requestTimeout: deadlines.request,
    // Deadlines are kept here: kafkajs would look ten times a second whether a request is late.
    enforceRequestTimeout: false,
  });
  stopIdleTimer(connection.requestQueue);
  refuseNonsense(connection, trace);
  letGo(connection);

  let stage: Stage = 'connect';
  const close = (): void => {
    connection.rejectRequests(new Error('the connection was closed'));
    void connection.disconnect().finally(() => trace.socket?.destroy());
  };
  const failure = (error: unknown, at: Stage = stage): BrokerFailure => describe(address, at, error, trace);

  /** Waits for a step, at most so long, or until the peer hangs up. */
  async function within<T>(step: Promise<T>, ms: number): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let hungUp = (): void => {};
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Timeout(`no answer within ${ms} ms`)), ms);
        hungUp = () => reject(trace.error ?? new Closed('the connection was closed'));
        trace.waiting.add(hungUp);
      });
      return await Promise.race([step, late]);
    } catch (error) {
      // A late answer could be taken for that of another request.
      if (error instanceof Timeout || error instanceof Closed) close();
      throw failure(error);
    } finally {
      clearTimeout(timer);
      trace.waiting.delete(hungUp);
      step.catch(() => {});
    }
  }

  /** Written at once: a large question is not kept until its answer has come. */
  async function sendVersion<N extends RequestName>(
    name: N,
    version: number,
    body: Messages[N]['request'],
    ms: number,
    each?: Each<Messages[N]['response']>,
  ): Promise<Messages[N]['response']> {
    const api = schemas[name];
    const schema = api?.versions[version];
    if (!api || !schema)
      throw new BrokerFailure(address, stage, 'UNSUPPORTED', `no version of ${name} in common`);
    const encoded = encode(schema.request, body);
    const payload = schema.requestHeader >= 2 ? Buffer.concat([unsignedVarint(0), encoded]) : encoded;
    const request = {
      apiKey: api.key,
      apiVersion: version,
      apiName: name,
      encode: async () => ({ buf: payload, buffer: payload }),
    };
    return exchange<Messages[N]['response']>(request, schema, ms, each);
  }

  /** Sends what is written already, and reads what comes back. */
  async function exchange<R>(
    request: WireRequest,
    schema: RequestVersion,
    ms: number,
    each?: Each<R>,
  ): Promise<R> {
    const answer = connection.send<Buffer>({
      request,
      response: {
        decode: async (bytes) => ({ value: bytes, clientSideThrottleTime: null }),
        parse: async ({ value }) => value,
      },
      logResponseError: false,
    });
    const bytes = await within(answer, ms);
    try {
      const content = schema.responseHeader >= 1 ? skipHeaderTags(bytes) : bytes;
      return await decodeInTurns<R>(schema.response, content, each);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new BrokerFailure(
        address,
        stage,
        'MALFORMED',
        `${request.apiName} ${request.apiVersion}: ${reason}`,
        trace.firstBytes,
      );
    }
  }

  /** An older broker answers a version it lacks with version 0 and error 35. */
  async function askVersions(): Promise<Messages['ApiVersions']['response']> {
    const body = { clientSoftwareName: clientId, clientSoftwareVersion: '1' };
    for (const version of [newestApiVersions, 3, 0]) {
      try {
        const answer = await sendVersion('ApiVersions', version, body, deadlines.connect);
        if (answer.errorCode === 0) return answer;
        if (errorNames[answer.errorCode] !== 'UNSUPPORTED_VERSION') {
          throw new BrokerFailure(address, stage, nameOf(answer.errorCode), 'the broker refused ApiVersions');
        }
      } catch (error) {
        if (!(error instanceof BrokerFailure && error.code === 'MALFORMED') || version === 0) throw error;
      }
    }
    throw new BrokerFailure(address, stage, 'UNSUPPORTED', 'no version of ApiVersions in common');
  }

  try {
    await within(connection.connect(), deadlines.connect + 200);
  } catch (error) {
    close();
    throw failure(error, trace.tcp && credentials.tls ? 'tls' : 'connect');
  }
  try {
    stage = 'api-versions';
    const began = performance.now();
    const apiVersions = await askVersions();
    const roundTripMs = performance.now() - began;
    const ranges = new Map<number, VersionRange>();
    for (const api of apiVersions.apiKeys)
      ranges.set(api.apiKey, { min: api.minVersion, max: api.maxVersion });
    if (credentials.sasl) {
      stage = 'sasl';
      connection.setVersions(
        Object.fromEntries([...ranges].map(([key, r]) => [key, { minVersion: r.min, maxVersion: r.max }])),
      );
      connection.setSupportAuthenticationProtocol(ranges.has(saslAuthenticate));
      await within(connection.authenticate(), deadlines.connect);
    }
    stage = 'request';
    return {
      address,
      apiVersions,
      roundTripMs,
      elsewhere: isElsewhere(trace.socket),
      supports: (name) => newestCommon(schemas[name], ranges) !== undefined,
      send: (name, body, options = {}) =>
        sendVersion(
          name,
          newestCommon(schemas[name], ranges, options.maxVersion) ?? -1,
          body,
          options.deadline ?? deadlines.request,
          options.each,
        ),
      isOpen: () => connection.isConnected() && !trace.ended,
      close,
    };
  } catch (error) {
    close();
    throw failure(error);
  }
}

const saslAuthenticate = 36;

class Timeout extends Error {
  override name = 'TIMEOUT';
}
class Closed extends Error {
  override name = 'CLOSED';
}

/** kafkajs 2.2.4 sets a timer of 0 ms again and again once a queue was used; nothing waits, so nothing needs it. */
function stopIdleTimer(queue: { pending: unknown[]; scheduleCheckPendingRequests: () => void }): void {
  const schedule = queue.scheduleCheckPendingRequests.bind(queue);
  queue.scheduleCheckPendingRequests = () => {
    if (queue.pending.length > 0) schedule();
  };
}

/** kafkajs 2.2.4 takes any length for the length of an answer; some end the whole process, others all its memory. */
function refuseNonsense(connection: { processData: (bytes: Buffer) => void }, trace: Trace): void {
  const take = connection.processData.bind(connection);
  const follow = followFrames();
  connection.processData = (bytes) => {
    if (trace.error) return;
    const length = follow(bytes);
    if (length === undefined) return take(bytes);
    const error: NodeJS.ErrnoException = new Error(`an answer of ${length} bytes`);
    error.code = 'MALFORMED';
    trace.error = error;
    trace.socket?.destroy(error);
  };
}

/** kafkajs 2.2.4 keeps the bytes of the last answer for the sake of the none that follow it. */
function letGo(connection: {
  processData: (bytes: Buffer) => void;
  chunks: Buffer[];
  bytesBuffered: number;
}): void {
  const take = connection.processData.bind(connection);
  connection.processData = (bytes) => {
    take(bytes);
    if (connection.bytesBuffered === 0) connection.chunks = [];
  };
}

function tracedSocket({ host, port, ssl, onConnect }: SocketRequest, trace: Trace): Socket {
  const socket = ssl
    ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
    : connectSocket({ host, port }, onConnect);
  trace.socket = socket;
  socket.once('connect', () => {
    trace.tcp = true;
  });
  socket.once('secureConnect', () => {
    trace.tls = true;
  });
  socket.once('data', (bytes: Buffer) => {
    trace.firstBytes = Buffer.from(bytes.subarray(0, 16));
  });
  socket.on('error', (error) => {
    trace.error = error;
  });
  socket.once('close', () => {
    trace.ended = true;
    for (const hungUp of trace.waiting) hungUp();
  });
  return socket;
}

/** From its own addresses a machine connects to itself; only 127.0.0.0/8 has others at both ends. */
export const isElsewhere = ({
  remoteAddress = '',
  localAddress = '',
}: Pick<Partial<Socket>, 'remoteAddress' | 'localAddress'> = {}): boolean =>
  remoteAddress !== localAddress && !/^(::ffff:)?127\./.test(remoteAddress);

const nameOf = (code: number): string => errorNames[code] ?? String(code);

/** The newest version of a request that both this program and the broker have. */
function newestCommon(
  api: RequestSchemas | undefined,
  ranges: Map<number, VersionRange>,
  limit = 32767,
): number | undefined {
  const range = api && ranges.get(api.key);
  if (!range) return undefined;
  for (let version = Math.min(range.max, limit); version >= range.min; version--) {
    if (api.versions[version]) return version;
  }
  return undefined;
}

/** How errors of kafkajs and of this program are named towards a diagnosis. */
const codeOfName: Record<string, string> = {
  TIMEOUT: 'TIMEOUT',
  TokenFailure: 'TOKEN',
  KafkaJSSASLAuthenticationError: 'SASL_AUTHENTICATION_FAILED',
};

const codeOfMessage = (message = ''): string | undefined =>
  message === 'Connection timeout' ? 'TIMEOUT' : undefined;

function describe(address: BrokerAddress, stage: Stage, error: unknown, trace: Trace): BrokerFailure {
  if (error instanceof BrokerFailure) {
    return error.stage === stage
      ? error
      : new BrokerFailure(address, stage, error.code, error.message, error.firstBytes);
  }
  const known = error as { name?: string; type?: string; code?: unknown; message?: string };
  const socketCode = trace.error?.code ?? (typeof known.code === 'string' ? known.code : undefined);
  const ended = trace.ended || known.message === 'Closed connection' ? 'CLOSED' : undefined;
  const named = known.type ?? codeOfName[known.name ?? ''] ?? codeOfMessage(known.message);
  const code = named ?? socketCode ?? ended ?? 'FAILED';
  return new BrokerFailure(
    address,
    stage,
    code,
    trace.error?.message || known.message || code,
    trace.firstBytes,
  );
}
