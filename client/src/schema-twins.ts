/** `kafkaReview.strimzi.schemaErrors`: `auto` hides what the YAML extension shows at the same place. */
export type SchemaErrors = 'auto' | 'on' | 'off';

interface Position {
  line: number;
  character: number;
}

/** What is looked at of a diagnostic. */
export interface Marked {
  range: { start: Position; end: Position };
  source?: string | undefined;
  code?: string | number | { value: string | number } | undefined;
}

/** The rules that say what a JSON schema can say. */
const SCHEMA_RULES = ['strimzi-unknown-field', 'strimzi-invalid-field'];

/** The YAML extension names the schema behind this word. */
const fromSchema = ({ source }: Marked): boolean => source?.startsWith('yaml-schema:') === true;

/** Our findings without those of the schema that the YAML extension shows as well (`auto`), or without any of them (`off`). */
export function withoutTwins<T extends Marked>(
  findings: T[],
  shown: readonly Marked[],
  mode: SchemaErrors,
): T[] {
  if (mode === 'on') return findings;
  const theirs = mode === 'auto' ? shown.filter(fromSchema) : [];
  return findings.filter((finding) => {
    if (!SCHEMA_RULES.includes(ruleOf(finding))) return true;
    return mode === 'auto' && !theirs.some(({ range }) => touch(range, finding.range));
  });
}

const ruleOf = ({ code }: Marked): string => String(typeof code === 'object' ? code.value : (code ?? ''));

function touch(a: Marked['range'], b: Marked['range']): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
