// A person adds a real cluster in VS Code, sees a broker go and come back; each step leaves a picture.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Browser, Locator, Page } from 'playwright-core';
import { type RunningWorkbench, startWorkbench } from '../../tools/workbench/server.ts';
import { makeCertificates } from '../kafka/support/certificates.ts';
import { startKafka, type TestKafka } from '../kafka/support/kafka.ts';
import { repository } from '../support/shared.ts';
import { temporaryWorkspace } from './files.ts';
import { filesWith, stateOf } from './kept.ts';
import { launchBrowser } from './page.ts';
import { soon as appears, eventually, type Person, person, until } from './person.ts';

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
  let someone: Person;

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
    someone = person(page);
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

  const question = (placeholder: string): Locator =>
    page.locator(`.quick-input-widget input[placeholder="${placeholder}"]`);
  const prompt = (text: string): Locator =>
    page.locator('.quick-input-widget .quick-input-message', { hasText: text });

  /** Clicks what may be drawn anew at that moment, or be gone because an earlier click was taken. */
  const click = (what: Locator): Promise<void> =>
    what
      .first()
      .click({ timeout: 5_000 })
      .catch(() => {});

  /** Clicks an action that a line shows under the pointer. */
  const act = async (row: RegExp, label: string): Promise<void> => {
    await line(row).first().hover();
    await click(line(row).locator(`[aria-label^="${label}"]`));
  };

  const addCluster = (): Locator => page.locator('.welcome-view .monaco-button', { hasText: 'Add cluster' });

  it('finds an empty view that offers to add one', async () => {
    const icon = page.locator('.activitybar .action-item', {
      has: page.locator('[aria-label^="Kafka Review"]'),
    });
    await until(addCluster(), () => click(icon));
  });

  const toast = (text: string | RegExp): Locator => page.locator('.notification-toast', { hasText: text });
  const goBack = (): Promise<void> => page.locator('.quick-input-titlebar [aria-label^="Back"]').click();

  it('is told at once what is wrong with an answer, and may go back to an earlier one', async () => {
    await until(question('How is the cluster reached?'), () => click(addCluster()));
    await someone.choose('How is the cluster reached?', 'Bootstrap servers');
    await prompt('Bootstrap servers').waitFor();
    await until(prompt('b1.example.org is not host:port'), async () => {
      await page.locator('.quick-input-widget input[type="text"]').fill('b1.example.org');
      await page.keyboard.press('Enter');
    });
    await someone.answer('b1.example.org is not host:port', kafka.bootstrap());
    await question('Security').waitFor();
    await goBack();
    const kept = page.locator('.quick-input-widget input[type="text"]');
    await eventually(async () => (await kept.inputValue()) === kafka.bootstrap());
    await page.keyboard.press('Enter');
    await someone.choose('Security', 'TLS');
    await someone.choose('Whose certificates are trusted?', 'Well-known authorities');
    await someone.answer('Name of the cluster', 'prod');
    await toast(/speaks plaintext; this connection uses TLS/).waitFor();
  });

  it('changes what was wrong, adds the cluster and sees it', async () => {
    const change = toast(/speaks plaintext/).locator('.monaco-button', { hasText: 'Change' });
    await until(prompt('Name of the cluster'), () => click(change));
    await goBack();
    await question('Whose certificates are trusted?').waitFor();
    await goBack();
    await someone.choose('Security', 'None');
    await someone.answer('Name of the cluster', 'prod');
    await line(/prod/).first().waitFor();
    await line(/^Brokers3 of 3/).waitFor();
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
    await line(/^Brokers3 of 3/).waitFor();
    await page.keyboard.press('Control+W');
  });

  it('finds topics by a part of their name', async () => {
    await someone.command(
      'Kafka Review: Filter topics or consumer groups…',
      question('Topics or consumer groups'),
    );
    await someone.choose('Topics or consumer groups', 'Topics');
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
      await someone.command('Kafka Review: Go to topic or consumer group…', question('Name'));
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
    const unfiltered = page.locator('.pane-body .monaco-list-row', {
      hasText: /^Topics/,
      hasNotText: 'filter',
    });
    await until(unfiltered, () => act(/^Topics/, 'Clear filter'));
    await line(/^orders3 × RF 3/).waitFor();
    await until(question('Order'), () => act(/^Topics/, 'Sort'));
    await someone.choose('Order', 'Size on disk');
    await line(/^Topics2 · by size/).waitFor();
  });

  const dashboard = () => page.frameLocator('iframe.webview').frameLocator('#active-frame');

  it('opens a dashboard whose charts are tables too', async () => {
    await someone.command(
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

  /** A theme's name, and what the page is told of it. */
  const themes = [
    ['Dark Modern', 'vscode-dark'],
    ['Light Modern', 'vscode-light'],
    ['Light High Contrast', 'vscode-high-contrast-light'],
    ['Dark High Contrast', 'vscode-high-contrast:not(.vscode-high-contrast-light)'],
  ] as const;
  for (const [theme, kind] of themes) {
    it(`reads the dashboard in ${theme}, also with a screen reader`, async () => {
      const body = dashboard().locator(`body.${kind}`);
      const picker = page.locator('.quick-input-widget input[placeholder*="Color Theme"]');
      const offered = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: theme });
      await eventually(async () => {
        if (await appears(body, 500)) return true;
        await until(picker, async () => {
          await page.keyboard.press('Escape');
          await click(page.locator('.sidebar .composite.title'));
          await page.keyboard.press('Control+K');
          await page.keyboard.press('Control+T');
        });
        await picker.fill(theme);
        if (!(await appears(offered))) return false;
        await page.keyboard.press('Enter');
        return appears(body);
      });
      await dashboard().locator('#lag .ct-line').waitFor({ state: 'attached' });
      const frames = await Promise.all(
        page.frames().map(async (frame) => ({ frame, is: await frame.locator('#leadership').count() })),
      );
      const { frame } = frames.find(({ is }) => is > 0) ?? {};
      assert.ok(frame);
      await frame.evaluate(axe.source);
      const { violations } = await frame.evaluate<AxeResults>('axe.run(document)');
      const told = violations.map(({ id, nodes }) => [id, nodes.map(({ failureSummary }) => failureSummary)]);
      assert.deepEqual(told, []);
    });
  }

  it('copies from the line of a problem the command that ends it', async () => {
    const factor = /single has replication factor 1/;
    await eventually(async () => {
      await act(factor, 'Copy the command that ends this');
      const copied = String(await page.evaluate('navigator.clipboard.readText()'));
      return /^printf '%s' '\{.*"topic":"single".*kafka-reassign-partitions\.sh --bootstrap-server /s.test(
        copied,
      );
    });
    await page.locator('.statusbar-item', { hasText: 'Copied. Kafka Review runs nothing itself.' }).waitFor();
  });

  it('sees the cluster turn when a broker is killed', async () => {
    await kafka.kill(2);
    // It got worse: a notification says so, and shows the problems. It goes by itself after a while.
    const notice = toast(/prod: .+/);
    const problems = page.locator('.pane-body .monaco-list-row.selected', { hasText: /^Problems/ });
    await notice.waitFor();
    await until(problems, () => click(notice.locator('.monaco-button', { hasText: 'Show' })));
    await line(/1 offline/)
      .first()
      .waitFor();
    await line(/single-0 has no leader: broker 2 is gone/)
      .first()
      .waitFor();
  });

  it('goes from a problem to what it is about', async () => {
    const partition = page.locator('.pane-body .monaco-list-row.selected', { hasText: /^0no leader/ });
    await until(partition, () => act(/single-0 has no leader: broker 2 is gone/, 'Show what the problem'));
  });

  it('sees it heal when the broker is back', async () => {
    await kafka.start(2);
    await line(/1 offline/)
      .first()
      .waitFor({ state: 'detached' });
    await line(/^Brokers3 of 3/).waitFor();
  });

  it('connects from the address in a client.properties', async () => {
    await someone.openFile('client.properties');
    const connect = page.locator('.editor-instance .codelens-decoration a', {
      hasText: 'Connect to 127.0.0.1',
    });
    await until(prompt('Name of the cluster'), () => click(connect));
    await someone.answer('Name of the cluster', 'from-file');
    await line(/from-file/)
      .first()
      .waitFor();
  });

  it('keeps passwords nowhere but among the secrets, also of a connection that fails', async () => {
    const secrets = ['correct-horse-battery', 'client-secret'];
    makeCertificates(join(workspace.folder, 'tls'));
    await someone.command('Kafka Review: Add cluster…', question('How is the cluster reached?'));
    await someone.choose('How is the cluster reached?', 'Bootstrap servers');
    await someone.answer('Bootstrap servers', kafka.bootstrap());
    await someone.choose('Security', 'Sign-in over TLS');
    await someone.choose('Whose certificates are trusted?', 'Well-known authorities, and a client');
    await someone.answer('Path of the client certificate', join(workspace.folder, 'tls/client.p12'));
    await someone.answer('Password of the key store', 'client-secret');
    await someone.choose('Mechanism', 'PLAIN');
    await someone.answer('User name', 'ann');
    await someone.answer('Password', 'correct-horse-battery');
    await someone.answer('Name of the cluster', 'locked');
    const anyway = toast(/speaks plaintext/).locator('.monaco-button', { hasText: 'Add anyway' });
    const locked = line(/^locked.*not reachable/);
    // The list draws only what fits: the last of three clusters is seen when the others are folded.
    await until(locked, async () => {
      await click(anyway);
      await click(page.locator('[aria-label^="Collapse All"]'));
    });
    const amount = 'How much is told of clusters and brokers?';
    const clipboard = async (): Promise<string> =>
      String(await page.evaluate('navigator.clipboard.readText()'));
    await eventually(async () => {
      await someone.command('Kafka Review: Copy support information…', question(amount));
      await someone.choose(amount, 'With names and addresses');
      return (
        (await appears(toast('Support information is on the clipboard'))) &&
        /^Kafka Review .*locked;/s.test(await clipboard())
      );
    });
    const support = await clipboard();
    // The state is written a moment after it changed.
    const isKept = (entry: string): boolean => /kafkaReview\.clusters.*locked/.test(entry);
    await eventually(async () => (await stateOf(page)).some(isKept));
    const state = await stateOf(page);
    assert.ok(filesWith(workbench.root, 'workbench.colorTheme').length > 0, 'settings are looked at');
    assert.ok(filesWith(workbench.root, 'activated in').length > 0, 'the log is looked at');
    for (const secret of secrets) {
      assert.deepEqual(filesWith(workbench.root, secret), []);
      assert.deepEqual(
        state.filter((entry) => entry.includes(secret)),
        [],
      );
      assert.equal(support.includes(secret), false);
      assert.equal(workbench.log().includes(secret), false);
    }
  });
});
