// Sees to it that the machine has what a command needs, and installs the project's own dependencies.
// Only Node built-ins here: it runs on a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** What must be on a machine beforehand, by name: how to find it, and how a person installs it. */
const programs = {
  chromium: {
    found: () => ['chromium', 'chromium-browser', 'google-chrome'].some((name) => onPath(name)),
    debian: ['chromium', 'fonts-dejavu-core'],
    mac: 'brew install --cask chromium',
  },
  go: { found: () => onPath('go'), debian: ['golang-go'], mac: 'brew install go' },
  java: { found: () => onPath('javac'), debian: ['openjdk-17-jdk-headless'], mac: 'brew install openjdk@21' },
  maven: { found: () => onPath('mvn'), debian: ['maven'], mac: 'brew install maven' },
  openssl: { found: () => onPath('openssl'), debian: ['openssl'], mac: 'brew install openssl' },
};

function onPath(name) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

/** Runs a program with the terminal's output; ends this process with its code when it fails. */
export async function run(program, args, options = {}) {
  const code = await new Promise((done) => {
    const child = spawn(program, args, {
      cwd: repository,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
    });
    child.on('error', () => done(127));
    child.on('close', done);
  });
  if (code !== 0) {
    console.error(`${program} ${args.join(' ')} failed (${code})`);
    process.exit(typeof code === 'number' && code > 0 ? code : 1);
  }
}

/** Checks Node and the named programs, then installs the project's dependencies if the lock file changed. */
export async function prepare(needs = []) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: Kafka Review needs Node 20.19 or newer.`);
    process.exit(2);
  }
  const missing = [...new Set(needs)].filter((name) => !programs[name].found());
  if (missing.length > 0) await provide(missing);
  if (!upToDate()) await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

async function provide(missing) {
  const packages = missing.flatMap((name) => programs[name].debian);
  const asRoot = process.getuid?.() === 0 && onPath('apt-get');
  if (asRoot) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    return;
  }
  console.error(`missing on this machine: ${missing.join(', ')}`);
  console.error(`  Debian and Ubuntu: sudo apt-get install ${packages.join(' ')}`);
  for (const name of missing) console.error(`  macOS: ${programs[name].mac}`);
  process.exit(2);
}

/** npm writes its own copy of the lock into node_modules: it is newer than ours when nothing is left to install. */
function upToDate() {
  const installed = join(repository, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const lock = join(repository, 'package-lock.json');
  if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return true;
  const packages = (file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')).packages).filter(Boolean);
  const have = new Set(packages(installed));
  return packages(lock).every((name) => have.has(name) || isOptional(name, lock));
}

function isOptional(name, lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages[name].optional === true;
}
