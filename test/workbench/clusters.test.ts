// A person adds a real cluster in VS Code, sees a broker go and come back; each step leaves a picture.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Browser, Locator, Page } from 'playwright-core';
import { type RunningWorkbench, startWorkbench } from '../../tools/workbench/server.ts';
import { startKafka, type TestKafka } from '../kafka/support/kafka.ts';
import { repository } from '../support/shared.ts';
import { temporaryWorkspace } from './files.ts';
import { launchBrowser } from './page.ts';

/** Asks again until the answer is yes; the test's own timeout ends the waiting. */
async function eventually(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Whether it is there within a few seconds. */
const appears = (what: Locator): Promise<boolean> =>
  what.waitFor({ timeout: 5_000 }).then(
    () => true,
    () => false,
  );

/** A group that has read nothing of the 40 messages in a partition. */
async function makeLag(bootstrap: string): Promise<void> {
  const client = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING });
  const [producer, admin] = [
    client.producer({ createPartitioner: Partitioners.DefaultPartitioner }),
    client.admin(),
  ];
  await Promise.all([producer.connect(), admin.connect()]);
  const messages = Array.from({ length: 40 }, (_, i) => ({ value: `order ${i}`, partition: 0 }));
  await producer.send({ topic: 'orders', messages });
  await admin.setOffsets({
    groupId: 'billing',
    topic: 'orders',
    partitions: [{ partition: 0, offset: '0' }],
  });
  await Promise.all([producer.disconnect(), admin.disconnect()]);
}

const pictures = join(repository, 'test/workbench/screenshots');

