import { parseProperties } from '../readers/properties/syntax.ts';
import {
  type ClusterConnection,
  type ConnectionProblem,
  isProblem,
  parseBootstrap,
  type SaslSettings,
  type TlsSettings,
} from './connection.ts';
import { parseJaas } from './jaas.ts';

/** Reads a file that a property points at; the path is as it stands in the text. Rejects when it cannot be read. */
export type ReadFile = (path: string) => Promise<Buffer>;

type Settings = ReadonlyMap<string, string>;

/**
 * The connection that Kafka's own tools would make from the text of a client.properties. `bootstrap` wins over the
 * text's bootstrap.servers, as --bootstrap-server does. What cannot be used comes back as a problem, never a throw.
 */
export async function fromClientProperties(
  text: string,
  readFile: ReadFile,
  bootstrap?: string,
): Promise<ClusterConnection | ConnectionProblem> {
  const settings = new Map<string, string>();
  for (const { key, value } of parseProperties(text).entries) settings.set(key, value.trim());
  const addresses = parseBootstrap(bootstrap ?? settings.get('bootstrap.servers') ?? '');
  if (isProblem(addresses)) return addresses;
  const reference = [...settings].find(([key, value]) => isUsed(key) && /^\$\{[^}]+\}$/.test(value));
  if (reference) {
    return {
      problem: `${reference[0]} is a reference (${reference[1]}) that only a Java client can look up`,
    };
  }
  const protocol = (settings.get('security.protocol') || 'PLAINTEXT').toUpperCase();
  if (!['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'].includes(protocol)) {
    return {
      problem: `security.protocol is ${protocol}; Kafka knows PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL`,
    };
  }
  const tls = protocol.endsWith('SSL') ? await readTls(settings, readFile) : undefined;
  if (tls && isProblem(tls)) return tls;
  const sasl = protocol.startsWith('SASL') ? readSasl(settings) : undefined;
  if (sasl && isProblem(sasl)) return sasl;
  return { bootstrap: addresses, ...(tls ? { tls } : {}), ...(sasl ? { sasl } : {}) };
}

const isUsed = (key: string): boolean => /^(ssl|sasl|security)\./.test(key);

/** What the ssl.* properties say, with the content of the stores they name: PEM or PKCS12. */
export async function readTls(
  settings: Settings,
  readFile: ReadFile,
): Promise<TlsSettings | ConnectionProblem> {
  const trusted = await readStore(settings, 'ssl.truststore', 'ssl.truststore.certificates', readFile);
  if (trusted && isProblem(trusted)) return trusted;
  const own = await readStore(settings, 'ssl.keystore', 'ssl.keystore.certificate.chain', readFile);
  if (own && isProblem(own)) return own;
  const key = settings.get('ssl.keystore.key') ?? own?.key;
  const keyPassword = settings.get('ssl.key.password');
  return {
    ...(trusted ? { ca: trusted.certificates } : {}),
    ...(own && key !== undefined ? { certificate: own.certificates, key } : {}),
    // A key out of PKCS12 is open already.
    ...(keyPassword !== undefined && key?.includes('ENCRYPTED') ? { keyPassword } : {}),
    ...(settings.get('ssl.endpoint.identification.algorithm') === '' ? { checkName: false } : {}),
  };
}

interface Store {
  certificates: string;
  key?: string;
}

/** A trust or key store: PEM in the property itself, or a file whose content, not its declared type, says what it is. */
async function readStore(
  settings: Settings,
  prefix: 'ssl.truststore' | 'ssl.keystore',
  inline: string,
  readFile: ReadFile,
): Promise<Store | ConnectionProblem | undefined> {
  const pem = settings.get(inline);
  if (pem) return { certificates: pem };
  const path = settings.get(`${prefix}.location`);
  if (!path) return undefined;
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'it cannot be read';
    return { problem: `${prefix}.location names ${path}, which cannot be read (${code})` };
  }
  return openStore(bytes, path, prefix, settings.get(`${prefix}.password`) ?? '');
}

