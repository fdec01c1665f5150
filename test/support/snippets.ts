export interface Snippet {
  prefix: string;
  description: string;
  body: string[];
}

/** The text that a snippet gives when every tab stop is passed over. */
export function fill({ body }: Pick<Snippet, 'body'>): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, '$1')
    .replace(/(?<!\\)\$\{\d+:((?:[^{}\\]|\\.)*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([$}\\])/g, '$1');
}
