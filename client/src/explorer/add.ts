import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ClusterSource, TestResult } from '../../../server/src/cluster/messages.ts';
import type { ConnectRequest } from '../../../server/src/protocol.ts';

type Test = (source: ClusterSource) => Promise<TestResult>;
type Tls = NonNullable<ClusterSource['tls']>;
type Sasl = NonNullable<ClusterSource['sasl']>;

const title = 'Add a Kafka cluster';

/**
 * Asks for a cluster step by step, beginning with what a file said; undefined when the person leaves. Only a connection
 * that was tried is given back.
 */
export async function askForCluster(
  test: Test,
  given?: ConnectRequest,
): Promise<{ name: string; source: ClusterSource } | undefined> {
  const source = given ? await sourceFrom(given) : await askForSource();
  if (!source) return undefined;
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Connecting to Kafka' },
    () => test(source),
  );
  if ('kind' in result && !(await addAnyway(result))) return undefined;
  const name = await vscode.window.showInputBox({
    title,
    prompt: 'Name of the cluster',
    value: given
      ? given.name
      : source.file
        ? basename(source.file, '.properties')
        : (source.bootstrap.split(':')[0] ?? ''),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'A cluster needs a name.' : undefined),
  });
  return name === undefined ? undefined : { name: name.trim(), source };
}

async function addAnyway(result: { text: string; command?: string }): Promise<boolean> {
  const copy = result.command === undefined ? [] : ['Copy command'];
  const choice = await vscode.window.showErrorMessage(result.text, ...copy, 'Add anyway');
  if (choice === 'Copy command' && result.command) await vscode.env.clipboard.writeText(result.command);
  return choice === 'Add anyway';
}

async function askForSource(): Promise<ClusterSource | undefined> {
  const way = await pick('How is the cluster reached?', [
    { label: 'Bootstrap servers', value: 'form' },
    { label: 'A client.properties file', description: "as Kafka's own tools take it", value: 'file' },
  ]);
  if (way === 'file') return askForFile();
  return way === 'form' ? askForForm() : undefined;
}

async function askForFile(): Promise<ClusterSource | undefined> {
  const file = await chooseFile('Use this client.properties');
  if (!file) return undefined;
  const text = await readText(file);
  if (/^\s*bootstrap\.servers\s*[=: ]/m.test(text)) return { bootstrap: '', file: file.fsPath };
  const bootstrap = await askForBootstrap();
  return bootstrap === undefined ? undefined : { bootstrap, file: file.fsPath };
}

/** A properties file says it all; of other files the form is filled in. */
async function sourceFrom(given: ConnectRequest): Promise<ClusterSource | undefined> {
  if (given.propertiesUri !== undefined)
    return { bootstrap: '', file: vscode.Uri.parse(given.propertiesUri).fsPath };
  return askForForm(given);
}

async function askForForm(given?: ConnectRequest): Promise<ClusterSource | undefined> {
  const bootstrap = await askForBootstrap(given);
  if (bootstrap === undefined) return undefined;
  const protocol = await pick(
    'Security',
    firstOf(given?.security, [
      { label: 'None', description: 'PLAINTEXT', value: 'PLAINTEXT' },
      { label: 'TLS', description: 'SSL', value: 'SSL' },
      { label: 'Sign-in over TLS', description: 'SASL_SSL', value: 'SASL_SSL' },
      { label: 'Sign-in without TLS', description: 'SASL_PLAINTEXT', value: 'SASL_PLAINTEXT' },
    ]),
  );
  if (protocol === undefined) return undefined;
  const tls = protocol.endsWith('SSL') ? await askForTls() : undefined;
  if (tls === 'left') return undefined;
  const sasl = protocol.startsWith('SASL') ? await askForSasl(given?.mechanism) : undefined;
  if (sasl === 'left') return undefined;
  return { bootstrap, ...(tls ? { tls } : {}), ...(sasl ? { sasl } : {}) };
}

