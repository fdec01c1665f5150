// What is said on the terminal while it is measured, and written to docs/benchmarks.md at the end.
const lines: string[] = [];

export function say(line: string): void {
  console.log(line);
  lines.push(line);
}

/** All that was said so far, as Markdown. */
export const said = (): string => `${lines.join('\n')}\n`;
