import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { encode } from './decode.ts';
import type { Source } from './inputs.ts';
import { type Problem, problemOf } from './problem.ts';

/**
 * Writes new texts to their files: at once or not at all, with the mode and the encoding they had. A file that was
 * changed since it was read is left alone; the problems say which ones could not be written.
 */
export function writeFixed(changed: { source: Source; text: string }[]): Problem[] {
  return changed.flatMap(({ source, text }): Problem[] => {
    const { file, path, encoding } = source;
    if (file === undefined) return [];
    try {
      if (!readFileSync(file).equals(encode(source.text, encoding)))
        return [{ path, message: 'the file was changed meanwhile, so it is not fixed', fatal: true }];
      writeFileAtomic.sync(file, encode(text, encoding));
      return [];
    } catch (error) {
      return [problemOf(path, error)];
    }
  });
}
