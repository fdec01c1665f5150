// Starts a real node for each change in boot-changes.ts and records in boot.tsv whether it came up, or died of what:
// npx tsx test/oracle/boot.ts. This is how the refusals marked `atBoot` were found; it takes minutes, so the tests
// read the record.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, jarsOf, java, repository, run } from '../../tools/knowledge/jars.ts';
import { base, changes } from './boot-changes.ts';

const version = '4.3.1';

const given = new Set<string>();

/** A free port that no other node of this run was given. */
async function freePort(): Promise<string> {
  for (;;) {
    const port = await anyFreePort();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

const anyFreePort = () =>
  new Promise<string>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(String(typeof address === 'object' && address ? address.port : 0)));
    });
  });

async function text(settings: Record<string, string | null>, data: string): Promise<string> {
  const [first, second] = [await freePort(), await freePort()];
  return Object.entries(settings)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')
    .replaceAll('DATA', data)
    .replaceAll('PORT1', first)
    .replaceAll('PORT2', second);
}

const folder = mkdtempSync(join(tmpdir(), 'kafka-review-boot-'));
try {
  const classes = await compile('boot', [join(repository, 'test/oracle/java/Boot.java')], version);
  const format = join(folder, 'format');
  writeFileSync(format, await text(base, join(folder, 'formatted')));
  const id = 'MkU3OEVBNTcwNTJENDM2Qg';
  await run('java', [
    '-cp',
    await jarsOf(version),
    'kafka.tools.StorageTool',
    'format',
    '-t',
    id,
    '-c',
    format,
  ]);
  for (const [at, change] of changes.entries()) {
    const name = join(folder, String(at).padStart(3, '0'));
    writeFileSync(`${name}.properties`, await text({ ...base, ...change }, `${name}.data`));
  }
  const lines = (await java(classes, version, 'Boot', [folder]))
    .split('\n')
    .filter((line) => /^\d{3}\./.test(line));
  const rows = lines.map((line, at) => {
    const [, outcome = '', cause = ''] = line.split('\t');
    const plain = cause.replaceAll(folder, '').slice(0, 200);
    return [JSON.stringify(changes[at]), outcome, plain].join('\t').trimEnd();
  });
  writeFileSync(join(repository, 'test/oracle/boot.tsv'), `${rows.join('\n')}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
