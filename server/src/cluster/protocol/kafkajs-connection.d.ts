// The one class of kafkajs 2.2.4 (pinned) that this program uses: a socket with framing, TLS, SASL and correlation.
// kafkajs types its public API only; this is what its source has, as far as it is needed here.
declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';
  import type { ConnectionOptions } from 'node:tls';

  export interface KafkaJsLogger {
    namespace(name: string): KafkaJsLogger;
    debug(): void;
    info(): void;
    warn(): void;
    error(): void;
  }

  export interface SocketRequest {
    host: string;
    port: number;
    ssl: ConnectionOptions | null;
    onConnect: () => void;
  }

  export interface WireRequest {
    apiKey: number;
    apiVersion: number;
    apiName: string;
    encode(): Promise<{ buf: Buffer; buffer: Buffer }>;
  }

  export interface WireResponse<T> {
    decode(payload: Buffer): Promise<{ value: T; clientSideThrottleTime: null }>;
    parse(decoded: { value: T }): Promise<T>;
  }

  export default class Connection {
    constructor(options: {
      host: string;
      port: number;
      clientId: string;
      logger: KafkaJsLogger;
      socketFactory: (request: SocketRequest) => Socket;
      ssl: ConnectionOptions | null;
      sasl: object | null;
      connectionTimeout: number;
      requestTimeout: number;
      enforceRequestTimeout: boolean;
    });
    requestQueue: { pending: unknown[]; scheduleCheckPendingRequests: () => void };
    /** Takes what has come on the socket. */
    processData(bytes: Buffer): void;
    /** What has come of the answer that is not whole yet. */
    chunks: Buffer[];
    bytesBuffered: number;
    connect(): Promise<true>;
    authenticate(): Promise<void>;
    setVersions(versions: Record<number, { minVersion: number; maxVersion: number }>): void;
    setSupportAuthenticationProtocol(supported: boolean): void;
    isConnected(): boolean;
    send<T>(message: {
      request: WireRequest;
      response: WireResponse<T>;
      logResponseError: false;
    }): Promise<T>;
    rejectRequests(error: Error): void;
    disconnect(): Promise<true>;
  }
}
