// The dashboard's page in a browser, with figures that no cluster of a test has: many brokers, and none.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { dashboardPage } from '../../client/src/explorer/dashboard-page.ts';
import type { Dashboard, Figures } from '../../server/src/cluster/dashboard.ts';
import { repository } from '../support/shared.ts';
import { launchBrowser } from './page.ts';

const pictures = join(repository, 'test/workbench/screenshots');

const brokers = (count: number): Figures['brokers'] =>
  Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    rack: `eu-west-1${'abc'[Math.floor((i * 3) / count)]}`,
    live: i !== 4,
    leaders: 180 + (i % 7),
    replicas: 540 + (i % 11),
    disk: { used: (40 + (i % 30)) * 2 ** 30, total: 100 * 2 ** 30 },
  }));

const figures = (count: number, change: Partial<Figures> = {}): Figures => ({
  takenAt: Date.UTC(2026, 0, 1, 12),
  partitions: [
    { state: 'offline', count: 0 },
    { state: 'below min ISR', count: 3 },
    { state: 'at min ISR', count: 0 },
    { state: 'under-replicated', count: 120 },
    { state: 'in sync', count: count * 180 },
  ],
  brokers: brokers(count),
  lags: {
    times: [0, 1, 2].map((i) => Date.UTC(2026, 0, 1, 11, 58 + i)),
    groups: { [`billing-${'x'.repeat(240)}`]: [1_000_000, 900_000, 1_200_000], audit: [null, 3, 0] },
  },
  ...change,
});

const dashboard = (change: Partial<Dashboard> = {}): Dashboard => ({
  name: 'prod',
  summary: '3 below min ISR',
  state: 'error',
  ...change,
});

/** What VS Code gives to a webview in its own themes, as far as the page uses it. */
const themes = {
  dark: {
    'editor-background': '#1f1f1f',
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    focusBorder: '#0078d4',
    'editorWidget-background': '#202020',
    'widget-border': '#313131',
    'charts-blue': '#59a4f9',
    'charts-yellow': '#cca700',
    'charts-green': '#89d185',
    'charts-purple': '#b180d7',
    'charts-red': '#f14c4c',
  },
  light: {
    'editor-background': '#ffffff',
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    focusBorder: '#005fb8',
    'editorWidget-background': '#f8f8f8',
    'widget-border': '#e5e5e5',
    'charts-blue': '#0063d3',
    'charts-yellow': '#bf8803',
    'charts-green': '#388a34',
    'charts-purple': '#652d90',
    'charts-red': '#e51400',
  },
  'high contrast': {
    'editor-background': '#000000',
    foreground: '#ffffff',
    descriptionForeground: '#ffffff',
    focusBorder: '#f38518',
    contrastBorder: '#6fc3df',
    'editorWidget-background': '#0c141f',
    'charts-blue': '#59a4f9',
    'charts-yellow': '#ffd370',
    'charts-green': '#89d185',
    'charts-purple': '#b180d7',
    'charts-red': '#f48771',
  },
};

/** What the page's policy kept from loading or running. */
const violations = (page: Page): Promise<string[]> => page.evaluate('window.violations');

