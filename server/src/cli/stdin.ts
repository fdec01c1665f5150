import { MAX_BYTES } from './decode.ts';

/** Text that stands for a file: the file's name, and what standard input gave. */
export interface StandardInput {
  name: string;
  bytes: Buffer;
}

/**
 * Reads standard input to its end, or until it is larger than any file that is read. Without a name it is taken for YAML
 * or properties by what it says.
 */
export async function readStandardInput(name: string | undefined): Promise<StandardInput> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BYTES) break;
  }
  const bytes = Buffer.concat(chunks);
  return { name: name ?? (await guessedName(bytes.toString('latin1'))), bytes };
}

async function guessedName(text: string): Promise<string> {
  const { recognises } = await import('./commands.ts');
  return recognises('file:///stdin.properties', text) ? 'stdin.properties' : 'stdin.yaml';
}
