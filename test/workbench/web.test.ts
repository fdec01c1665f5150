// What a person does with names in a real VS Code: goes to them, lists them, completes and renames them.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type RunningWorkbench, startWorkbench } from '../../tools/workbench/server.ts';
import { repository } from '../support/shared.ts';
import { temporaryWorkspace } from './files.ts';
import { launchBrowser } from './page.ts';
import { eventually, type Person, person, pointable, soon, until } from './person.ts';

const pictures = join(repository, 'test/workbench/screenshots');

describe('a person with the files of a cluster in VS Code', () => {
  let workspace: ReturnType<typeof temporaryWorkspace>;
  let workbench: RunningWorkbench;
  let browser: Browser;
  let page: Page;
  let user: Person;

  before(async () => {
    const vsix = process.env.KAFKA_REVIEW_VSIX;
    assert.ok(vsix, 'KAFKA_REVIEW_VSIX names the packed extension');
    mkdirSync(pictures, { recursive: true });
    workspace = temporaryWorkspace('examples/production');
    workbench = await startWorkbench({ vsix, settings: pointable });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(60_000);
    user = person(page);
    await page.goto(`${workbench.url}/?folder=${encodeURIComponent(workspace.folder)}`);
    await page.locator('.monaco-workbench .statusbar').waitFor();
    await page.locator('.statusbar-item', { hasText: /Kafka: 1 cluster/ }).waitFor();
  });

  after(async () => {
    await browser?.close();
    await workbench?.stop();
    workspace?.remove();
  });

  afterEach(async function () {
    const name = this.currentTest?.title.replace(/[^a-z]+/gi, '-').toLowerCase() ?? 'unknown';
    const failed = this.currentTest?.isFailed() ? 'FAILED-' : '';
    await page?.screenshot({ path: join(pictures, `names-${++taken}-${failed}${name}.png`) });
  });
  let taken = 0;

  const lens = (text: string | RegExp): Locator =>
    page.locator('.editor-instance .codelens-decoration a', { hasText: text });
  const peek = (): Locator => page.locator('.peekview-widget .ref-tree .monaco-list-row');
  const saved = (file: string): string => readFileSync(join(workspace.folder, file), 'utf8');
  const editorOf = (name: string): Locator =>
    page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"]`);

  it('reads above the cluster what it is made of', async () => {
    await user.openFile('kafka.yaml');
    await lens('6 brokers · 3 controllers · 3 topics · 2 users · no problems').waitFor();
    await lens(/^\d+ references$/).waitFor();
  });

  it('lists every place that means the cluster with a click on the lens', async () => {
    await until(peek().filter({ hasText: 'billing.yaml' }), async () => {
      await page.keyboard.press('Escape');
      await lens(/^\d+ references$/).click();
    });
    for (const file of ['pools.yaml', 'payments.yaml', 'checkout.yaml'])
      await peek().filter({ hasText: file }).first().waitFor();
  });

  it('goes from a label to the cluster', async () => {
    await page.keyboard.press('Escape');
    await until(editorOf('kafka.yaml'), async () => {
      await user.openFile('customers.yaml');
      await user.cursorAfter('strimzi.io/cluster: ');
      await page.keyboard.press('F12');
    });
  });

  it('lists the references of a topic', async () => {
    await user.openFile('orders.yaml');
    await until(peek().filter({ hasText: 'checkout.yaml' }), async () => {
      await page.keyboard.press('Escape');
      await user.cursorAfter('name: orders');
      await page.keyboard.press('Shift+F12');
    });
  });

  it('reads in a hover what a field of a topic is', async () => {
    await page.keyboard.press('Escape');
    await user.openFile('orders.yaml');
    await user.hover('partitions', 'partitions:', 'partitions');
  });

  it('reads in a hover what the label means', async () => {
    await user.hover('orders', 'strimzi.io/cluster:', 'declared in kafka.yaml:5');
  });

  it('is offered the topics of the cluster in an ACL', async () => {
    await page.keyboard.press('Escape');
    await user.openFile('billing.yaml');
    const offered = page.locator('.suggest-widget .monaco-list-row', { hasText: 'payments' });
    await until(offered, async () => {
      await page.keyboard.press('Escape');
      await user.cursorAfter('name: orders');
      // What stands before the cursor narrows the list.
      for (const _ of 'orders') await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Control+Space');
    });
  });

  it('renames a topic in its own file and in every ACL', async () => {
    await page.keyboard.press('Escape');
    const box = page.locator('.rename-box input, .monaco-editor .rename-input');
    await until(box, async () => {
      await page.keyboard.press('Escape');
      await user.cursorAfter('name: orders');
      await page.keyboard.press('F2');
    });
    await box.first().fill('invoices');
    await page.screenshot({ path: join(pictures, 'names-rename-box.png') });
    await page.keyboard.press('Enter');
    await eventually(async () => {
      await page.keyboard.press('Control+K');
      await page.keyboard.press('s');
      await page.waitForTimeout(500);
      return ['topics/orders.yaml', 'users/billing.yaml', 'users/checkout.yaml'].every((file) =>
        /name: invoices$/m.test(saved(file)),
      );
    });
    assert.match(saved('topics/orders.yaml'), /strimzi.io\/cluster: orders$/m, 'the cluster keeps its name');
  });

  it('is told why a name cannot be changed', async () => {
    const reason = page.locator('.monaco-editor-overlaymessage', { hasText: 'No file here declares' });
    await user.openFile('customers.yaml');
    await user.cursorAfter('strimzi.io/cluster: orders');
    await page.keyboard.type('-eu');
    await page.locator('.editor-instance .view-line', { hasText: 'orders-eu' }).waitFor();
    await until(reason, async () => {
      await page.keyboard.press('Escape');
      await user.cursorAfter('strimzi.io/cluster: orders');
      await page.keyboard.press('F2');
    });
    assert.ok(await soon(reason));
  });
});
