import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  actionsOn,
  eventually,
  file,
  finding,
  findings,
  noFinding,
  open,
  replace,
  ruleOf,
} from './editor.ts';

const kafka = 'prod/kafka.yaml';
const orders = 'prod/topics/orders.yaml';
const broker = 'broker.properties';

/** The values in the workspace's files that are wrong, as they stand there. */
const text = (document: vscode.TextDocument, { range }: vscode.Diagnostic): string => document.getText(range);

describe('the extension in VS Code', () => {
  it('is active because the folder holds YAML and properties files, before any is opened', async () => {
    const extension = vscode.extensions.getExtension('kafka-review.kafka-review');
    assert.ok(extension);
    await eventually(() => extension.isActive);
    assert.deepEqual(vscode.window.visibleTextEditors, []);
  });

  it('has the commands that it announces', async () => {
    const announced: { command: string }[] =
      vscode.extensions.getExtension('kafka-review.kafka-review')?.packageJSON.contributes.commands;
    const known = new Set(await vscode.commands.getCommands());
    assert.deepEqual(
      announced.filter(({ command }) => !known.has(command)),
      [],
    );
  });

  it('finds problems in files that are not open', async () => {
    await finding(kafka, 'min-isr-equals-rf');
    await finding(broker, 'min-isr-equals-rf');
    await finding(orders, 'replication-factor-exceeds-brokers');
  });

  it('leaves a file alone that has the name of a Kafka file but is none', async () => {
    await finding(broker, 'min-isr-equals-rf');
    await open('server.properties');
    await open(broker);
    assert.deepEqual(vscode.languages.getDiagnostics(file('server.properties')), []);
  });
});

describe('a finding', () => {
  it('stands on the wrong value and links to the page of its rule', async () => {
    const { document } = await open(kafka);
    const found = await finding(kafka, 'min-isr-equals-rf');
    assert.equal(text(document, found), '3');
    assert.match(document.lineAt(found.range.start.line).text, /min\.insync\.replicas: 3/);
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.match(found.message, /min\.insync\.replicas = .* = 3/);
    assert.ok(typeof found.code === 'object');
    assert.match(found.code.target.toString(), /docs\/rules\/min-isr-equals-rf/);
  });

  it('of two files points from the topic to the node pool that counts the brokers', async () => {
    await open(orders);
    const found = await finding(orders, 'replication-factor-exceeds-brokers');
    const other = found.relatedInformation?.[0];
    assert.ok(other);
    assert.equal(other.location.uri.toString(), file(kafka).toString());
    const { document } = await open(kafka);
    assert.equal(document.getText(other.location.range), '3');
    assert.equal(document.lineAt(other.location.range.start.line).text.trim(), 'replicas: 3');
  });

  it('appears in another, closed file while the first is typed in, and goes again', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const editor = await open(kafka);
    await finding(orders, 'replication-factor-exceeds-brokers');
    const pool = 'replicas: 3\n  roles: [broker]';
    await replace(editor, pool, pool.replace('3', '6'));
    await noFinding(orders, 'replication-factor-exceeds-brokers');
    await replace(editor, pool.replace('3', '6'), pool);
    await finding(orders, 'replication-factor-exceeds-brokers');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('is left out where the YAML extension shows the same error of a schema, until it is gone there', async () => {
    const editor = await open(kafka);
    await replace(editor, '  kafka:\n', '  kafka:\n    verzion: 4.1.0\n');
    const { range } = await finding(kafka, 'strimzi-unknown-field');
    const theirs = vscode.languages.createDiagnosticCollection('stands in for redhat.vscode-yaml');
    const same = new vscode.Diagnostic(range, 'Property verzion is not allowed.');
    same.source = 'yaml-schema: kafka_v1';
    theirs.set(file(kafka), [same]);
    await noFinding(kafka, 'strimzi-unknown-field');
    theirs.clear();
    await finding(kafka, 'strimzi-unknown-field');
    theirs.dispose();
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await noFinding(kafka, 'strimzi-unknown-field');
  });

  it('is counted in the code lens above the cluster', async () => {
    await open(kafka);
    await finding(kafka, 'min-isr-equals-rf');
    const lenses: vscode.CodeLens[] = await vscode.commands.executeCommand(
      'vscode.executeCodeLensProvider',
      file(kafka),
      20,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(
      titles.some((title) => /^\d brokers? · .*\d problems?$/.test(title)),
      titles.join('\n'),
    );
  });

  it('is explained by a hover on the key', async () => {
    const { document } = await open(kafka);
    const { range } = await finding(kafka, 'min-isr-equals-rf');
    const key = new vscode.Position(
      range.start.line,
      document.lineAt(range.start.line).firstNonWhitespaceCharacterIndex + 2,
    );
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      file(kafka),
      key,
    );
    const shown = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(shown.join('\n'), /min\.insync\.replicas/);
  });
});

describe('the light bulb', () => {
  it('offers the fix first, then the alternatives, then to ignore the finding with a reason', async () => {
    await open(broker);
    const { range } = await finding(broker, 'min-isr-equals-rf');
    const actions = await actionsOn(broker, range);
    const rank = ({ title, isPreferred }: vscode.CodeAction) =>
      title.startsWith('Ignore') ? 2 : isPreferred ? 0 : 1;
    assert.equal(actions[0]?.title, 'Set min.insync.replicas to 2');
    assert.equal(actions[0]?.isPreferred, true);
    assert.deepEqual(actions.map(rank), actions.map(rank).sort());
    assert.match(actions.at(-1)?.title ?? '', /^Ignore min-isr-equals-rf .* with a reason$/);
  });

  it('changes exactly the wrong value', async () => {
    const { document } = await open(broker);
    const before = document.getText();
    const { range } = await finding(broker, 'min-isr-equals-rf');
    const [fix] = await actionsOn(broker, range);
    assert.ok(fix?.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), before.replace('min.insync.replicas=3', 'min.insync.replicas=2'));
    await noFinding(broker, 'min-isr-equals-rf');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await finding(broker, 'min-isr-equals-rf');
  });
});

