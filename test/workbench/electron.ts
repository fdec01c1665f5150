// npm run test:electron: the suite in a desktop VS Code, which is downloaded unless VSCODE names its program.
import { runTests } from '@vscode/test-electron';
import { repository } from '../support/shared.ts';
import { bundleSuite, temporaryWorkspace } from './files.ts';

const installed = process.env.VSCODE;
const suite = await bundleSuite();
const workspace = temporaryWorkspace();
let code = 1;
try {
  code = await runTests({
    ...(installed ? { vscodeExecutablePath: installed } : {}),
    extensionDevelopmentPath: repository,
    extensionTestsPath: suite.module,
    launchArgs: [workspace.folder, '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  console.error(`no desktop VS Code could be run: ${error instanceof Error ? error.message : error}`);
  console.error('VSCODE=/path/to/code takes one that is installed.');
} finally {
  suite.remove();
  workspace.remove();
}
process.exit(code);
