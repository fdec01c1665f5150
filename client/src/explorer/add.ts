import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ClusterSource, TestResult } from '../../../server/src/cluster/messages.ts';
import type { ConnectRequest } from '../../../server/src/protocol.ts';
import { type Answers, type Files, kindOf, sourceOf, stepsOf } from './cluster-form.ts';
import { fillForm } from './form.ts';

type Test = (source: ClusterSource) => Promise<TestResult>;

const title = 'Add a Kafka cluster';

const files: Files = {
  kind: async (path) => kindOf(await readFile(path)),
  text: (path) => readFile(path, 'utf8'),
};

/**
 * Asks for a cluster step by step, beginning with what a file said; undefined when the person leaves. Only a connection
 * that was tried is given back: when it fails, the answers can be changed.
 */
export async function askForCluster(
  test: Test,
  given?: ConnectRequest,
): Promise<{ name: string; source: ClusterSource } | undefined> {
  // A properties file says it all but the name.
  const properties = given?.propertiesUri && vscode.Uri.parse(given.propertiesUri).fsPath;
  let answers: Answers | undefined = properties ? { way: 'file', properties } : {};
  for (let tried = false; ; tried = true) {
    answers = await fillForm(title, (so) => stepsOf(so, files, properties ? undefined : given), {
      begin: { ...(given?.name && properties ? { name: given.name } : {}), ...answers },
      last: tried || properties !== undefined,
    });
    if (!answers) return undefined;
    const { name = '' } = answers;
    const source = await sourceOf(answers, files);
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Connecting to ${name}` },
      () => test(source),
    );
    const next = 'kind' in result ? await afterFailure(result) : 'add';
    if (next === 'add') return { name: name.trim(), source };
    if (next === 'leave') return undefined;
  }
}

/** Says what is wrong with a connection, and what the person wants to do about it. */
async function afterFailure(result: { text: string; command?: string }): Promise<'add' | 'change' | 'leave'> {
  const { text, command } = result;
  const copy = command === undefined ? [] : ['Copy command'];
  const choice = await vscode.window.showErrorMessage(text, 'Change', ...copy, 'Add anyway');
  if (choice === 'Copy command' && command) {
    await vscode.env.clipboard.writeText(command);
    return 'change';
  }
  return choice === 'Change' ? 'change' : choice === 'Add anyway' ? 'add' : 'leave';
}