describe('the page of the dashboard', () => {
  let browser: Browser;
  let server: Server;
  let page: Page;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    server = createServer(({ url, headers }, response) => {
      if (url === '/dashboard.js' || url === '/dashboard.css') {
        response.setHeader('content-type', url.endsWith('js') ? 'text/javascript' : 'text/css');
        response.end(readFileSync(join(repository, 'dist', url)));
      } else {
        const allowed = `http://${headers.host}`;
        const sources = { script: '/dashboard.js', styles: '/dashboard.css', allowed, nonce: 'abc' };
        response.setHeader('content-type', 'text/html');
        response.end(dashboardPage('prod <b>', sources));
      }
    }).listen(0, '127.0.0.1');
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    // What VS Code gives to a webview.
    await page.addInitScript(`
      window.violations = [];
      addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => { window.said = message; },
        getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
        setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
      });`);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await paint('dark');
  });
  afterEach(() => page.close());

  const paint = (theme: keyof typeof themes): Promise<void> =>
    page.evaluate(`
      for (const [name, color] of Object.entries(${JSON.stringify(themes[theme])}))
        document.documentElement.style.setProperty('--vscode-' + name, color);`);
  const barriers = async (): Promise<unknown> => {
    await page.evaluate(axe.source);
    const { violations: found }: AxeResults = await page.evaluate('axe.run(document)');
    return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  };
  const show = (data: Dashboard): Promise<void> =>
    page.evaluate(`window.postMessage(${JSON.stringify(data)}, '*')`);
  /** A bar is a line, which has no width to be seen by. */
  const bar = (section: string, index: number): Promise<void> =>
    page.locator(`${section} .ct-bar`).nth(index).waitFor({ state: 'attached' });
  const rows = (section: string): Promise<string[][]> =>
    page
      .locator(`#${section} tbody tr`)
      .evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent ?? '')));
  const widerThanThePage = (): Promise<boolean> =>
    page.evaluate('document.documentElement.scrollWidth > innerWidth');

  it('asks for figures, and until they come says what it waits for', async () => {
    assert.equal(await page.evaluate('window.said'), 'ready');
    assert.equal(await page.locator('h1').textContent(), 'prod <b>');
    assert.equal(await page.locator('[role=status]').textContent(), 'Reading the cluster');
    assert.equal(await page.locator('section').count(), 0);
  });

  it('says why there are none when the cluster was never reached', async () => {
    await show(dashboard({ summary: 'not reachable', why: 'nothing listens on b1:9092' }));
    await page.getByText('not reachable: nothing listens on b1:9092').waitFor();
    assert.equal(await page.locator('section').count(), 0);
  });

  it('draws every chart by its own script and styles alone, and each is a table too', async () => {
    await show(dashboard({ figures: figures(3) }));
    await bar('#leadership', 5);
    assert.deepEqual((await rows('partitions'))[3], ['under-replicated', '120']);
    assert.deepEqual((await rows('leadership'))[0], ['1', 'eu-west-1a', 'in the cluster', '180', '540']);
    assert.deepEqual((await rows('racks'))[1], ['eu-west-1b', '1', '181', '541']);
    assert.deepEqual((await rows('disk'))[2], ['3', '42 GiB', '100 GiB', '42 %']);
    assert.deepEqual((await rows('lag'))[1], ['audit', 'not known', '3', '0']);
    assert.equal(await page.locator('#lag .ct-line').count(), 2);
    assert.deepEqual(await violations(page), []);
    const image = page.getByRole('img', {
      name: /^Partitions by state. 663 partitions: 3 below min ISR, 120/,
    });
    await image.waitFor();
  });

  it('keeps a hundred brokers and names without end inside the page, wide or narrow', async () => {
    await show(dashboard({ figures: figures(100) }));
    await bar('#leadership', 199);
    assert.equal(await widerThanThePage(), false);
    await page.screenshot({ path: join(pictures, 'dashboard-100-brokers.png'), fullPage: true });
    await page.setViewportSize({ width: 480, height: 900 });
    assert.equal(await widerThanThePage(), false);
    // What does not fit is reached with the keyboard.
    await page.locator('#leadership .chart[tabindex="0"]').focus();
    await page.screenshot({ path: join(pictures, 'dashboard-narrow.png'), fullPage: true });
  });

  it('has no barrier for those who do not see it', async () => {
    await show(dashboard({ figures: figures(100) }));
    await bar('#leadership', 199);
    for (const summary of await page.locator('summary').all()) await summary.click();
    assert.deepEqual(await barriers(), []);
  });

  for (const theme of ['dark', 'light', 'high contrast'] as const) {
    it(`can be read in a ${theme} theme`, async () => {
      await paint(theme);
      await show(dashboard({ figures: figures(3) }));
      await bar('#leadership', 5);
      assert.deepEqual(await barriers(), []);
      await page.screenshot({
        path: join(pictures, `dashboard-${theme.replace(' ', '-')}.png`),
        fullPage: true,
      });
    });
  }

  it('touches nothing that is as it was', async () => {
    await show(dashboard({ figures: figures(3) }));
    await bar('#disk', 2);
    await page.locator('#disk summary').click();
    await page.evaluate(`
      window.changes = [];
      new MutationObserver((all) => changes.push(...all.map(({ target }) => target.closest?.('section')?.id ?? target.id)))
        .observe(document.body, { subtree: true, childList: true, attributes: true });`);
    const moved = figures(3, { takenAt: Date.UTC(2026, 0, 1, 12, 0, 5) });
    const [first, ...others] = moved.brokers;
    assert.ok(first);
    moved.brokers = [{ ...first, disk: { used: 99 * 2 ** 30, total: 100 * 2 ** 30 } }, ...others];
    await show(dashboard({ figures: moved }));
    await page.locator('#disk td', { hasText: '99 %' }).waitFor();
    assert.deepEqual(await page.evaluate('[...new Set(changes)].sort()'), ['age', 'disk']);
    assert.equal(
      await page.locator('#disk details').evaluate((details) => 'open' in details && details.open),
      true,
    );
  });

  it('has its tables open as they were when its tab comes back', async () => {
    await show(dashboard({ figures: figures(3) }));
    await page.locator('#racks summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('#racks table').waitFor();
    await page.waitForFunction(`sessionStorage.getItem('state')?.includes('racks')`);
    await page.reload();
    await show(dashboard({ figures: figures(3) }));
    await page.locator('#racks table').waitFor();
    assert.equal(await page.locator('#disk table').isVisible(), false);
  });

  it('says what there is none of, without an empty chart', async () => {
    const none = (state: Figures['partitions'][number]['state']) => ({ state, count: 0 });
    const empty = figures(3, {
      partitions: [none('offline'), none('in sync')],
      brokers: brokers(3).map(({ disk, ...broker }) => ({ ...broker, rack: null })),
      lags: { times: [1], groups: {} },
    });
    await show(dashboard({ state: 'good', summary: 'all good', figures: empty }));
    for (const [section, words] of [
      ['partitions', 'There are no topics.'],
      ['disk', 'Not known: Kafka does not tell, or this user may not see it.'],
      ['lag', 'No group is behind.'],
    ]) {
      await page.locator(`#${section}`).getByText(String(words)).waitFor();
      assert.equal(await page.locator(`#${section} .chart`).isVisible(), false, section);
      assert.equal(await page.locator(`#${section} details`).isVisible(), false, section);
    }
    await page.locator('#racks').getByText('No broker names a rack').waitFor();
  });
});
