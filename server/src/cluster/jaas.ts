export interface JaasLine {
  module: string;
  options: Map<string, string>;
}

/**
 * Reads the value of `sasl.jaas.config`: a login module, a flag, then options with or without quotes, and a semicolon.
 * Undefined when there is no module.
 */
export function parseJaas(text: string): JaasLine | undefined {
  const module = /^\s*([\w.$]+)/.exec(text)?.[1];
  if (module === undefined) return undefined;
  const options = new Map<string, string>();
  for (const [, key = '', quoted, bare] of text.matchAll(
    /(?<![\w.-])([\w.-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";]+))/g,
  )) {
    options.set(key, quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'));
  }
  return { module, options };
}
