// npm run docs: writes docs/rules, the schema of .kafka-review.yaml and that of the thresholds in package.json from the
// rules and the live checks. With --check it writes nothing, and fails when something is out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from '../server/src/cluster/checks/index.ts';
import { newestVersion } from '../server/src/knowledge/versions.ts';
import { allRules } from '../server/src/review/all-rules.ts';
import { ownRules } from '../server/src/review/own-rules.ts';
import { rules } from '../server/src/rules/index.ts';
import { upgradeRules } from '../server/src/upgrade/rules.ts';
import { checkPageText, checksTableText } from './docs/check-page.ts';
import { rulePageText, rulesTableText } from './docs/page.ts';
import { settingsSchemaText } from './docs/schema.ts';
import { manifestText } from './docs/thresholds.ts';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(repository, 'docs/rules');
const schema = join(repository, 'schemas/kafka-review.schema.json');
const manifest = join(repository, 'package.json');

/** Every page by file name. */
function pages(): Map<string, string> {
  const own = Object.values(ownRules);
  return new Map([
    ...rules.map((rule) => [`${rule.id}.md`, rulePageText(rule, `server/src/rules/${rule.id}.ts`)] as const),
    ...own.map((rule) => [`${rule.id}.md`, rulePageText(rule, 'server/src/review/own-rules.ts')] as const),
    ...upgradeRules(newestVersion).map(
      (rule) => [`${rule.id}.md`, rulePageText(rule, 'server/src/upgrade/rules.ts')] as const,
    ),
    ...checks.map((check) => [`${check.id}.md`, checkPageText(check, 'server/src/cluster/checks')] as const),
    [
      'README.md',
      `${rulesTableText([...allRules].sort((a, b) => (a.id < b.id ? -1 : 1)))}\n${checksTableText(checks)}\n`,
    ] as const,
  ]);
}

const wanted = pages();
mkdirSync(folder, { recursive: true });
const stale = readdirSync(folder).filter((name) => !wanted.has(name));
const outOfDate = [...wanted].filter(([name, text]) => {
  const file = join(folder, name);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});

const generated = [
  { name: 'schemas/kafka-review.schema.json', file: schema, text: settingsSchemaText() },
  { name: 'package.json', file: manifest, text: manifestText(readFileSync(manifest, 'utf8')) },
].filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);

if (process.argv.includes('--check')) {
  const names = [
    ...[...stale, ...outOfDate.map(([name]) => name)].map((name) => `docs/rules/${name}`),
    ...generated.map(({ name }) => name),
  ];
  for (const name of names) console.log(`${name} is out of date; run npm run docs`);
  process.exit(names.length === 0 ? 0 : 1);
}
for (const name of stale) rmSync(join(folder, name));
for (const [name, text] of outOfDate) writeFileSync(join(folder, name), text);
mkdirSync(dirname(schema), { recursive: true });
for (const { file, text } of generated) writeFileSync(file, text);
console.log(`docs/rules: ${wanted.size} pages, ${outOfDate.length} written, ${stale.length} removed`);