describe('fix all', () => {
  it('is applied on save where editor.codeActionsOnSave asks for it', async () => {
    await vscode.workspace
      .getConfiguration('editor')
      .update(
        'codeActionsOnSave',
        { 'source.fixAll.kafkaReview': 'explicit' },
        vscode.ConfigurationTarget.Workspace,
      );
    const editor = await open(broker);
    await finding(broker, 'min-isr-equals-rf');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# saved\n'));
    await eventually(() => editor.document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.save');
    const saved = new TextDecoder().decode(await vscode.workspace.fs.readFile(file(broker)));
    assert.match(saved, /^# saved\n/);
    assert.match(saved, /^min\.insync\.replicas=2$/m);
  });

  it('is a command too', async () => {
    const { document } = await open(kafka);
    await finding(kafka, 'min-isr-equals-rf');
    await vscode.commands.executeCommand('kafkaReview.fixAll');
    await eventually(() => document.getText().includes('min.insync.replicas: 2\n'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

describe('the setting kafkaReview.enable', () => {
  it('takes all findings away and brings them back', async () => {
    await finding(orders, 'replication-factor-exceeds-brokers');
    await vscode.workspace
      .getConfiguration('kafkaReview')
      .update('enable', false, vscode.ConfigurationTarget.Workspace);
    await eventually(() =>
      vscode.languages.getDiagnostics().every(([, all]) => all.every((each) => ruleOf(each) === undefined)),
    );
    await vscode.workspace
      .getConfiguration('kafkaReview')
      .update('enable', undefined, vscode.ConfigurationTarget.Workspace);
    await finding(orders, 'replication-factor-exceeds-brokers');
    assert.equal(findings(orders, 'replication-factor-exceeds-brokers').length, 1);
  });
});

describe('the command Restart server', () => {
  it('brings the findings back, also those of closed files', async () => {
    await vscode.commands.executeCommand('kafkaReview.restartServer');
    await finding(orders, 'replication-factor-exceeds-brokers');
  });
});
