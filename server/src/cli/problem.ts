import { printable } from '../reports/words.ts';

/** Something that kept a file from being reviewed. Said on standard error; the other files are reviewed all the same. */
export interface Problem {
  /** The path as it is shown; empty when no file is to blame. */
  path: string;
  message: string;
  /** The work asked for was not done in full: exit code 2. Else only a note. */
  fatal: boolean;
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'the symbolic link leads in a circle',
  ENOTDIR: 'a part of the path is not a folder',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'this is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
};

/** What an error of the file system means, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return REASONS[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}

export const problemOf = (path: string, error: unknown): Problem => ({
  path,
  message: reasonOf(error),
  fatal: true,
});

/** Says the problems on standard error, one a line. */
export function tell(problems: Problem[]): void {
  for (const { path, message } of problems)
    process.stderr.write(`kafka-review: ${path === '' ? '' : `${printable(path)}: `}${printable(message)}\n`);
}
