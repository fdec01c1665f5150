import { rules } from '../rules/index.ts';
import { rulePage } from '../rules/page.ts';
import { terminalOptions } from './output.ts';

/** `kafka-review rules`: every rule with its severities, by category. */
export async function rulesCommand(format: 'text' | 'json'): Promise<number> {
  const sorted = [...rules].sort((a, b) => (a.category + a.id < b.category + b.id ? -1 : 1));
  process.stdout.write(format === 'json' ? asJson(sorted) : asTable(sorted));
  return 0;
}

const asJson = (sorted: typeof rules): string =>
  `${JSON.stringify(
    sorted.map(({ id, title, category, levels }) => ({ id, title, category, levels, url: rulePage(id) })),
    null,
    2,
  )}\n`;

function asTable(sorted: typeof rules): string {
  const { colors } = terminalOptions();
  const rows = sorted.map(({ id, levels, title }) => [id, levels.production, levels.dev, title]);
  const header = ['rule', 'production', 'dev', 'what it finds'];
  const widths = header.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  let category = '';
  const lines = sorted.flatMap((rule, at) => {
    const row = line(rows[at] ?? []);
    if (rule.category === category) return [row];
    category = rule.category;
    return ['', colors.bold(category), row];
  });
  return `${[colors.dim(line(header)), ...lines].join('\n')}\n`;
}
