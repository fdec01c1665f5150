// npm run check: types, formatter, linter, import doors (biome.json), licences, known vulnerabilities and
// generated files, in this order.
import { spawnSync } from 'node:child_process';

const steps: { name: string; command: string[] }[] = [
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'format, lint and import doors', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'rules by key', command: ['npx', 'tsx', 'tools/rule-keys.ts', '--check'] },
  { name: 'licences of what is shipped', command: ['npx', 'tsx', 'tools/notices.ts'] },
  { name: 'known vulnerabilities in what is shipped', command: ['npx', 'tsx', 'tools/audit.ts'] },
  { name: 'pages of the rules', command: ['npx', 'tsx', 'tools/docs.ts', '--check'] },
];

let failed = 0;
for (const { name, command } of steps) {
  const [program = '', ...args] = command;
  const result = spawnSync(program, args, { encoding: 'utf8' });
  const ok = result.status === 0;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`);
  if (!ok) {
    failed += 1;
    console.log(result.stdout + result.stderr);
  } else if (result.stdout.includes('note: ')) console.log(result.stdout.trimEnd().replace(/^/gm, '       '));
}
process.exit(failed === 0 ? 0 : 1);
