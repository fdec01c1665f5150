import { connect, createServer, type Socket } from 'node:net';

/** Passes everything on to a broker, and notes the API key of every request that goes there. */
export interface RecordingProxy {
  /** host:port of the proxy. */
  address: string;
  /** The API keys in the order they came. */
  keys: number[];
  /** Says on which port of 127.0.0.1 the broker listens, without TLS. */
  passTo(port: number): void;
  stop(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1; brokers may advertise it before they are there. */
export async function recordingProxy(): Promise<RecordingProxy> {
  const keys: number[] = [];
  const sockets = new Set<Socket>();
  let target = 0;
  const server = createServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    let waiting = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      // Every request is its length and then its API key.
      while (waiting.length >= 6 && waiting.length >= 4 + waiting.readInt32BE(0)) {
        keys.push(waiting.readInt16BE(4));
        waiting = waiting.subarray(4 + waiting.readInt32BE(0));
      }
    });
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => end.destroy());
    }
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `127.0.0.1:${address.port}`,
    keys,
    passTo(port) {
      target = port;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
