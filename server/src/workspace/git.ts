import { spawn } from 'node:child_process';
import { relative, sep } from 'node:path';

/**
 * Settings of a repository that could run a program, turned off; nothing is locked, written or fetched. Reading objects
 * by name looks at no file of the working tree, so no filter of it runs either.
 */
const SAFE = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '--no-optional-locks',
  '--no-pager',
];
const ENVIRONMENT = { GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };

/** Larger files are no configuration. */
const MAX_BYTES = 20 * 1024 * 1024;
/** Git that does not answer for so long (ms) is not waited for. */
const PATIENCE = 30_000;

export type CommittedTexts = { texts: Map<string, string> } | { problem: string };

/**
 * The texts of files as a commit has them, by path; files that it does not have are left out. `folder` is in the
 * repository, `paths` are below it, `ref` is a commit, branch or tag. A problem in words when Git is not there, the
 * folder is in no repository or the commit is not known.
 */
export async function committedTexts(folder: string, ref: string, paths: string[]): Promise<CommittedTexts> {
  // A name from outside must not become an option, or a second line.
  if (!/^[^-\s:][^\s:]*$/.test(ref)) return { problem: `${ref} is no commit, branch or tag` };
  const asked = paths.filter((path) => !/[\r\n]/.test(path));
  const names = asked.map((path) => `${ref}:./${relative(folder, path).split(sep).join('/')}`);
  const output = await git(folder, ['cat-file', '--batch'], `${[`${ref}^{commit}`, ...names].join('\n')}\n`);
  if ('problem' in output) return output;
  const [commit, ...blobs] = objectsOf(output.bytes);
  if (!commit) return { problem: `Git knows no commit ${ref}` };
  const texts = new Map<string, string>();
  blobs.forEach((bytes, index) => {
    const path = asked[index];
    if (path !== undefined && bytes && bytes.length <= MAX_BYTES) texts.set(path, textOf(bytes));
  });
  return { texts };
}

function git(
  folder: string,
  args: string[],
  input: string,
): Promise<{ bytes: Buffer } | { problem: string }> {
  return new Promise((done) => {
    const child = spawn('git', [...SAFE, ...args], {
      cwd: folder,
      env: { ...process.env, ...ENVIRONMENT },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: PATIENCE,
    });
    const chunks: Buffer[] = [];
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(0, 1000);
    });
    child.on('error', () => done({ problem: 'Git was not found' }));
    child.on('close', (code) => {
      const [line = `Git ended with ${code}`] = said.split('\n').filter((one) => one !== '');
      done(code === 0 ? { bytes: Buffer.concat(chunks) } : { problem: line.replace(/^fatal: /, '') });
    });
    // It may end before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** The answers of `git cat-file --batch` in order: a content, or undefined for a name that is not there. */
function objectsOf(bytes: Buffer): (Buffer | undefined)[] {
  const found: (Buffer | undefined)[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) break;
    const header = bytes.toString('utf8', at, end);
    const size = /^[0-9a-f]+ (?:blob|commit|tree|tag) (\d+)$/.exec(header)?.[1];
    at = end + 1;
    if (size === undefined) found.push(undefined);
    else {
      found.push(bytes.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
  }
  return found;
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