/** What the file says is offered first: Enter takes it. */
const firstOf = <T extends { value: string }>(value: string | undefined, items: T[]): T[] => [
  ...items.filter((item) => item.value === value),
  ...items.filter((item) => item.value !== value),
];

const askForBootstrap = (given?: ConnectRequest): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title,
    prompt: given?.hint === undefined ? 'Bootstrap servers' : `Bootstrap servers. ${given.hint}`,
    value: given?.bootstrap ?? '',
    placeHolder: 'b1.example.org:9092, b2.example.org:9092',
    ignoreFocusOut: true,
    validateInput: (text) => (/\S:\d+/.test(text) ? undefined : 'Name at least one broker as host:port.'),
  });

async function askForTls(): Promise<Tls | 'left'> {
  const trust = await pick('Whose certificates are trusted?', [
    { label: 'Well-known authorities', value: 'known' },
    { label: 'An authority of your own', description: 'a PEM file', value: 'own' },
    {
      label: 'An authority of your own, and a client certificate',
      description: 'PEM files',
      value: 'mutual',
    },
  ]);
  if (trust === undefined) return 'left';
  const tls: Tls = {};
  if (trust === 'known') return tls;
  const ca = await chooseFile("Trust this CA's certificate");
  if (!ca) return 'left';
  tls.ca = await readText(ca);
  if (trust === 'own') return tls;
  const certificate = await chooseFile('Use this client certificate');
  const key = certificate && (await chooseFile('Use this private key'));
  if (!certificate || !key) return 'left';
  tls.certificate = await readText(certificate);
  tls.key = await readText(key);
  if (!tls.key.includes('ENCRYPTED')) return tls;
  const password = await askForPassword('Password of the private key');
  return password === undefined ? 'left' : { ...tls, keyPassword: password };
}

async function askForSasl(first?: string): Promise<Sasl | 'left'> {
  const mechanism = await pick<Sasl['mechanism'] | 'token command'>(
    'Mechanism',
    firstOf(first, [
      { label: 'SCRAM-SHA-512', value: 'SCRAM-SHA-512' },
      { label: 'SCRAM-SHA-256', value: 'SCRAM-SHA-256' },
      { label: 'PLAIN', value: 'PLAIN' },
      { label: 'OAUTHBEARER', description: 'client credentials', value: 'OAUTHBEARER' },
      { label: 'OAUTHBEARER', description: 'a command that prints a token', value: 'token command' },
      { label: 'AWS MSK IAM', description: "this machine's AWS credentials", value: 'AWS_MSK_IAM' },
    ]),
  );
  switch (mechanism) {
    case undefined:
      return 'left';
    case 'AWS_MSK_IAM':
      return { mechanism };
    case 'token command': {
      const tokenCommand = await askForText(
        'Command that prints a token, run in a shell for each connection',
      );
      return tokenCommand ? { mechanism: 'OAUTHBEARER', tokenCommand } : 'left';
    }
    case 'OAUTHBEARER': {
      const tokenEndpoint = await askForText('Token endpoint (https://…)');
      const clientId = tokenEndpoint && (await askForText('Client id'));
      const clientSecret = clientId && (await askForPassword('Client secret'));
      return tokenEndpoint && clientId && clientSecret
        ? { mechanism, tokenEndpoint, clientId, clientSecret }
        : 'left';
    }
    default: {
      const username = await askForText('User name');
      const password = username && (await askForPassword('Password'));
      return username && password ? { mechanism, username, password } : 'left';
    }
  }
}

const askForText = (prompt: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({ title, prompt, ignoreFocusOut: true });

const askForPassword = (prompt: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });

async function pick<T extends string>(
  placeHolder: string,
  items: { label: string; description?: string; value: T }[],
): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.value;
}

async function chooseFile(openLabel: string): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog({ title: openLabel, openLabel, canSelectMany: false }))?.[0];
}

const readText = async (file: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
