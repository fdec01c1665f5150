// npm run test:workbench: the suite in a real VS Code, from the development folder and from the installed VSIX, then
// what a person does, with screenshots. Expects the bundles in dist/.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../../tools/package.ts';
import { repository } from '../support/shared.ts';
import { bundleSuite } from './files.ts';
import { runInHost } from './host.ts';

const work = mkdtempSync(join(tmpdir(), 'kafka-review-test-'));
const vsix = join(work, 'kafka-review.vsix');
const suite = await bundleSuite();
let passed = true;
try {
  packageExtension(vsix);
  console.log('\nVS Code, extension from its folder');
  passed = (await runInHost({ folder: repository }, suite.module)) && passed;
  console.log('\nVS Code, extension from the VSIX');
  passed = (await runInHost({ vsix }, suite.module)) && passed;

  const mocha = [
    'mocha',
    '--config',
    'test/mocharc.json',
    '--reporter',
    'spec',
    '--timeout',
    '240000',
    '--bail',
  ];
  const user = spawnSync(
    'npx',
    [
      ...mocha,
      'test/workbench/user.test.ts',
      'test/workbench/web.test.ts',
      'test/workbench/dashboard.test.ts',
      'test/workbench/clusters.test.ts',
    ],
    {
      cwd: repository,
      stdio: 'inherit',
      env: { ...process.env, KAFKA_REVIEW_VSIX: vsix },
    },
  );
  passed = user.status === 0 && passed;
} finally {
  suite.remove();
  rmSync(work, { recursive: true, force: true });
}
process.exit(passed ? 0 : 1);
