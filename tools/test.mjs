// The whole test command: prepares a fresh clone, runs every suite, and closes with "N passed, N failed".
// Only Node built-ins here: it must run before anything is installed.
import { spawn } from 'node:child_process';
import { prepare, repository, run } from './prepare.mjs';

/** Each suite is a folder test/NAME with mocha tests, or a script that prints mocha's summary. */
const suites = [
  { name: 'check', command: ['npm', 'run', '--silent', 'check'], counted: false },
  { name: 'unit', command: mocha('test/unit/**/*.test.ts') },
  { name: 'corpus', command: mocha('test/corpus/**/*.test.ts') },
  {
    name: 'fuzz',
    // Always the same inputs: what fails here fails for everybody.
    command: ['npm', 'run', '--silent', 'fuzz', '--', '--seconds', '180', '--seed', '1'],
    counted: false,
  },
  { name: 'server', command: mocha('test/server/**/*.test.ts') },
  { name: 'cli', command: mocha('test/cli/**/*.test.ts') },
  {
    name: 'oracle',
    command: mocha('test/oracle/kafka-*.test.ts'),
    needs: ['java', 'maven'],
  },
  { name: 'kustomize', command: mocha('test/oracle/kustomize.test.ts'), needs: ['go'] },
  { name: 'strimzi', command: mocha('test/oracle/strimzi-*.test.ts'), needs: ['java', 'maven'] },
  {
    name: 'workbench',
    command: ['npm', 'run', '--silent', 'test:workbench'],
    needs: ['chromium', 'java', 'maven', 'openssl'],
  },
  {
    name: 'kafka',
    // What a test that failed has left running must not keep the suite from its end.
    command: mocha('test/kafka/**/*.test.ts', '--exit'),
    needs: ['java', 'maven', 'openssl'],
  },
];

function mocha(pattern, ...options) {
  return ['npx', 'mocha', '--config', 'test/mocharc.json', '--reporter', 'spec', ...options, pattern];
}

/** Runs a suite and counts what mocha's summary lines say; a suite that ran no test counts as failed. */
function runSuite({ name, command, counted = true }) {
  return new Promise((resolve) => {
    console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
    const [program, ...args] = command;
    const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => {
      const sum = (word) =>
        [...output.matchAll(new RegExp(`^\\s+(\\d+) ${word}\\b`, 'gm'))].reduce(
          (n, m) => n + Number(m[1]),
          0,
        );
      const passed = counted ? sum('passing') : Number(code === 0);
      let failed = counted ? sum('failing') + sum('pending') : Number(code !== 0);
      if (counted && failed === 0 && (code !== 0 || passed === 0)) failed = 1;
      resolve({ name, passed, failed });
    });
  });
}

const wanted = process.argv.slice(2);
const chosen = wanted.length > 0 ? suites.filter((suite) => wanted.includes(suite.name)) : suites;
if (chosen.length === 0) {
  console.error(`no such suite; there are: ${suites.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}
await prepare(chosen.flatMap((suite) => suite.needs ?? []));
await run('npm', ['run', '--silent', 'build']);

const results = [];
for (const suite of chosen) results.push(await runSuite(suite));
console.log('');
for (const { name, passed, failed } of results) console.log(`${name}: ${passed} passed, ${failed} failed`);
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exit(total('failed') === 0 ? 0 : 1);
