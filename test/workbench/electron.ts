// npm run test:electron: the suite in a desktop VS Code, on a machine that can download one.
import { runTests } from '@vscode/test-electron';
import { repository } from '../support/shared.ts';
import { bundleSuite, temporaryWorkspace } from './files.ts';

const suite = await bundleSuite();
const workspace = temporaryWorkspace();
let code = 1;
try {
  code = await runTests({
    extensionDevelopmentPath: repository,
    extensionTestsPath: suite.module,
    launchArgs: [workspace.folder, '--disable-extensions', '--disable-workspace-trust'],
  });
} finally {
  suite.remove();
  workspace.remove();
}
process.exit(code);
