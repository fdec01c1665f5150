// What is asked to add a cluster, as data: which steps there are after the answers so far, and what they amount to.
import { basename } from 'node:path';
import type { SaslSettings } from '../../../server/src/cluster/connection.ts';
import { isProblem, parseBootstrap } from '../../../server/src/cluster/connection.ts';
import type { ClusterSource } from '../../../server/src/cluster/messages.ts';
import type { ConnectRequest } from '../../../server/src/protocol.ts';

/** Answers by the id of the step that asked. May hold passwords: never to be kept or logged. */
export type Answers = Readonly<Record<string, string>>;

/** One question. */
export interface Step {
  id: string;
  kind: 'text' | 'password' | 'file' | 'choice';
  prompt: string;
  /** Offered as the answer. */
  value?: string;
  placeholder?: string;
  choices?: Choice[];
  /** Says why an answer cannot be used; undefined when it can. */
  check?(answer: string): string | undefined | Promise<string | undefined>;
}

export interface Choice {
  value: string;
  label: string;
  description?: string;
}

/** What a file is, by its content: PEM with or without a private key, or a store. */
export type FileKind = 'certificates' | 'with-key' | 'key' | 'encrypted-key' | 'pkcs12' | 'java' | 'other';

/** How the form looks at files. `kind` and `text` reject when the file cannot be read. */
export interface Files {
  kind(path: string): Promise<FileKind>;
  text(path: string): Promise<string>;
}

/** Tells a certificate or key file by its content. */
export function kindOf(bytes: Uint8Array): FileKind {
  const text = new TextDecoder('latin1').decode(bytes);
  const key = /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/.test(text);
  const locked = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(text);
  if (text.includes('-----BEGIN CERTIFICATE-----')) return key ? 'with-key' : 'certificates';
  if (key) return locked ? 'encrypted-key' : 'key';
  if (/^(\xfe\xed\xfe\xed|\xce\xce\xce\xce)/.test(text)) return 'java';
  return bytes[0] === 0x30 ? 'pkcs12' : 'other';
}

/** The questions, in order, as far as the answers so far decide them; `given` is what a file said of the cluster. */
export async function stepsOf(answers: Answers, files: Files, given?: ConnectRequest): Promise<Step[]> {
  const steps = given ? [] : [wayStep];
  if ((answers.way ?? 'form') === 'form') {
    steps.push(bootstrapStep(given), securityStep(given));
    if (answers.security?.endsWith('SSL')) steps.push(...(await tlsSteps(answers, files)));
    if (answers.security?.startsWith('SASL')) steps.push(...saslSteps(answers, given));
  } else {
    steps.push(fileStep('properties', 'Path of the client.properties', files));
    if (answers.properties !== undefined && !(await namesBootstrap(answers.properties, files)))
      steps.push(bootstrapStep());
  }
  return [...steps, nameStep(answers, given)];
}

/** How the cluster is reached, by the answers to all questions. Rejects when a key file is gone meanwhile. */
export async function sourceOf(answers: Answers, files: Files): Promise<ClusterSource> {
  const { bootstrap = '', properties, security = '' } = answers;
  if (properties !== undefined && answers.way === 'file') return { bootstrap, file: properties };
  const tls = security.endsWith('SSL') ? await tlsOf(answers, files) : undefined;
  const sasl = security.startsWith('SASL') ? saslOf(answers) : undefined;
  return { bootstrap, ...(tls ? { tls } : {}), ...(sasl ? { sasl } : {}) };
}

const wayStep: Step = {
  id: 'way',
  kind: 'choice',
  prompt: 'How is the cluster reached?',
  choices: [
    { label: 'Bootstrap servers', value: 'form' },
    { label: 'A client.properties file', description: "as Kafka's own tools take it", value: 'file' },
  ],
};

function bootstrapStep(given?: ConnectRequest): Step {
  return {
    id: 'bootstrap',
    kind: 'text',
    prompt: given?.hint === undefined ? 'Bootstrap servers' : `Bootstrap servers. ${given.hint}`,
    value: given?.bootstrap ?? '',
    placeholder: 'b1.example.org:9092, b2.example.org:9092',
    check: (answer) => {
      const addresses = parseBootstrap(answer);
      return isProblem(addresses) ? addresses.problem : undefined;
    },
  };
}

/** What the file says is offered first: Enter takes it. */
const firstOf = (value: string | undefined, choices: Choice[]): Choice[] => [
  ...choices.filter((choice) => choice.value === value),
  ...choices.filter((choice) => choice.value !== value),
];

