// VS Code without a desktop: the stock VS Code server that the npm package code-server ships, and the Node it needs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const codeServer = '4.139.1';
const node = '24.21.0';

/** Where an installed VS Code server stands: its own Node and the script to run with it. */
export interface Workbench {
  node: string;
  entry: string;
}

/**
 * Installs code-server (about 800 MB, under a minute) into the user's cache unless it is there already.
 * KAFKA_REVIEW_CACHE names another cache folder. Throws when npm fails.
 */
export function installWorkbench(): Workbench {
  const cache = process.env.KAFKA_REVIEW_CACHE ?? join(homedir(), '.cache/kafka-review');
  const home = join(cache, `code-server-${codeServer}`);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const unfinished = mkdtempSync(join(cache, 'installing-'));
    console.log(`Installing VS Code for the browser (code-server ${codeServer}) into ${home}, once …`);
    try {
      install(unfinished);
      // Only a finished folder gets the name; where two installed at once, the first stays.
      if (!existsSync(home)) renameSync(unfinished, home);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  const modules = join(home, 'node_modules');
  return {
    node: join(modules, nodePackage, 'bin/node'),
    entry: join(modules, 'code-server/out/node/entry.js'),
  };
}

const nodePackage = `node-${process.platform}-${process.arch}`;

function install(folder: string): void {
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  const nodeHome = join(folder, 'node_modules', nodePackage);
  const log = join(folder, 'install.log');
  // Native modules are built against this Node's headers, which its package brings.
  const env = {
    ...process.env,
    PATH: `${join(nodeHome, 'bin')}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: nodeHome,
  };
  const npm = (cwd: string, ...args: string[]) => {
    const done = execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    writeFileSync(log, done, { flag: 'a' });
  };
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(
    folder,
    'install',
    '--ignore-scripts',
    '--save-exact',
    `${nodePackage}@${node}`,
    `code-server@${codeServer}`,
  );
  npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  npm(vscode, 'rebuild', '@vscode/spdlog', '@vscode/native-watchdog');
  npm(join(vscode, 'extensions'), 'install', '--omit=dev', '--ignore-scripts');
  const version = JSON.parse(
    readFileSync(join(folder, 'node_modules/code-server/package.json'), 'utf8'),
  ).version;
  if (version !== codeServer)
    throw new Error(`code-server ${version} was installed instead of ${codeServer}`);
}
