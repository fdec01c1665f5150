import type { BrokerAddress, Credentials } from './protocol/broker.ts';

/** How to reach a cluster: plain data, so that it can be kept (its secrets apart) and sent between processes. */
export interface ClusterConnection {
  bootstrap: BrokerAddress[];
  tls?: TlsSettings;
  sasl?: SaslSettings;
}

/** Certificates and keys as PEM text, whatever file they came from. */
export interface TlsSettings {
  /** The authorities to trust instead of the well-known ones. */
  ca?: string;
  /** The client's certificate chain and key, for mutual TLS. */
  certificate?: string;
  key?: string;
  keyPassword?: string;
  /** False when ssl.endpoint.identification.algorithm is empty: any name in the certificate will do. */
  checkName?: boolean;
}

export type SaslSettings =
  | { mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'; username: string; password: string }
  | ({ mechanism: 'OAUTHBEARER' } & TokenSource)
  | { mechanism: 'AWS_MSK_IAM'; region?: string; profile?: string; roleArn?: string };

/** Where an OAuth token comes from: the client credentials grant of RFC 6749, or a command that prints the token. */
export type TokenSource =
  | {
      tokenEndpoint: string;
      clientId: string;
      clientSecret: string;
      scope?: string;
      extensions?: Record<string, string>;
    }
  | { tokenCommand: string; extensions?: Record<string, string> };

/** A setting that cannot be used, in words for the person who wrote it. */
export interface ConnectionProblem {
  problem: string;
  /** A command to run or copy, when there is one. */
  command?: string;
}

/** Reads "host:port,host:port" as `bootstrap.servers` has it; IPv6 addresses stand in brackets. */
export function parseBootstrap(text: string): BrokerAddress[] | ConnectionProblem {
  const addresses: BrokerAddress[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    // A listener's name in front, as listeners are written, does no harm.
    const match = /^(?:[\w-]+:\/\/)?(?:\[([\da-fA-F:.]+)\]|([^\s:[\]/]+)):(\d+)$/.exec(entry);
    const host = match?.[1] ?? match?.[2];
    const port = Number(match?.[3]);
    if (host === undefined || !(port >= 1 && port <= 65535)) {
      return {
        problem: `${entry} is not host:port: give the name and port of a broker, as b1.example.org:9092`,
      };
    }
    addresses.push({ host, port });
  }
  if (addresses.length === 0)
    return { problem: 'no bootstrap server is given: name at least one broker as host:port' };
  return addresses;
}

export const isProblem = (value: object): value is ConnectionProblem => 'problem' in value;

/** The address as people write it. */
export const addressText = ({ host, port }: BrokerAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** Makes what sockets and kafkajs need of a connection; loads the signer of AWS only when it is used. */
export async function credentialsOf(connection: ClusterConnection): Promise<Credentials> {
  return {
    tls: connection.tls ? tlsOptions(connection.tls) : null,
    sasl: connection.sasl ? await saslOptions(connection.sasl, connection.tls) : null,
  };
}

function tlsOptions(tls: TlsSettings): NonNullable<Credentials['tls']> {
  return {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    ...(tls.keyPassword === undefined ? {} : { passphrase: tls.keyPassword }),
    ...(tls.checkName === false ? { checkServerIdentity: () => undefined } : {}),
  };
}

async function saslOptions(sasl: SaslSettings, tls?: TlsSettings): Promise<NonNullable<Credentials['sasl']>> {
  switch (sasl.mechanism) {
    case 'PLAIN':
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512':
      return { mechanism: sasl.mechanism, username: sasl.username, password: sasl.password };
    case 'OAUTHBEARER': {
      const { bearerAuthentication, tokenFrom } = await import('./oauth.ts');
      return {
        mechanism: 'OAUTHBEARER',
        authenticationProvider: bearerAuthentication(tokenFrom(sasl, tls?.ca), sasl.extensions),
      };
    }
    case 'AWS_MSK_IAM': {
      const { bearerAuthentication } = await import('./oauth.ts');
      const { mskToken } = await import('./msk-iam.ts');
      return { mechanism: 'OAUTHBEARER', authenticationProvider: bearerAuthentication(mskToken(sasl)) };
    }
  }
}
