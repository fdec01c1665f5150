/**
 * Text that something else still replaces: `${X}`, `$(X)`, `{{ x }}`, `{ID}`, `@X@`, `__X__`, `%X%`, `<x>`. A Kafka
 * config provider (`${file:…:…}`) is one as well: its value is not here.
 */
export function isPlaceholder(text: string): boolean {
  if (!/[$@%<{]|__/.test(text)) return false;
  return (
    /\$\{[^}]*\}|\$\([^)]*\)|\{\{|^\$[A-Za-z_]\w*$/.test(text) ||
    /(?<![\w.])\{\w+\}|@[A-Za-z][\w.-]*@|__[A-Za-z]\w*__|^%[A-Za-z]\w*%?$|<[A-Za-z][\w .-]*>/.test(text)
  );
}
