import ignore, { type Ignore } from 'ignore';

/** What one .gitignore says, for paths below its folder. */
export interface IgnoreLevel {
  /** The folder of the .gitignore, without a slash at the end. */
  base: string;
  rules: Ignore;
}

/** Git compares names as the file system does: by case on Linux, without it elsewhere. */
const ignorecase = process.platform !== 'linux';

export const ignoreLevel = (base: string, text: string): IgnoreLevel => ({
  base,
  rules: ignore({ ignorecase, allowRelativePaths: true }).add(text.split(/\r?\n/).filter(isQuick)),
});

/**
 * Is a line's time bounded? Each `**` within one tries all folders of a path anew, for all that the others tried: two
 * have hardly any use, and thirty would never end. A line that is passed over leaves nothing out.
 */
const isQuick = (line: string): boolean =>
  line.split(/\*\*+(?!\/?\s*$)/).length <= (/^!?\/?\*\*/.test(line) ? 3 : 2);

/**
 * Do these files leave the path out? The levels are ordered from the outermost folder inwards; the innermost one that
 * says something about the path decides, so `!name` further in takes it back, as in Git.
 */
export function isIgnored(levels: IgnoreLevel[], path: string, isFolder: boolean): boolean {
  for (let at = levels.length - 1; at >= 0; at -= 1) {
    const { base, rules } = levels[at] as IgnoreLevel;
    const below = path.slice(base.length + (base.endsWith('/') ? 0 : 1)).replaceAll('\\', '/');
    const { ignored, unignored } = rules.test(isFolder ? `${below}/` : below);
    if (ignored || unignored) return ignored;
  }
  return false;
}
