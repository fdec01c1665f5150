// What a person does and sees, in a real VS Code with the installed VSIX; each step leaves a picture.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type RunningWorkbench, startWorkbench } from '../../tools/workbench/server.ts';
import { repository } from '../support/shared.ts';
import { temporaryWorkspace } from './files.ts';
import { launchBrowser } from './page.ts';
import { type Person, person, pointable, soon, until } from './person.ts';

const pictures = join(repository, 'test/workbench/screenshots');

describe('a person in VS Code', () => {
  let workspace: ReturnType<typeof temporaryWorkspace>;
  let workbench: RunningWorkbench;
  let browser: Browser;
  let page: Page;
  let user: Person;

  before(async () => {
    const vsix = process.env.KAFKA_REVIEW_VSIX;
    assert.ok(vsix, 'KAFKA_REVIEW_VSIX names the packed extension');
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    workspace = temporaryWorkspace();
    workbench = await startWorkbench({ vsix, settings: pointable });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(60_000);
    user = person(page);
    await page.goto(`${workbench.url}/?folder=${encodeURIComponent(workspace.folder)}`);
    await page.locator('.monaco-workbench .statusbar').waitFor();
  });

  after(async () => {
    await browser?.close();
    await workbench?.stop();
    workspace?.remove();
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replace(/[^a-z]+/gi, '-').toLowerCase() ?? 'unknown';
    const failed = this.currentTest?.isFailed() ? 'FAILED-' : '';
    await page?.screenshot({ path: join(pictures, `${++taken}-${failed}${name}.png`) });
  });
  let taken = 0;

  const problem = (text: string | RegExp): Locator =>
    page.locator('.markers-panel .monaco-list-row', { hasText: text });
  const squiggle = (kind: 'error' | 'warning'): Locator => page.locator(`.editor-instance .squiggly-${kind}`);
  const editorLine = (text: string): Locator =>
    page.locator('.editor-instance .view-line', { hasText: text });
  const saved = (file: string): string => readFileSync(join(workspace.folder, file), 'utf8');

  /** Opens the menu of fixes behind a text as soon as it has the one that is looked for. */
  async function lightBulb(text: string, title: string | RegExp): Promise<Locator> {
    const row = page.locator('.action-widget .monaco-list-row', { hasText: title });
    await squiggle('error').first().waitFor();
    await until(row, async () => {
      await user.cursorAfter(text);
      await page.keyboard.press('Control+.');
    });
    return row;
  }

  /** Shows in the Problems panel only what has to do with the text; all again with ''. */
  async function filterProblems(text: string): Promise<void> {
    await page.locator('.panel input[placeholder^="Filter"]').fill(text);
  }

  it('sees the problems of the whole folder before opening a file', async () => {
    await until(page.locator('.panel input[placeholder^="Filter"]'), () =>
      page.keyboard.press('Control+Shift+M'),
    );
    for (const file of ['kafka.yaml', 'orders.yaml', 'broker.properties']) {
      await filterProblems(file);
      await problem(file).first().waitFor();
    }
    await filterProblems('server.properties');
    await page.locator('.markers-panel .message-box-container', { hasText: 'No results' }).waitFor();
    await filterProblems('');
    await problem('broker.properties').first().waitFor();
  });

  it('reads in the status bar how much is under review', async () => {
    await page.locator('.statusbar-item', { hasText: /Kafka: \d clusters?, 3 files/ }).waitFor();
  });

  it('sees the wrong value underlined', async () => {
    await user.openFile('kafka.yaml');
    await user.cursorAfter('min.insync.replicas: 3');
    await squiggle('error').first().waitFor();
  });

  it('reads in a hover what the key is', async () => {
    await user.hover('min.insync.replicas', 'min.insync.replicas: 3', 'default');
  });

  it('reads in a hover what a field at depth is', async () => {
    await user.hover('whenUnsatisfiable', 'whenUnsatisfiable: DoNotSchedule', 'type: string');
  });

  it('reads in a hover why the value is wrong', async () => {
    await user.hover('3', 'min.insync.replicas: 3', 'one stopped broker');
  });

  it('chooses between the fixes with Ctrl+.', async () => {
    await lightBulb('min.insync.replicas: 3', 'Set min.insync.replicas to 2');
    const titles = await page.locator('.action-widget .monaco-list-row.action').allInnerTexts();
    assert.match(titles.at(-1) ?? '', /Ignore .* with a reason/);
  });

  it('fixes the value with Enter', async () => {
    const fixed = editorLine('min.insync.replicas: 2');
    await page.keyboard.press('Enter');
    if (!(await soon(fixed, 30_000))) {
      await lightBulb('min.insync.replicas: 3', 'Set min.insync.replicas to 2');
      await page.keyboard.press('Enter');
      await fixed.first().waitFor();
    }
    await squiggle('error').first().waitFor({ state: 'detached' });
    await user.save(() => /^ {6}min\.insync\.replicas: 2$/m.test(saved('prod/kafka.yaml')));
  });

  it('sees a problem of another file go when the cluster gets more brokers, and come back', async () => {
    await problem('orders.yaml').first().waitFor();
    await user.cursorAfter('roles: [broker]');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('6');
    await editorLine('replicas: 6').waitFor();
    await problem('orders.yaml').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Backspace');
    await page.keyboard.type('3');
    await editorLine('replicas: 6').waitFor({ state: 'detached' });
    await problem('orders.yaml').first().waitFor();
  });

  it('is asked for the reason when ignoring a problem', async () => {
    await user.openFile('orders.yaml');
    await until(page.locator('.quick-input-widget', { hasText: 'Why it does not apply' }), async () => {
      const ignore = await lightBulb('replicas: 5', /Ignore .* here/);
      await ignore.click();
    });
  });

  it('finds the reason in the file and the problem gone', async () => {
    await user.answer('Why it does not apply', 'Two more brokers arrive on Monday');
    await editorLine('Two more brokers arrive on Monday').waitFor();
    await problem('orders.yaml').first().waitFor({ state: 'detached' });
    await filterProblems('');
  });

  it('fixes a whole file with one command', async () => {
    await user.openFile('broker.properties');
    await squiggle('error').first().waitFor();
    await user.command(
      'Kafka Review: Fix all problems in this file',
      editorLine('min.insync.replicas=2').first(),
    );
    await user.save(() => /^min\.insync\.replicas=2$/m.test(saved('broker.properties')));
  });

  it('begins an empty file with a whole resource', async () => {
    const offered = page.locator('.suggest-widget.visible .monaco-list-row.focused', {
      hasText: 'KafkaUser',
    });
    await user.openFile('new.yaml');
    await until(offered, async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+1');
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type('KafkaUs');
      if (!(await soon(offered))) await page.keyboard.press('Control+Space');
    });
    await page.keyboard.press('Tab');
    for (const line of ['apiVersion: kafka.strimzi.io/v1', 'kind: KafkaUser', 'strimzi.io/cluster: '])
      await editorLine(line).first().waitFor();
  });

  it('opens the page of a rule', async () => {
    const question = page.locator('.quick-input-widget input[placeholder="Rule to read about"]');
    await user.command('Kafka Review: Open rule page', question);
    await question.fill('min-isr-equals-rf');
    await user.choose('Rule to read about', 'min-isr-equals-rf');
    const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await preview.locator('h1', { hasText: 'min-isr-equals-rf' }).waitFor();
  });

  it('opens the log from the status bar', async () => {
    await until(page.locator('.panel .view-line', { hasText: 'activated in' }), () =>
      page.locator('.statusbar-item', { hasText: 'Kafka:' }).click(),
    );
  });
});
