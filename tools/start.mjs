// npm start [-- [--kafka] [PATH]]: on a fresh clone the only command. Installs, builds, prints the review of a folder in
// the terminal, then opens the folder in VS Code; with --kafka beside a real Kafka that the explorer shows. Only Node
// built-ins here: it must run before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { prepare, repository, run } from './prepare.mjs';

const args = process.argv.slice(2);
const kafka = args.includes('--kafka');
const folder = resolve(args.find((arg) => arg !== '--kafka') ?? join(repository, 'examples'));
if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  console.error(`${folder} is not a folder`);
  process.exit(2);
}

await prepare(kafka ? ['java', 'maven'] : []);
await run('npm', ['run', '--silent', 'build']);

// Findings are what the review is for: only a review that could not be done ends this command.
// In the folder itself, as the editor sees it: the names above it say nothing about what it is for.
const reviewed = await execute(process.execPath, [join(repository, 'dist/cli.cjs'), '.'], { cwd: folder });
if (reviewed > 1) process.exit(reviewed);

const desktop = (process.env.PATH ?? '').split(delimiter).some((path) => existsSync(join(path, 'code')));
if (desktop && !kafka) await run('code', [`--extensionDevelopmentPath=${repository}`, folder]);
else {
  const tsx = join(repository, 'node_modules/tsx/dist/cli.mjs');
  const open = join(repository, 'tools/workbench/open.ts');
  const options = [...(kafka ? ['--kafka'] : []), ...(desktop ? ['--desktop'] : [])];
  process.exit(await execute(process.execPath, [tsx, open, ...options, folder]));
}

/**
 * Runs a program on this terminal; resolves to its exit code. Ctrl+C reaches it too, other signals are passed on, and
 * this waits for its end.
 */
function execute(program, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    process.once('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
    child.on('error', () => done(127));
    child.on('exit', (code) => done(code ?? 130));
  });
}