const securityStep = (given?: ConnectRequest): Step => ({
  id: 'security',
  kind: 'choice',
  prompt: 'Security',
  choices: firstOf(given?.security, [
    { label: 'None', description: 'PLAINTEXT', value: 'PLAINTEXT' },
    { label: 'TLS', description: 'SSL', value: 'SSL' },
    { label: 'Sign-in over TLS', description: 'SASL_SSL', value: 'SASL_SSL' },
    { label: 'Sign-in without TLS', description: 'SASL_PLAINTEXT', value: 'SASL_PLAINTEXT' },
  ]),
});

const trustStep: Step = {
  id: 'trust',
  kind: 'choice',
  prompt: 'Whose certificates are trusted?',
  choices: [
    { label: 'Well-known authorities', value: 'known' },
    { label: 'An authority of your own', description: 'PEM or PKCS12', value: 'own' },
    {
      label: 'An authority of your own, and a client certificate',
      description: 'mutual TLS',
      value: 'own, mutual',
    },
    {
      label: 'Well-known authorities, and a client certificate',
      description: 'mutual TLS',
      value: 'known, mutual',
    },
  ],
};

async function tlsSteps({ trust = '', truststore, keystore, key }: Answers, files: Files): Promise<Step[]> {
  const steps = [trustStep];
  if (trust.startsWith('own')) {
    steps.push(
      fileStep('truststore', "Path of the authority's certificate", files, ['key', 'encrypted-key']),
    );
    if ((await seen(truststore, files)) === 'pkcs12')
      steps.push(passwordStep('truststorePassword', 'Password of the trust store'));
  }
  if (trust.endsWith('mutual')) {
    steps.push(fileStep('keystore', 'Path of the client certificate', files, ['key', 'encrypted-key']));
    const kind = await seen(keystore, files);
    if (kind === 'pkcs12') steps.push(passwordStep('keystorePassword', 'Password of the key store'));
    if (kind === 'with-key' && (await files.text(keystore ?? '')).includes('ENCRYPTED'))
      steps.push(passwordStep('keyPassword', 'Password of the private key'));
    if (kind === 'certificates') {
      steps.push(fileStep('key', 'Path of the private key', files, ['certificates', 'pkcs12', 'java']));
      if ((await seen(key, files)) === 'encrypted-key')
        steps.push(passwordStep('keyPassword', 'Password of the private key'));
    }
  }
  return steps;
}

/** The kind of an answered file; undefined for one that is not answered, or gone since. */
const seen = (path: string | undefined, files: Files): Promise<FileKind | undefined> =>
  path === undefined ? Promise.resolve(undefined) : files.kind(path).catch(() => undefined);

const unusable: Partial<Record<FileKind, string>> = {
  certificates: 'has a certificate, and no private key',
  key: 'has a private key, and no certificate',
  'encrypted-key': 'has a private key, and no certificate',
  pkcs12: 'is a PKCS12 store; the private key is asked for as PEM',
  java: 'is a store that only Java reads',
};

/** Asks for a file; `refused` are the kinds that cannot be meant. A properties file is of no kind. */
function fileStep(id: string, prompt: string, files: Files, refused: FileKind[] = []): Step {
  return {
    id,
    kind: 'file',
    prompt,
    async check(path) {
      let kind: FileKind;
      try {
        kind = await files.kind(path);
      } catch {
        return `${path || 'This'} is no file that can be read.`;
      }
      if (refused.length === 0) return undefined;
      if (kind === 'other') return `${basename(path)} is neither PEM nor PKCS12.`;
      return refused.includes(kind) ? `${basename(path)} ${unusable[kind]}.` : undefined;
    },
  };
}

const required =
  (what: string) =>
  (answer: string): string | undefined =>
    answer.trim() === '' ? `${what} is needed.` : undefined;

const textStep = (id: string, prompt: string, more: Partial<Step> = {}): Step => ({
  id,
  kind: 'text',
  prompt,
  check: required(prompt),
  ...more,
});

/** A store may have an empty password, a user may not. */
const passwordStep = (id: string, prompt: string, more: Partial<Step> = {}): Step => ({
  id,
  kind: 'password',
  prompt,
  ...more,
});

const mechanisms: Choice[] = [
  { label: 'SCRAM-SHA-512', value: 'SCRAM-SHA-512' },
  { label: 'SCRAM-SHA-256', value: 'SCRAM-SHA-256' },
  { label: 'PLAIN', value: 'PLAIN' },
  { label: 'OAUTHBEARER', description: 'client credentials', value: 'OAUTHBEARER' },
  { label: 'OAUTHBEARER', description: 'a command that prints a token', value: 'token command' },
  { label: 'AWS MSK IAM', description: "this machine's AWS credentials", value: 'AWS_MSK_IAM' },
];

