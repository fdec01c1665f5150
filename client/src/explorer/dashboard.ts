import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Dashboard } from '../../../server/src/cluster/dashboard.ts';

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

  async function send(cluster: string): Promise<void> {
    const figures = await ask(cluster);
    const panel = panels.get(cluster);
    if (figures && panel?.visible) await panel.webview.postMessage(figures);
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
    changed: (cluster) => {
      if (panels.has(cluster)) void send(cluster);
    },
    close: (cluster) => panels.get(cluster)?.dispose(),
    shown: () => [...panels].filter(([, { visible }]) => visible).map(([cluster]) => cluster),
  };
}

function page(webview: vscode.Webview, dist: vscode.Uri, name: string): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (base: string): vscode.Uri => webview.asWebviewUri(vscode.Uri.joinPath(dist, base));
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(name)}</title>
<link rel="stylesheet" href="${file('dashboard.css')}">
</head>
<body>
<h1>${escaped(name)}</h1>
<p id="summary">Reading the cluster</p>
<main></main>
<script nonce="${nonce}" src="${file('dashboard.js')}"></script>
</body>
</html>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
