import { connect as connectTls } from 'node:tls';
import { addressText } from './connection.ts';
import { type BrokerAddress, BrokerFailure, type Credentials, openBroker } from './protocol/broker.ts';
import { errorNames } from './protocol/generated/codes.ts';

export type DiagnosisKind =
  | 'advertised-unreachable'
  | 'certificate-expired'
  | 'client-certificate'
  | 'controller-port'
  | 'key-unusable'
  | 'mechanism-not-enabled'
  | 'name-mismatch'
  | 'no-answer'
  | 'no-route'
  | 'not-authorized'
  | 'not-kafka'
  | 'one-address-for-all'
  | 'plaintext-expected'
  | 'refused'
  | 'sasl-expected'
  | 'sasl-not-used'
  | 'tls-expected'
  | 'token'
  | 'unknown'
  | 'unknown-ca'
  | 'unknown-host'
  | 'unsupported'
  | 'wrong-password';

/** What is wrong with a connection: what was tried, what came back, what to do. Holds no secret. */
export interface Diagnosis {
  kind: DiagnosisKind;
  text: string;
}

/** Milliseconds a look at the other protocol may take; with the deadlines of a connection it stays under 6 s. */
const probeDeadline = 1200;

const unknownAuthority = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** Says in plain words why a connection failed; looks at the listener once more where the failure alone does not tell. */
export async function diagnose(failure: BrokerFailure, credentials: Credentials): Promise<Diagnosis> {
  switch (failure.stage) {
    case 'connect':
      return atConnect(failure);
    case 'tls':
      return atTls(failure, credentials);
    case 'api-versions':
      return atApiVersions(failure, credentials);
    case 'sasl':
      return atSasl(failure, credentials);
    case 'request':
      return atRequest(failure, credentials);
  }
}

function atConnect({ address, code, message }: BrokerFailure): Diagnosis {
  const where = addressText(address);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      kind: 'unknown-host',
      text: `${address.host} is no name that this machine can look up. Check its spelling, or connect to the network whose DNS knows it.`,
    };
  }
  if (code === 'ECONNREFUSED') {
    return {
      kind: 'refused',
      text: `nothing listens on ${where}: the connection was refused. The broker is down, or it listens on another port.`,
    };
  }
  if (code === 'TIMEOUT' || code === 'ETIMEDOUT') {
    return {
      kind: 'no-answer',
      text: `${where} does not answer. A firewall or security group drops the connection, or the host is down.`,
    };
  }
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL') {
    return {
      kind: 'no-route',
      text: `this machine has no way to ${where} (${code}). Check the network or the VPN.`,
    };
  }
  if (message.startsWith('Failed to connect')) {
    return {
      kind: 'key-unusable',
      text: "the client's key or certificate cannot be used: the key's password is wrong, or key and certificate do not belong together.",
    };
  }
  return { kind: 'unknown', text: `${where}: ${message}` };
}

