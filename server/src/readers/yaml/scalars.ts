/** What a plain scalar means in YAML 1.2's core schema. */
export function plainValue(text: string): string | number | boolean | null {
  const c = text.charCodeAt(0);
  // Only these begin a number, null, true or false: + - . 0-9 ~ and the letters F N T f n t.
  const special =
    (c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46 || c === 126 || 'FNTfnt'.includes(text[0] ?? '');
  if (!special) return text === '' ? null : text;
  if (/^(?:~|[Nn]ull|NULL)$/.test(text)) return null;
  if (/^(?:[Tt]rue|TRUE)$/.test(text)) return true;
  if (/^(?:[Ff]alse|FALSE)$/.test(text)) return false;
  if (/^[-+]?[0-9]+$/.test(text)) return Number(text);
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text[0] === '-' ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : text;
}