describe('a person with a cluster', () => {
  let kafka: TestKafka;
  let workspace: ReturnType<typeof temporaryWorkspace>;
  let workbench: RunningWorkbench;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const vsix = process.env.KAFKA_REVIEW_VSIX;
    assert.ok(vsix, 'KAFKA_REVIEW_VSIX names the packed extension');
    mkdirSync(pictures, { recursive: true });
    kafka = await startKafka({ version: '4.3.1' });
    const create = ['--bootstrap-server', kafka.bootstrap(), '--create', '--topic'];
    kafka.tool('kafka-topics', ...create, 'orders', '--replica-assignment', '1:2:3,2:3:1,3:1:2');
    kafka.tool('kafka-topics', ...create, 'single', '--replica-assignment', '2');
    const brokers = ['--bootstrap-server', kafka.bootstrap(), '--alter', '--entity-type', 'brokers'];
    const unclean = 'unclean.leader.election.enable=true';
    kafka.tool('kafka-configs', ...brokers, '--entity-default', '--add-config', unclean);
    await makeLag(kafka.bootstrap());
    workspace = temporaryWorkspace();
    writeFileSync(
      join(workspace.folder, 'client.properties'),
      `bootstrap.servers=${kafka.bootstrap()}\nacks=all\n`,
    );
    workbench = await startWorkbench({ vsix });
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${workbench.url}/?folder=${encodeURIComponent(workspace.folder)}`);
    await page.locator('.monaco-workbench .statusbar').waitFor();
  });

  after(async () => {
    await browser?.close();
    await workbench?.stop();
    workspace?.remove();
    await kafka?.stop();
  });

  let taken = 0;
  afterEach(async function () {
    const name = this.currentTest?.title.replace(/[^a-z]+/gi, '-').toLowerCase() ?? 'unknown';
    const failed = this.currentTest?.isFailed() ? 'FAILED-' : '';
    await page?.screenshot({ path: join(pictures, `cluster-${++taken}-${failed}${name}.png`) });
  });

  const line = (text: string | RegExp): Locator =>
    page.locator('.pane-body .monaco-list-row', { hasText: text });

  /** Types into the step that asks for something, and goes on. */
  async function answer(prompt: string, text: string): Promise<void> {
    await page.locator('.quick-input-widget .quick-input-message', { hasText: prompt }).waitFor();
    await page.locator('.quick-input-widget input[type="text"]').fill(text);
    await page.keyboard.press('Enter');
  }

  async function choose(placeholder: string, label: string): Promise<void> {
    await page.locator(`.quick-input-widget input[placeholder="${placeholder}"]`).waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  }

  it('finds an empty view that offers to add one', async () => {
    await page
      .locator('.activitybar .action-item', { has: page.locator('[aria-label^="Kafka Review"]') })
      .click();
    await page.locator('.welcome-view .monaco-button', { hasText: 'Add cluster' }).waitFor();
  });

  const toast = (text: string | RegExp): Locator => page.locator('.notification-toast', { hasText: text });
  const goBack = (): Promise<void> => page.locator('.quick-input-titlebar [aria-label^="Back"]').click();

  it('is told at once what is wrong with an answer, and may go back to an earlier one', async () => {
    await page.locator('.welcome-view .monaco-button', { hasText: 'Add cluster' }).click();
    await choose('How is the cluster reached?', 'Bootstrap servers');
    await answer('Bootstrap servers', 'b1.example.org');
    await page
      .locator('.quick-input-widget .quick-input-message', { hasText: 'b1.example.org is not host:port' })
      .waitFor();
    await page.locator('.quick-input-widget input[type="text"]').fill(kafka.bootstrap());
    await page.keyboard.press('Enter');
    await question('Security').waitFor();
    await goBack();
    const kept = page.locator('.quick-input-widget input[type="text"]');
    await eventually(async () => (await kept.inputValue()) === kafka.bootstrap());
    await page.keyboard.press('Enter');
    await choose('Security', 'TLS');
    await choose('Whose certificates are trusted?', 'Well-known authorities');
    await answer('Name of the cluster', 'prod');
    await toast(/speaks plaintext; this connection uses TLS/).waitFor();
  });

  it('changes what was wrong, adds the cluster and sees it', async () => {
    await toast(/speaks plaintext/)
      .locator('.monaco-button', { hasText: 'Change' })
      .click();
    await page
      .locator('.quick-input-widget .quick-input-message', { hasText: 'Name of the cluster' })
      .waitFor();
    await goBack();
    await question('Whose certificates are trusted?').waitFor();
    await goBack();
    await choose('Security', 'None');
    await answer('Name of the cluster', 'prod');
    await line(/prod/).first().waitFor();
    await line(/3 of 3/).waitFor();
    await line(/rack rack-b/).waitFor();
  });

  it('opens a broker as a document that is reviewed, and copies the command that mends what is found', async () => {
    const document = page.locator('.editor-instance .monaco-editor[data-uri^="kafka:"]');
    await eventually(async () => {
      await line(new RegExp(`^1\\s+127\\.0\\.0\\.1:${kafka.port(1)}`)).click();
      return appears(document.first());
    });
    await document.locator('.view-line', { hasText: 'Set while they run, for all brokers' }).waitFor();
    // On this machine's own addresses it is judged as development: a hint and information.
    await page.locator('.editor-instance .squiggly-info').first().waitFor();
    await page.locator('.editor-instance .squiggly-hint').first().waitFor();
    const lens = page.locator('.editor-instance .codelens-decoration a', {
      hasText: /unclean.*: copy the kafka-configs command/,
    });
    await lens.first().waitFor();
    await page.screenshot({ path: join(pictures, 'cluster-document.png') });
    const wanted = `kafka-configs.sh --bootstrap-server ${kafka.bootstrap()} --entity-type brokers --entity-default --alter --add-config unclean.leader.election.enable=false`;
    await eventually(async () => {
      await lens.first().click();
      return (await page.evaluate('navigator.clipboard.readText()')) === wanted;
    });
    // Nothing was run: the cluster has what it had.
    await line(/3 of 3/).waitFor();
    await page.keyboard.press('Control+W');
  });

  /** Runs a command by its name in the palette until its first question is there. */
  async function command(name: string, asks: Locator): Promise<void> {
    await eventually(async () => {
      await page.keyboard.press('F1');
      await page.keyboard.type(name);
      const offered = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
      if (!(await appears(offered))) return false;
      await offered.click();
      return appears(asks);
    });
  }

  const question = (placeholder: string): Locator =>
    page.locator(`.quick-input-widget input[placeholder="${placeholder}"]`);

  it('finds topics by a part of their name', async () => {
    await command('Kafka Review: Filter topics or consumer groups', question('Topics or consumer groups'));
    await choose('Topics or consumer groups', 'Topics');
    const words = page.locator('.quick-input-widget', { hasText: 'Words that the name contains' });
    await words.waitFor();
    await words.locator('input[type="text"]').fill('ord');
    await line(/1 of 2 · filter "ord"/).waitFor();
    await line(/^orders3 × RF 3/).waitFor();
    await page.keyboard.press('Enter');
    await words.waitFor({ state: 'hidden' });
    await line(/^single1 × RF 1/).waitFor({ state: 'detached' });
  });

  it('goes to a topic by its name, even one that the filter hides, and copies the name', async () => {
    await eventually(async () => {
      await command('Kafka Review: Go to topic or consumer group', question('Name'));
      await page.keyboard.type('single');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'single' }).first().waitFor();
      await page.keyboard.press('Enter');
      const selected = page.locator('.pane-body .monaco-list-row.selected', { hasText: /^single1 × RF 1/ });
      if (!(await appears(selected))) return false;
      await page.keyboard.press('Control+C');
      return (await page.evaluate('navigator.clipboard.readText()')) === 'single';
    });
  });

  it('shows the whole list again, sorted by size', async () => {
    await line(/^Topics/).hover();
    await line(/^Topics/)
      .locator('[aria-label^="Clear filter"]')
      .click();
    await line(/^orders3 × RF 3/).waitFor();
    await line(/^Topics/).hover();
    await line(/^Topics/)
      .locator('[aria-label^="Sort"]')
      .click();
    await choose('Order', 'Size on disk');
    await line(/^Topics2 · by size/).waitFor();
  });

  const dashboard = () => page.frameLocator('iframe.webview').frameLocator('#active-frame');

  it('opens a dashboard whose charts are tables too', async () => {
    await command(
      'Kafka Review: Open dashboard of a cluster',
      page.frameLocator('iframe.webview').locator('#active-frame'),
    );
    const section = (title: string): Locator => dashboard().locator('section', { hasText: title });
    await dashboard().locator('h1', { hasText: 'prod' }).waitFor();
    await section('Partitions by state').getByText('8 partitions: all in sync.').waitFor();
    const broker = section('Leaders and replicas by broker');
    await broker.getByText('3 of 3 brokers lead 8 partitions and hold 22 replicas.').waitFor();
    await eventually(async () => (await broker.locator('.chart svg .ct-bar').count()) === 6);
    await section('Lag by consumer group').getByText('Most behind is billing with 40 messages.').waitFor();
    // By keyboard alone: the summary takes the focus and Enter opens the table.
    await broker.locator('summary').focus();
    await page.keyboard.press('Enter');
    await broker.locator('tr', { hasText: 'rack-b' }).waitFor();
    const cells = await broker.locator('tr', { hasText: 'rack-b' }).locator('td').allInnerTexts();
    assert.deepEqual([cells[0], cells[1], cells[3]], ['rack-b', 'in the cluster', '8']);
  });

  it('sees the cluster turn when a broker is killed', async () => {
    await kafka.kill(2);
    await line(/1 offline/)
      .first()
      .waitFor();
    await line(/single-0 has no leader: broker 2 is gone/)
      .first()
      .waitFor();
    // It got worse: a notification says so, and shows the problems.
    const notice = page.locator('.notification-toast', { hasText: /prod: .+/ });
    await notice.waitFor();
    await notice.locator('.monaco-button', { hasText: 'Show' }).click();
    await page.locator('.pane-body .monaco-list-row.selected', { hasText: /^Problems/ }).waitFor();
  });

  it('sees it heal when the broker is back', async () => {
    await kafka.start(2);
    await line(/1 offline/)
      .first()
      .waitFor({ state: 'detached' });
    await line(/3 of 3/).waitFor();
  });

  it('connects from the address in a client.properties', async () => {
    await page.keyboard.press('Control+P');
    await page.keyboard.type('client.properties');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'client.properties' })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    const connect = page.locator('.editor-instance .codelens-decoration a', {
      hasText: 'Connect to 127.0.0.1',
    });
    const name = page.locator('.quick-input-widget .quick-input-message', { hasText: 'Name of the cluster' });
    await eventually(async () => {
      if (!(await appears(connect))) return false;
      await connect.click();
      return appears(name);
    });
    await answer('Name of the cluster', 'from-file');
    await line(/from-file/)
      .first()
      .waitFor();
  });
});
