import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Dashboard } from '../../../server/src/cluster/dashboard.ts';
import { dashboardPage } from './dashboard-page.ts';

/** The dashboards that are open, one a cluster. */
export interface Dashboards {
  open(cluster: string, name: string): void;
  /** A cluster was polled: what its dashboard shows is out of date. */
  changed(cluster: string): void;
  close(cluster: string): void;
  /** The clusters that some dashboard shows. */
  shown(): string[];
}

/** `ask` gets the figures of a cluster; `watch` is called when other clusters are shown than before. */
export function dashboardsOf(
  { extensionUri }: vscode.ExtensionContext,
  { ask, watch }: { ask(cluster: string): Promise<Dashboard | undefined>; watch(): void },
): Dashboards {
  const panels = new Map<string, vscode.WebviewPanel>();
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');

  /** Nothing is asked for while the tab is hidden: its page asks when it comes into view. */
  async function send(cluster: string): Promise<void> {
    const panel = panels.get(cluster);
    if (!panel?.visible) return;
    // A server that is starting again answers nothing: the page keeps what it shows.
    const dashboard = await ask(cluster).catch(() => undefined);
    if (dashboard && panels.get(cluster) === panel) await panel.webview.postMessage(dashboard);
  }

  function open(cluster: string, name: string): void {
    const shown = panels.get(cluster);
    if (shown) {
      shown.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      'kafkaReview.dashboard',
      `${name}: dashboard`,
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [dist] },
    );
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media/icon.svg');
    panels.set(cluster, panel);
    // The page says when it listens: at first, and whenever its tab comes into view again.
    panel.webview.onDidReceiveMessage(() => void send(cluster));
    panel.onDidChangeViewState(watch);
    panel.onDidDispose(() => {
      panels.delete(cluster);
      watch();
    });
    panel.webview.html = page(panel.webview, dist, name);
    watch();
  }

  return {
    open,
    changed: (cluster) => void send(cluster),
    close: (cluster) => panels.get(cluster)?.dispose(),
    shown: () => [...panels].filter(([, { visible }]) => visible).map(([cluster]) => cluster),
  };
}

function page(webview: vscode.Webview, dist: vscode.Uri, name: string): string {
  const file = (base: string): string => String(webview.asWebviewUri(vscode.Uri.joinPath(dist, base)));
  return dashboardPage(name, {
    script: file('dashboard.js'),
    styles: file('dashboard.css'),
    allowed: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
  });
}
