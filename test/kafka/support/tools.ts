import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/shared.ts';

/** Kafka's own tools, run one after the other in one Java. */
export interface WarmTools {
  /** Runs the main class and waits for it; gives what it printed and its exit code. */
  run(mainClass: string, args: string[]): { printed: string; code: number };
  stop(): void;
}

/** Milliseconds that a tool may take: most of its own deadlines are half of this. */
const deadline = 120_000;

/** Prepares tools that begin with their first use; `java` are its arguments up to the class, given a class path more. */
export function warmTools(folder: string, java: (classes: string) => string[]): WarmTools {
  let child: ChildProcess | undefined;
  let asked = 0;
  return {
    run(mainClass, args) {
      mkdirSync(folder, { recursive: true });
      child ??= spawn('java', [...java(compiled('Tools')), 'Tools', folder], {
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      asked += 1;
      const file = (ending: string): string => join(folder, `${asked}.${ending}`);
      writeFileSync(file('asked'), [mainClass, ...args].join('\n'));
      renameSync(file('asked'), file('in'));
      for (const until = Date.now() + deadline; !existsSync(file('out')); pause(10)) {
        if (Date.now() > until) throw new Error(`${mainClass} ${args.join(' ')}: no answer`);
      }
      const text = readFileSync(file('out'), 'utf8');
      const end = text.indexOf('\n');
      return { code: Number(text.slice(0, end)), printed: text.slice(end + 1) };
    },
    stop() {
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}

/** Waits without giving way: a test goes on when the tool has done its work. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** The folder of the classes of a Java file beside this one, compiled once for each of its texts. */
export function compiled(name: string, classPath = ''): string {
  const source = join(import.meta.dirname, `${name}.java`);
  const hash = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12);
  const folder = join(repository, '.cache/kafka', `${name}-${hash}`);
  if (!existsSync(join(folder, `${name}.class`))) {
    const { status, stderr } = spawnSync('javac', ['-d', folder, '-cp', classPath, source], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  }
  return folder;
}
