import { similar } from '../knowledge/similar.ts';

const commands = ['rules', 'explain', 'init', 'cluster', 'migrate', 'upgrade'];

/** The command that a path that is not there was meant to be. */
export const commandLike = (path: string): string | undefined => similar(path, commands)[0];

/** `name`, with what it could have meant instead. */
export function unknown(kind: string, name: string, known: readonly string[]): string {
  const close = similar(name, known);
  return `there is no ${kind} ${name}${close.length > 0 ? `; did you mean ${close.join(' or ')}?` : ''}`;
}
