// Runs the suite in the extension host of a VS Code without a desktop.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { startWorkbench } from '../../tools/workbench/server.ts';
import { temporaryWorkspace } from './files.ts';
import { launchBrowser, pageAddress, remoteUri } from './page.ts';

const limit = 600_000;

/**
 * Runs the bundled suite with the extension from a folder or from a VSIX and prints mocha's report. True only when
 * mocha came to its end, at least one test ran, none failed and VS Code itself says so; whatever else happens throws.
 */
export async function runInHost(
  extension: { folder: string } | { vsix: string },
  suite: string,
): Promise<boolean> {
  const workspace = temporaryWorkspace();
  const report = join(workspace.folder, '../mocha-report');
  writeFileSync(report, '');
  const workbench = await startWorkbench({
    testDriver: true,
    env: { MOCHA_OUT: report },
    ...('vsix' in extension ? { vsix: extension.vsix } : {}),
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const foreign = watchRequests(page, workbench.url);
    const { exit, errors } = automation(page);
    const payload = {
      extensionDevelopmentPath: remoteUri(
        workbench.url,
        'vsix' in extension ? emptyExtension(workbench.root) : extension.folder,
      ),
      extensionTestsPath: remoteUri(workbench.url, suite),
    };
    await page.goto(pageAddress(workbench.url, workspace.folder, payload));
    const code = await exit;
    const text = readFileSync(report, 'utf8');
    console.log(text.replace(/^MOCHA-END.*\n/m, ''));
    const end = /^MOCHA-END tests=(\d+) failures=(\d+)$/m.exec(text);
    const passed = code === 0 && end !== null && Number(end[1]) > 0 && Number(end[2]) === 0;
    if (!passed) console.error(errors.join('\n'));
    if (!end) throw new Error(`the extension host ended (${code}) before mocha did\n${workbench.log()}`);
    if (foreign.size > 0) throw new Error(`requests left this machine: ${[...foreign].join(', ')}`);
    return passed;
  } finally {
    await browser.close();
    await workbench.stop();
    workspace.remove();
  }
}

/** Tests run only beside an extension under development: to test an installed one, this is it. */
function emptyExtension(root: string): string {
  const folder = join(root, 'empty-extension');
  mkdirSync(folder);
  const manifest = { name: 'empty', publisher: 'test', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

function watchRequests(page: Page, url: string): Set<string> {
  const foreign = new Set<string>();
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (/^https?:$/.test(to.protocol) && to.host !== new URL(url).host) foreign.add(to.host);
  });
  return foreign;
}

/** The code that the extension host ends its tests with, and what the workbench logged as errors until then. */
function automation(page: Page): { exit: Promise<number>; errors: string[] } {
  const errors: string[] = [];
  const exit = new Promise<number>((resolve, reject) => {
    const exposed = Promise.all([
      page.exposeFunction('codeAutomationExit', (code: number) => resolve(code)),
      page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
        if (type === 'error') errors.push(format(...args).trimEnd());
      }),
    ]);
    exposed.catch(reject);
    page.on('crash', () => reject(new Error('the page crashed')));
    setTimeout(() => reject(new Error(`the tests did not end in ${limit / 1000} s`)), limit).unref();
  });
  // Awaited only after the page has loaded: an earlier failure must not end the process before the clean-up.
  exit.catch(() => {});
  return { exit, errors };
}
