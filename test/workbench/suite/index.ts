// Runs inside VS Code's extension host: mocha over the tests beside this file.
import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

/**
 * Called by VS Code; rejects when a test fails or none ran. Writes mocha's report to the file in MOCHA_OUT, closed by
 * a line `MOCHA-END tests=N failures=M`: a run that ends without it was cut short.
 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const out = process.env.MOCHA_OUT;
  const write = (text: string) => (out ? appendFileSync(out, text) : process.stdout.write(text));
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => write(`${format(...args)}\n`);

  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 120_000,
    reporter: 'spec',
    forbidOnly: true,
    ...(process.env.MOCHA_GREP ? { grep: process.env.MOCHA_GREP } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./extension.test.ts');

  await new Promise<void>((resolve, reject) => {
    let tests = 0;
    const runner = mocha.run((failures) => {
      write(`MOCHA-END tests=${tests} failures=${failures}\n`);
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else if (tests === 0) reject(new Error('no test ran'));
      else resolve();
    });
    runner.on('test end', () => {
      tests += 1;
    });
  });
}
