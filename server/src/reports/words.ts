/** `1 file`, `2 files`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/**
 * Text of somebody's file for a terminal or a log: control characters, which could move the cursor or hide text, and
 * marks that turn the direction of reading are shown as such.
 */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** The same for a text of several lines, which stay. */
export const printableLines = (text: string): string => text.split(/\r?\n/).map(printable).join('\n');