async function openStore(
  bytes: Buffer,
  path: string,
  prefix: string,
  password: string,
): Promise<Store | ConnectionProblem> {
  if (bytes.includes('-----BEGIN ')) {
    const text = bytes.toString();
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/.exec(text)?.[0];
    return { certificates: text, ...(key ? { key } : {}) };
  }
  const magic = bytes.toString('hex', 0, 4);
  if (magic === 'feedfeed' || magic === 'cececece') {
    const type = magic === 'feedfeed' ? 'JKS' : 'JCEKS';
    const target = `${path.replace(/\.(jks|jceks|keystore|truststore)$/, '')}.p12`;
    return {
      problem: `${path} is a ${type} store, which only Java reads. Convert it to PKCS12 and let ${prefix}.location name the new file`,
      command: `keytool -importkeystore -srckeystore ${quoted(path)} -srcstoretype ${type} -destkeystore ${quoted(target)} -deststoretype PKCS12`,
    };
  }
  if (bytes[0] !== 0x30) return { problem: `${path} is neither PEM nor PKCS12 nor JKS` };
  try {
    const { readPkcs12 } = await import('./pkcs12.ts');
    return readPkcs12(bytes, password);
  } catch {
    return {
      problem: `${path} does not open with ${prefix}.password: the password is wrong, or it is no PKCS12 store`,
    };
  }
}

const quoted = (path: string): string =>
  /^[\w./:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

function readSasl(settings: Settings): SaslSettings | ConnectionProblem {
  // Kafka's default mechanism; nothing here speaks Kerberos.
  const mechanism = settings.get('sasl.mechanism') || 'GSSAPI';
  const jaas = parseJaas(settings.get('sasl.jaas.config') ?? '');
  const option = (name: string): string | undefined => jaas?.options.get(name) || undefined;
  switch (mechanism) {
    case 'PLAIN':
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512': {
      const username = option('username');
      const password = option('password');
      if (username === undefined || password === undefined) {
        return { problem: `sasl.jaas.config has no username and password, which ${mechanism} needs` };
      }
      return { mechanism, username, password };
    }
    case 'OAUTHBEARER':
      return jaas?.module.includes('IAMLoginModule') ||
        settings.get('sasl.login.callback.handler.class')?.includes('IAM')
        ? mskIam(option)
        : clientCredentials(settings, option);
    case 'AWS_MSK_IAM':
      return mskIam(option);
    default:
      return {
        problem: `sasl.mechanism ${mechanism} cannot be used here; PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER and AWS_MSK_IAM can`,
      };
  }
}

function mskIam(option: (name: string) => string | undefined): SaslSettings {
  const profile = option('awsProfileName');
  const roleArn = option('awsRoleArn');
  const region = option('awsStsRegion');
  return {
    mechanism: 'AWS_MSK_IAM',
    ...(profile ? { profile } : {}),
    ...(roleArn ? { roleArn } : {}),
    ...(region ? { region } : {}),
  };
}

function clientCredentials(
  settings: Settings,
  option: (name: string) => string | undefined,
): SaslSettings | ConnectionProblem {
  const tokenEndpoint = settings.get('sasl.oauthbearer.token.endpoint.url');
  const clientId = settings.get('sasl.oauthbearer.client.credentials.client.id') ?? option('clientId');
  const clientSecret =
    settings.get('sasl.oauthbearer.client.credentials.client.secret') ?? option('clientSecret');
  const scope = settings.get('sasl.oauthbearer.scope') ?? option('scope');
  if (!tokenEndpoint || !clientId || !clientSecret) {
    return {
      problem:
        'OAUTHBEARER needs sasl.oauthbearer.token.endpoint.url, and clientId and clientSecret in sasl.jaas.config',
    };
  }
  if (!URL.canParse(tokenEndpoint) || !/^https?:/.test(tokenEndpoint)) {
    return {
      problem: `sasl.oauthbearer.token.endpoint.url is ${tokenEndpoint}, which is no http or https address`,
    };
  }
  const extensions = [...(parseJaas(settings.get('sasl.jaas.config') ?? '')?.options ?? [])]
    .filter(([key]) => key.startsWith('extension_'))
    .map(([key, value]) => [key.slice('extension_'.length), value] as const);
  return {
    mechanism: 'OAUTHBEARER',
    tokenEndpoint,
    clientId,
    clientSecret,
    ...(scope ? { scope } : {}),
    ...(extensions.length > 0 ? { extensions: Object.fromEntries(extensions) } : {}),
  };
}