async function atTls(failure: BrokerFailure, credentials: Credentials): Promise<Diagnosis> {
  const { address, code, message } = failure;
  const where = addressText(address);
  if (unknownAuthority.includes(code)) {
    return {
      kind: 'unknown-ca',
      text: `${where} shows a certificate of an authority that is not trusted here (${code}). Give the CA's certificate in the connection's security.`,
    };
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return {
      kind: 'certificate-expired',
      text: `the certificate of ${where} has expired. Renew it on the broker.`,
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const has = /cert's (?:list|altnames|CN): (.+)$/.exec(message)?.[1];
    return {
      kind: 'name-mismatch',
      text: `the certificate of ${where} is not for ${address.host}${has ? `; it is for ${has}` : ''}. Connect by a name of the certificate, or issue one for ${address.host}.`,
    };
  }
  const plaintext = await speaksPlaintext(address);
  if (plaintext) {
    return {
      kind: 'plaintext-expected',
      text: `${where} speaks plaintext; this connection uses TLS. Turn TLS off, or take the port of a TLS listener.`,
    };
  }
  if (code.includes('ALERT')) return clientCertificate(where, credentials);
  if (code === 'TIMEOUT') return silent(where);
  return {
    kind: 'not-kafka',
    text: `${where} does not speak TLS, and not Kafka's protocol either (${code}).`,
  };
}

async function atApiVersions(failure: BrokerFailure, credentials: Credentials): Promise<Diagnosis> {
  const { address, code, firstBytes } = failure;
  const where = addressText(address);
  if (credentials.tls && (code.includes('ALERT') || code === 'ECONNRESET' || code === 'CLOSED')) {
    return clientCertificate(where, credentials);
  }
  if (firstBytes?.toString('latin1').startsWith('HTTP')) {
    return {
      kind: 'not-kafka',
      text: `${where} speaks HTTP, not Kafka's protocol. Take the port of a Kafka listener.`,
    };
  }
  if (!credentials.tls && (await speaksTls(address))) {
    return {
      kind: 'tls-expected',
      text: `${where} speaks TLS; this connection is plaintext. Choose TLS in the connection's security.`,
    };
  }
  if (code === 'TIMEOUT') return silent(where);
  return {
    kind: 'not-kafka',
    text: `${where} does not speak Kafka's protocol: it ended the connection or answered something else. Take the port of a Kafka listener.`,
  };
}

const silent = (where: string): Diagnosis => ({
  kind: 'no-answer',
  text: `${where} accepts the connection and never answers. The broker hangs, or something else listens there.`,
});

const clientCertificate = (where: string, { tls }: Credentials): Diagnosis => ({
  kind: 'client-certificate',
  text: tls?.cert
    ? `${where} does not accept this client's certificate. Use one that the broker's trust store knows.`
    : `${where} asks for a client certificate. Give certificate and key in the connection's security.`,
});

async function atSasl(failure: BrokerFailure, credentials: Credentials): Promise<Diagnosis> {
  const { address, code, message } = failure;
  const where = addressText(address);
  const mechanism = credentials.sasl?.mechanism.toUpperCase() ?? '';
  if (code === 'UNSUPPORTED_SASL_MECHANISM') {
    const enabled = (await handshake(address, credentials, mechanism))?.mechanisms ?? [];
    return {
      kind: 'mechanism-not-enabled',
      text: `${where} does not enable ${mechanism}${enabled.length > 0 ? `; it enables ${enabled.join(', ')}` : ''}. Choose another mechanism, or another listener.`,
    };
  }
  if (code === 'ILLEGAL_SASL_STATE') {
    return {
      kind: 'sasl-not-used',
      text: `${where} does not use SASL; this connection wants to sign in with ${mechanism}. Choose no SASL, or the port of a SASL listener.`,
    };
  }
  if (code === 'TOKEN') return { kind: 'token', text: `${where}: ${message}.` };
  if (code === 'TIMEOUT') return silent(where);
  return mechanism === 'OAUTHBEARER'
    ? { kind: 'token', text: `${where} did not accept the token. Check its issuer, audience and time.` }
    : {
        kind: 'wrong-password',
        text: `${where} did not accept the user name or password (${mechanism}). Check both, and that the user exists for this mechanism.`,
      };
}

async function atRequest(failure: BrokerFailure, credentials: Credentials): Promise<Diagnosis> {
  const { address, code, message } = failure;
  const where = addressText(address);
  if (code === 'UNSUPPORTED') {
    return message.includes(' of Metadata ')
      ? {
          kind: 'controller-port',
          text: `${where} is a controller's port: it answers brokers, not clients. Take the port of a broker's listener.`,
        }
      : { kind: 'unsupported', text: `${where}: ${message}. Kafka 2.8 to 4.4 is supported.` };
  }
  if (code.endsWith('AUTHORIZATION_FAILED')) {
    return { kind: 'not-authorized', text: `${where} answers, but this user is not authorized (${code}).` };
  }
  if (!credentials.sasl && code !== 'TIMEOUT') {
    const answer = await handshake(address, credentials, 'PLAIN');
    if (answer && errorNames[answer.errorCode] !== 'ILLEGAL_SASL_STATE') {
      return {
        kind: 'sasl-expected',
        text: `${where} wants a sign-in with SASL (${answer.mechanisms.join(', ')}); this connection has none. Choose the mechanism in the connection's security.`,
      };
    }
  }
  if (code === 'TIMEOUT') return silent(where);
  return { kind: 'unknown', text: `${where} ended the connection (${code}).` };
}

/** True when something on that port takes part in a TLS handshake, whoever it says it is. */
function speaksTls({ host, port }: BrokerAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, rejectUnauthorized: false });
    const done = (spoken: boolean): void => {
      socket.destroy();
      resolve(spoken);
    };
    socket.setTimeout(probeDeadline, () => done(false));
    socket.once('secureConnect', () => done(true));
    socket.once('error', ({ message }) => done(/alert/.test(message)));
  });
}

const quick = { connect: probeDeadline, request: probeDeadline };

async function speaksPlaintext(address: BrokerAddress): Promise<boolean> {
  try {
    (await openBroker(address, { tls: null, sasl: null }, quick)).close();
    return true;
  } catch {
    return false;
  }
}

/** Asks which mechanisms a listener has; undefined when it does not say. */
async function handshake(
  address: BrokerAddress,
  { tls }: Credentials,
  mechanism: string,
): Promise<{ errorCode: number; mechanisms: string[] } | undefined> {
  try {
    const broker = await openBroker(address, { tls, sasl: null }, quick);
    try {
      return await broker.send('SaslHandshake', { mechanism });
    } finally {
      broker.close();
    }
  } catch {
    return undefined;
  }
}

/** A failure of any kind as a diagnosis: what is not a broker's failure keeps its message. */
export function diagnoseAny(error: unknown, credentials: Credentials): Promise<Diagnosis> {
  if (error instanceof BrokerFailure) return diagnose(error, credentials);
  return Promise.resolve({ kind: 'unknown', text: error instanceof Error ? error.message : String(error) });
}