function saslSteps({ mechanism }: Answers, given?: ConnectRequest): Step[] {
  const steps: Step[] = [
    { id: 'mechanism', kind: 'choice', prompt: 'Mechanism', choices: firstOf(given?.mechanism, mechanisms) },
  ];
  switch (mechanism) {
    case undefined:
      return steps;
    case 'AWS_MSK_IAM':
      return [
        ...steps,
        textStep('profile', 'AWS profile', {
          placeholder: 'empty: the default credentials',
          check: anything,
        }),
        textStep('region', 'AWS region', {
          placeholder: 'empty: read from the name of the broker',
          check: anything,
        }),
      ];
    case 'token command':
      return [
        ...steps,
        textStep('tokenCommand', 'Command that prints a token, run in a shell for each connection', {
          check: required('A command'),
        }),
      ];
    case 'OAUTHBEARER':
      return [
        ...steps,
        textStep('tokenEndpoint', 'Token endpoint', {
          placeholder: 'https://login.example.org/oauth2/token',
          check: (answer) =>
            /^https?:\/\/\S/.test(answer) && URL.canParse(answer)
              ? undefined
              : 'The address of the token endpoint begins with https:// or http://.',
        }),
        textStep('clientId', 'Client id'),
        passwordStep('clientSecret', 'Client secret', { check: required('Client secret') }),
        textStep('scope', 'Scope', { placeholder: 'empty: none', check: anything }),
      ];
    default:
      return [
        ...steps,
        textStep('username', 'User name'),
        passwordStep('password', 'Password', { check: required('Password') }),
      ];
  }
}

const anything = (): undefined => undefined;

function nameStep({ way, properties, bootstrap }: Answers, given?: ConnectRequest): Step {
  const file = way === 'file' ? properties : undefined;
  return textStep('name', 'Name of the cluster', {
    value: given?.name ?? (file ? basename(file, '.properties') : (bootstrap?.split(':')[0] ?? '')),
    check: required('A name'),
  });
}

async function namesBootstrap(path: string, files: Files): Promise<boolean> {
  const text = await files.text(path).catch(() => '');
  return /^\s*bootstrap\.servers\s*[=: ]/m.test(text);
}

/** As Kafka's own properties say it. A key in a file of its own is kept with its certificate, in the secret. */
async function tlsOf(answers: Answers, files: Files): Promise<Record<string, string>> {
  const {
    trust = '',
    truststore,
    truststorePassword,
    keystore,
    keystorePassword,
    key,
    keyPassword,
  } = answers;
  const own = trust.startsWith('own') && truststore !== undefined;
  const mutual = trust.endsWith('mutual') && keystore !== undefined;
  const apart = mutual && key !== undefined && (await files.kind(keystore)) === 'certificates';
  return {
    ...(own ? { 'ssl.truststore.location': truststore } : {}),
    ...(own && truststorePassword !== undefined ? { 'ssl.truststore.password': truststorePassword } : {}),
    ...(mutual && !apart ? { 'ssl.keystore.location': keystore } : {}),
    ...(mutual && keystorePassword !== undefined ? { 'ssl.keystore.password': keystorePassword } : {}),
    ...(apart
      ? {
          'ssl.keystore.certificate.chain': await files.text(keystore),
          'ssl.keystore.key': await files.text(key),
        }
      : {}),
    ...(mutual && keyPassword !== undefined ? { 'ssl.key.password': keyPassword } : {}),
  };
}

function saslOf(answers: Answers): SaslSettings {
  const { mechanism, username = '', password = '', tokenEndpoint = '', clientId = '' } = answers;
  const given = (name: string): Record<string, string> => (answers[name] ? { [name]: answers[name] } : {});
  switch (mechanism) {
    case 'AWS_MSK_IAM':
      return { mechanism, ...given('profile'), ...given('region') };
    case 'token command':
      return { mechanism: 'OAUTHBEARER', tokenCommand: answers.tokenCommand ?? '' };
    case 'OAUTHBEARER':
      return {
        mechanism,
        tokenEndpoint,
        clientId,
        clientSecret: answers.clientSecret ?? '',
        ...given('scope'),
      };
    case 'PLAIN':
    case 'SCRAM-SHA-256':
      return { mechanism, username, password };
    default:
      return { mechanism: 'SCRAM-SHA-512', username, password };
  }
}
