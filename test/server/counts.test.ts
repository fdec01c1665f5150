// One number of problems, wherever it is read: the status bar, the code lens, the editor's list.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { type CodeLens, DiagnosticSeverity } from 'vscode-languageserver';
import { type Status, statusNotification } from '../../server/src/protocol.ts';
import { broker } from '../../server/src/rules/sound.ts';
import { folderOf } from '../cli/run.ts';
import { startClient } from './client.ts';

describe('the number of problems', () => {
  it('is the same in the status bar, the code lens and the diagnostics; hints are marked, not counted', async () => {
    const text = `${broker('min.insync.replicas=3')}auto.create.topics.enable=true\n`;
    const folder = folderOf({ 'dev/server.properties': '' });
    const client = await startClient(pathToFileURL(folder.path).href);
    try {
      let status: Status | undefined;
      client.connection.onNotification(statusNotification, (now: Status) => {
        status = now;
      });
      const uri = pathToFileURL(folder.at('dev/server.properties')).href;
      client.open(uri, 'properties', text);
      const found = await client.diagnostics(uri);
      const counted = found.filter(({ severity }) => severity !== DiagnosticSeverity.Hint).length;
      assert.ok(counted > 0 && counted < found.length, JSON.stringify(found));
      while (status?.problems !== counted) await new Promise((done) => setTimeout(done, 20));
      const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
        textDocument: { uri },
      });
      assert.match(lenses[0]?.command?.title ?? '', new RegExp(`· ${counted} problems?$`));
    } finally {
      await client.stop();
      folder.remove();
    }
  });
});
