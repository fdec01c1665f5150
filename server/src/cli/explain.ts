import { createTwoFilesPatch } from 'diff';
import type { Colors } from 'picocolors/types.js';
import type { Check } from '../cluster/check.ts';
import { checks } from '../cluster/checks/index.ts';
import { reaching, remedies } from '../cluster/remedies.ts';
import { allRules } from '../review/all-rules.ts';
import { rulePage } from '../rules/page.ts';
import type { Example, Levels, Rule } from '../rules/rule.ts';
import { terminalOptions } from './output.ts';

/** `kafka-review explain RULE`: the page of a rule or live check for the terminal. The id is known to be one's. */
export async function explainCommand(id: string): Promise<number> {
  const { colors } = terminalOptions();
  const rule = allRules.find((one) => one.id === id);
  const check = checks.find((one) => one.id === id);
  if (rule) process.stdout.write(pageOf(rule, colors));
  else if (check) process.stdout.write(checkPageOf(check, colors));
  return rule || check ? 0 : 2;
}

/** Title, why, what to do, Kafka's tools, thresholds with their defaults, where the advice comes from. */
function checkPageOf(check: Check, colors: Colors): string {
  const { id, title, why, thresholds = {}, sources } = check;
  const { remedy, tools } = remedies[id] ?? { remedy: '', tools: [] };
  const settings = Object.entries(thresholds).map(
    ([name, { value, about }]) => `--threshold ${id}.${name}=${value}  ${colors.dim(about)}`,
  );
  return `${[
    colors.bold(title),
    colors.dim(`${id} · a check of running clusters`),
    '',
    why,
    '',
    colors.bold('What to do'),
    remedy,
    '',
    colors.bold("With Kafka's own tools"),
    ...tools.map((command) => reaching(command, 'HOST:PORT')),
    ...(settings.length > 0 ? ['', colors.bold('Thresholds'), ...settings] : []),
    '',
    colors.bold('Sources'),
    ...sources,
    '',
    colors.bold('Page'),
    rulePage(id),
  ].join('\n')}\n`;
}

/** Title, severities, why, what the first example changes, how to silence it, where the advice comes from. */
export function pageOf(rule: Rule, colors: Colors): string {
  const [example] = rule.examples;
  const section = (title: string, lines: string[]) =>
    lines.length === 0 ? [] : ['', colors.bold(title), ...lines];
  return `${[
    colors.bold(rule.title),
    colors.dim(`${rule.id} · ${rule.category} · ${levelsText(rule.levels)}`),
    '',
    rule.why,
    ...section('Example', example ? differences(example, colors) : []),
    ...section('To silence it', [
      `# kafka-review-disable-next-line ${rule.id} -- reason`,
      'above the line, or in .kafka-review.yaml:',
      'rules:',
      `  ${rule.id}: off`,
    ]),
    ...section(
      'Sources',
      rule.sources.map(({ title, url }) => `${title}: ${url}`),
    ),
    ...section('Page', [rulePage(rule.id)]),
  ].join('\n')}\n`;
}

function levelsText({ production, staging, dev }: Levels): string {
  const named = [
    ['production', production],
    ...(staging && staging !== production ? [['staging', staging]] : []),
    ...(dev === production ? [] : [['dev', dev]]),
  ];
  return named.length === 1
    ? `${production} in every profile`
    : named.map(([profile, level]) => `${level} in ${profile}`).join(', ');
}

/** From the reported text to the sound one; files that are the same in both are left out. */
function differences({ bad, good, fixed }: Example, colors: Colors): string[] {
  const sound = fixed || good;
  const lines = Object.entries(bad).flatMap(([name, marked]) => {
    const text = marked.replace(/[«»]/g, '');
    const better = sound[name];
    if (better === undefined || better === text) return [];
    const patch = createTwoFilesPatch(name, name, text, better, undefined, undefined, { context: 2 });
    return [
      colors.dim(name),
      ...patch
        .split('\n')
        .slice(4)
        .filter((line) => line !== '' && !line.startsWith('\\')),
    ];
  });
  return lines.map((line) =>
    line.startsWith('-') ? colors.red(line) : line.startsWith('+') ? colors.green(line) : line,
  );
}
