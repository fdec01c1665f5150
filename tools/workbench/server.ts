// Starts and stops VS Code in the browser on a loopback address, with folders of its own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWorkbench } from './install.ts';
import { quietSettings } from './settings.ts';

export interface WorkbenchOptions {
  /** A VSIX to install before the start. */
  vsix?: string;
  /** Lets the page load an extension from its folder and run tests in the extension host. */
  testDriver?: boolean;
  /** Added to the environment of the extension host. */
  env?: Record<string, string>;
  settings?: Record<string, unknown>;
}

export interface RunningWorkbench {
  /** Where the page is, like http://127.0.0.1:41234. */
  url: string;
  /** A folder that goes away with the workbench. */
  root: string;
  log(): string;
  stop(): Promise<void>;
}

/** Starts VS Code; installs it first where it is missing. Throws, with the log, when it does not come up in 120 s. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<RunningWorkbench> {
  const { node, entry } = installWorkbench();
  const root = mkdtempSync(join(tmpdir(), 'kafka-review-workbench-'));
  const data = join(root, 'data');
  mkdirSync(join(data, 'User'), { recursive: true });
  mkdirSync(join(root, 'extensions'));
  writeFileSync(
    join(data, 'User/settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, null, 2),
  );
  writeFileSync(join(root, 'config.yaml'), 'auth: none\n');

  const folders = [
    ...['--config', join(root, 'config.yaml')],
    ...['--user-data-dir', data],
    ...['--extensions-dir', join(root, 'extensions')],
  ];
  const env = environment(root, options.env);
  if (options.vsix) {
    const args = [entry, ...folders, '--install-extension', options.vsix];
    execFileSync(node, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  }
  const args = [
    entry,
    ...folders,
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    ...['--disable-getting-started-override', '--disable-proxy'],
    ...(options.testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  // A process group of its own: the extension host and the language server end with it.
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let log = '';
  const read = (chunk: Buffer) => {
    log += chunk;
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const stop = async () => {
    await end(child);
    rmSync(root, { recursive: true, force: true });
  };
  try {
    const url = await listening(child, () => log);
    return { url, root, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(root: string, added: Record<string, string> = {}): NodeJS.ProcessEnv {
  // Started from a terminal inside VS Code, the outer editor's variables would reach the inner one.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    // An empty address keeps the workbench from asking a marketplace.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_CONFIG_HOME: join(root, 'config'),
    XDG_DATA_HOME: join(root, 'share'),
    XDG_RUNTIME_DIR: root,
    ...added,
  };
}

function listening(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`VS Code ${why}\n${log()}`));
    const timeout = setTimeout(() => fail('did not start in 120 s'), 120_000);
    child.once('exit', (code) => {
      clearTimeout(timeout);
      fail(`ended with code ${code}`);
    });
    child.stdout?.on('data', () => {
      const url = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(log())?.[1];
      if (url === undefined) return;
      clearTimeout(timeout);
      resolve(url);
    });
  });
}

/** Ends the process with all its children; resolves when it is gone. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
    const group = -child.pid;
    const kill = (signal: NodeJS.Signals) => {
      try {
        process.kill(group, signal);
      } catch {
        // Already gone.
      }
    };
    const hard = setTimeout(() => kill('SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    kill('SIGTERM');
  });
}
