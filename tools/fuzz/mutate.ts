import fc, { type Arbitrary } from 'fast-check';

/** No text under test grows beyond this, in UTF-16 code units. */
const MAX_LENGTH = 200_000;

/** What breaks readers: marks of the formats, line ends, odd characters, numbers at their bounds, our own comments. */
const FRAGMENTS = [
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  '\t',
  ' ',
  '  ',
  '\0',
  '\u{feff}',
  '\u2028',
  '\u0085',
  '\ud800',
  '\udc00',
  '\u{1f600}',
  'é',
  '\u202e',
  '\ue000',
  '\\',
  '\\\n',
  '\\u12',
  '\\u0041',
  '=',
  ':',
  ': ',
  '"',
  "'",
  '#',
  ' #',
  '!',
  '{',
  '}',
  '[',
  ']',
  '{}',
  '[]',
  ',',
  '- ',
  '? ',
  '|\n',
  '>-\n',
  '|9\n',
  '%',
  '%YAML 1.1\n---\n',
  '@',
  '`',
  '&a ',
  '*a',
  '<<: *a\n',
  '<<: ',
  '!!binary ',
  '!Ref x',
  '!Sub "${x}"',
  '---\n',
  '...\n',
  '--- ',
  '{{ .Values.x }}',
  '{{',
  '}}',
  '{{- if .x }}\n',
  '${X}',
  '${X:-3}',
  '${',
  '$(X)',
  '<<EOF\n',
  'EOF\n',
  '0',
  '-1',
  '3',
  '1e400',
  '0x7fffffff',
  '2147483648',
  '9223372036854775808',
  '99999999999999999999999999',
  '.inf',
  '.nan',
  'NaN',
  'true',
  'null',
  '~',
  '',
  '1.5Gi',
  '100%',
  '4.3.1',
  '999.999.999',
  'PLAINTEXT://:9092',
  'A://[::1]:1,B://h:65536,://',
  '1@a:1,2@b:2',
  'broker,controller',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty: 1\n',
  '# kafka-review-disable-next-line\n',
  '# kafka-review-disable-file -- x\n',
  '# kafka-review-disable-line min-isr-equals-rf\n',
  '# kafka-review profile=dev kafka-version=3.9\n',
  '# kafka-review',
  'kafka-review/disable: x\n',
  'apiVersion: kafka.strimzi.io/v1\n',
  'kind: Kafka\n',
  'kind: List\nitems:\n',
  'metadata:\n  name: x\n',
  'process.roles=broker\n',
  'node.id=1\n',
  'broker.id=1\n',
  'listeners=',
  'min.insync.replicas=3\n',
  'KAFKA_HEAP_OPTS: -Xmx4g -Xms2g\n',
  'KAFKA_ADVERTISED_LISTENERS=',
  'config:\n',
  'spec:\n',
] as const;

/** One change of a text: what is done, where (a share of its length), how much, and with what. */
type Mutation = readonly [kind: number, at: number, size: number, pick: number];

const KINDS: ((text: string, at: number, size: number, pick: number, other: string) => string)[] = [
  insertFragment,
  insertFragment,
  // Another character, at the distance of one bit.
  (text, at, _, pick) =>
    text.slice(0, at) +
    (at < text.length ? String.fromCharCode(text.charCodeAt(at) ^ (1 << (pick % 16))) : '') +
    text.slice(at + 1),
  // Any character of the basic plane.
  (text, at, _, pick) => text.slice(0, at) + String.fromCharCode(pick % 65_536) + text.slice(at),
  (text, at, size) => text.slice(0, at) + text.slice(at + 1 + (size % 40)),
  (text, at, size) => text.slice(0, at) + text.slice(at, at + (size % 200)) + text.slice(at),
  (text, at, size, pick) =>
    text.slice(0, at) + text.slice(at, at + 1 + (pick % 12)).repeat(size) + text.slice(at + 1),
  // A piece of another real file.
  (text, at, size, pick, other) => {
    const from = other.length === 0 ? 0 : pick % other.length;
    return text.slice(0, at) + other.slice(from, from + size) + text.slice(at);
  },
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  onLine((line, pick) => [`${' '.repeat(pick % 9)}${line.trimStart()}`]),
  onLine((line) => [line, line]),
  onLine(() => []),
  onLine((line, pick) => [line.replace(/[^=:]*$/, ` ${FRAGMENTS[pick % FRAGMENTS.length] ?? ''}`)]),
  onLine((line, pick) => [line.replace(/-?\d[\d.]*/, FRAGMENTS[pick % FRAGMENTS.length] ?? '')]),
  onLine((line, pick) => [line.replace(/(?<=[:=]\s*)\S.*$/, String(pick - 30_000))]),
  onLine((line, pick) => [`${line} # kafka-review-disable-line${pick % 2 ? ' -- x' : ''}`]),
  (text) => text.replace(/\r?\n/g, '\r\n'),
  (text) => text.replace(/\r?\n/g, '\r'),
  (text, at) => text.slice(at) + text.slice(0, at),
];

function insertFragment(text: string, at: number, size: number, pick: number): string {
  const fragment = FRAGMENTS[pick % FRAGMENTS.length] ?? '';
  // Once nearly always; now and then thousands of times.
  const times = size > 3_990 ? size : size > 3_900 ? size % 100 : 1;
  return text.slice(0, at) + fragment.repeat(times) + text.slice(at);
}

function onLine(change: (line: string, pick: number) => string[]) {
  return (text: string, at: number, _size: number, pick: number): string => {
    const begin = text.lastIndexOf('\n', at - 1) + 1;
    const stop = text.indexOf('\n', at);
    const end = stop < 0 ? text.length : stop;
    const lines = change(text.slice(begin, end), pick);
    return text.slice(0, begin) + lines.join('\n') + text.slice(lines.length === 0 ? end + 1 : end);
  };
}

const mutations: Arbitrary<Mutation[]> = fc.array(
  fc.tuple(
    fc.nat(KINDS.length - 1),
    fc.nat(1_000_000),
    fc.oneof({ weight: 9, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(4_000) }),
    fc.nat(65_535),
  ),
  { maxLength: 6 },
);

/** A text with the changes made, never longer than the bound. */
function mutate(text: string, changes: readonly Mutation[], other: string): string {
  let result = text;
  for (const [kind, at, size, pick] of changes) {
    const change = KINDS[kind] ?? insertFragment;
    result = change(result, Math.floor((at / 1_000_001) * (result.length + 1)), size, pick, other);
    if (result.length > MAX_LENGTH) result = result.slice(0, MAX_LENGTH);
  }
  return result;
}

/** One of the seeds, changed in up to six places; fewer changes are simpler. */
export const mutated = <S extends { text: string }>(seeds: readonly S[]): Arbitrary<S> =>
  fc.tuple(fc.nat(seeds.length - 1), mutations, fc.nat(seeds.length - 1)).map(([index, changes, other]) => {
    const seed = seeds[index] as S;
    return { ...seed, text: mutate(seed.text, changes, seeds[other]?.text ?? '') };
  });

/** Text out of nothing but the fragments, for what no real file comes near. */
export const fragments: Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ maxLength: 6, unit: 'binary' })), {
    maxLength: 60,
  })
  .map((list) => list.join(''));
