import { terminalOptions } from './output.ts';

/** Where a command writes; the terminal's own streams unless a test gives others. */
export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
  color: boolean;
}

export const terminal = (): Streams => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  color: terminalOptions().colors.isColorSupported,
});
