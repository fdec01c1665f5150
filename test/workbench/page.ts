// VS Code's page in a headless Chromium.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Starts the machine's own Chromium or Chrome; CHROMIUM names another program. Throws when there is none. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? findBrowser(),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

function findBrowser(): string {
  const folders = (process.env.PATH ?? '').split(':');
  const candidates = [
    ...['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
      folders.map((dir) => join(dir, name)),
    ),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error('neither Chromium nor Chrome was found; set CHROMIUM to its program');
  return found;
}

/**
 * The address of the workbench with a folder open. `payload` is read by a server that was started with the test
 * driver; file names in it must go through `remoteUri`.
 */
export function pageAddress(url: string, folder: string, payload: Record<string, string>): string {
  const entries = JSON.stringify(Object.entries({ skipWelcome: 'true', ...payload }));
  return `${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(entries)}`;
}

/** A file of this machine as the page names it. */
export const remoteUri = (url: string, path: string): string => `vscode-remote://${new URL(url).host}${path}`;
