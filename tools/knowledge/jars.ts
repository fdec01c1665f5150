// Kafka's own jars from Maven Central, and Java programs run against them. Everything lies under .cache/, so a
// second run fetches and compiles nothing.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutWorkers } from './releases.ts';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const cache = join(repository, '.cache/kafka');

/** Runs a program and gives its standard output; throws with the end of its error output when it fails. */
export function run(program: string, args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000);
    });
    child.on('error', () => fail(new Error(`${program} was not found on this machine; it is needed here`)));
    child.on('close', (code) => {
      if (code === 0) done(Buffer.concat(out).toString('utf8'));
      else fail(new Error(`${program} ended with ${code}\n${errors || out.join('').slice(-4000)}`));
    });
  });
}

/** The class path of a Kafka release, silent or logging to standard error; what is not in the cache is fetched first. */
export async function jarsOf(version: string, logging = false): Promise<string> {
  const folder = join(cache, logging ? `${version}-logging` : version);
  const whole = join(folder, '.whole');
  if (!existsSync(whole)) {
    rmSync(folder, { recursive: true, force: true });
    const profile = withoutWorkers.includes(version) ? [] : ['-P', 'workers'];
    await run('mvn', [
      ...['-q', '-B', '-f', join(repository, 'tools/knowledge/pom.xml'), `-Dkafka.version=${version}`],
      ...(logging ? ['-Dslf4j.binding=slf4j-simple'] : []),
      ...profile,
      ...['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`],
    ]);
    writeFileSync(whole, '');
  }
  return join(folder, '*');
}

/** Compiles Java sources against a release, once per change of the sources; gives the folder of the classes. */
export async function compile(name: string, sources: string[], version: string): Promise<string> {
  const folder = join(cache, 'classes', name);
  const stamp = join(folder, '.compiled');
  const newest = Math.max(...sources.map((source) => statSync(source).mtimeMs));
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return folder;
  mkdirSync(folder, { recursive: true });
  await run('javac', ['-nowarn', '-proc:none', '-d', folder, '-cp', await jarsOf(version), ...sources]);
  writeFileSync(stamp, '');
  return folder;
}

/** Runs a compiled program on a release's class path and gives what it prints. */
export async function java(
  classes: string,
  version: string,
  main: string,
  args: string[] = [],
): Promise<string> {
  const path = `${classes}:${await jarsOf(version)}`;
  return run('java', ['-XX:+UseSerialGC', '-Djava.io.tmpdir=/tmp', '-cp', path, main, ...args]);
}
