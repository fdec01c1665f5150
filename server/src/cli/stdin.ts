import { recognises } from '../review/read.ts';

/** Text that stands for a file: the file's name, and what standard input gave. */
export interface StandardInput {
  name: string;
  bytes: Buffer;
}

/** Reads standard input to its end. Without a name it is taken for YAML or properties by what it says. */
export async function readStandardInput(name: string | undefined): Promise<StandardInput> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { name: name ?? guessedName(bytes.toString('latin1')), bytes };
}

const guessedName = (text: string): string =>
  recognises('file:///stdin.properties', text) ? 'stdin.properties' : 'stdin.yaml';
