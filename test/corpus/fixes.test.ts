import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isPair,
  isScalar,
  parseAllDocuments,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Finding } from '../../server/src/model/finding.ts';
import type { Change, Fix, Json } from '../../server/src/model/fix.ts';
import { applyFixes } from '../../server/src/review/apply.ts';
import type { Review } from '../../server/src/review/review.ts';
import { repositoriesOf, reviewFolder } from '../support/corpus.ts';

type Part = ReturnType<typeof partOf>;
const partOf = (change: Change) => (change.kind === 'replace' ? change.place.part : change.slot.part);

/** What a change means to plain data, written without a look at how the program spells it. */
function changed(data: Json, change: Change): Json {
  if (change.kind === 'replace') throw new Error('a part of a value has no meaning as data');
  const copy = structuredClone(data);
  const path = change.slot.path;
  const last = path.at(-1) ?? '';
  let holder = copy as Record<string, Json>;
  for (const [at, step] of path.slice(0, -1).entries()) {
    holder[step] ??= typeof path[at + 1] === 'number' ? [] : {};
    holder = holder[step] as Record<string, Json>;
  }
  // Quotes that stand stay: Kafka takes "true" for true.
  if (change.kind === 'set')
    holder[last] =
      typeof holder[last] === 'string' && typeof change.value !== 'object'
        ? String(change.value)
        : change.value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else {
    const value = holder[last] as Json;
    delete holder[last];
    if (change.kind === 'rename') holder[change.to] = value;
  }
  return copy;
}

const documentsOf = (text: string): Json[] =>
  parseAllDocuments(text).map((document) => {
    assert.deepEqual(document.errors, [], text);
    return (document.toJS() ?? null) as Json;
  });

const commentsOf = (text: string): string[] => text.match(/(?<=^|\s)#.*$/gm) ?? [];

/** An empty map or list says no more than its absence. */
const trimmed = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, trimmed(inner)] as const);
  return Object.fromEntries(
    entries.filter(
      ([, inner]) => inner !== null && !isDeepStrictEqual(inner, {}) && !isDeepStrictEqual(inner, []),
    ),
  );
};

/** Which documents of the file the changes are in, as the file's own parser counts them. */
function expectedAfter(parts: Part[], changes: Change[]): Json[] {
  return parts.flatMap((part) => {
    const own = changes.filter((change) => partOf(change) === part);
    return documentsOf(part.text).map((data) => own.reduce(changed, data));
  });
}

/** What one broker excused is a mistake with three: these errors are meant to come up. */
const follows: Readonly<Record<string, string[]>> = { 'single-broker-cluster': ['replication-factor-one'] };

/** The text with the fix made, in which nothing but the named values is another; `at` says where. */
function spelled(review: Review, uri: string, text: string, fix: Fix, at: string): string | undefined {
  const after = applyFixes(review, uri, fix.changes);
  // What an alias brings belongs to others too: such a fix is not offered.
  if (after === undefined && /: \*a\d+$/m.test(text)) return undefined;
  assert.ok(after !== undefined && after !== text, `${at}: changes nothing`);
  const parts = (review.file(uri)?.parts ?? []).map(({ part }) => part);
  const expected = expectedAfter(parts, fix.changes);
  const actual = documentsOf(after);
  assert.deepEqual(actual.map(trimmed), expected.map(trimmed), `${at}: another value changed\n${after}`);
  if (fix.changes.every(({ kind }) => kind !== 'remove'))
    assert.deepEqual(commentsOf(after), commentsOf(text), `${at}: a comment is lost`);
  if (text.includes('\r\n')) assert.doesNotMatch(after, /(?<!\r)\n/, `${at}: another line end`);
  const lines = new Set(after.split(/\r?\n/));
  const lost = text.split(/\r?\n/).filter((line) => !lines.has(line));
  const touched = fix.changes.reduce((sum, change) => sum + linesOf(change, text), 0);
  assert.ok(
    lost.length <= touched,
    `${at}: ${lost.length} lines changed instead of ${touched}\n${lost.join('\n')}`,
  );
  return after;
}

/** The finding is gone from the text with its fix made, and no error came up. */
function mends(review: Review, uri: string, text: string, after: string, finding: Finding, at: string): void {
  const errors = (list: readonly Finding[]) =>
    list.filter(({ severity, rule }) => severity === 'error' && !follows[finding.rule]?.includes(rule))
      .length;
  const same = (list: readonly Finding[]) =>
    list.filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
  const before = review.findings(uri);
  review.set(uri, after);
  review.refresh();
  const again = review.findings(uri);
  review.set(uri, text);
  review.refresh();
  assert.ok(same(again) < same(before), `${at}: the finding is still there`);
  assert.ok(
    errors(again) <= errors(before),
    `${at}: a new error\n${again.map(({ rule, message }) => `${rule}: ${message}`).join('\n')}`,
  );
}

/** How many lines of the text a change may touch: what is removed or replaced goes as a whole. */
function linesOf(change: Change, text: string): number {
  if (change.kind !== 'remove' && change.kind !== 'set') return 1;
  const { path, part } = change.slot;
  const value = path.reduce<Json | undefined>(
    (data, step) => (data as Record<string, Json> | undefined)?.[step],
    documentsOf(part.text)[0],
  );
  return value !== null && typeof value === 'object' ? text.split('\n').length : 2;
}

/** A comment above each line, and one behind each that ends with a plain value. */
function commented(text: string): string {
  let inBlock = Number.POSITIVE_INFINITY;
  return text
    .split('\n')
    .map((line, at) => {
      const indent = line.search(/\S/);
      if (indent > inBlock || indent < 0) return line;
      inBlock = /[|>][+-]?\s*$/.test(line) ? indent : Number.POSITIVE_INFINITY;
      if (/^(---|\s*#)/.test(line)) return line;
      const behind = /[:-] [\w./"-]+$/.test(line) ? ` # behind ${at}` : '';
      return `${' '.repeat(indent)}# above ${at}\n${line}${behind}`;
    })
    .join('\n');
}

/** Each document written anew with its collections changed. */
function restyled(text: string, change: (document: Document.Parsed) => void): string {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return text;
  return documents
    .map((document) => {
      change(document);
      return document.toString({ lineWidth: 0 });
    })
    .join('---\n')
    .replace(/^---\n---$/gm, '---');
}

/** Maps and lists of plain values stand on one line. */
function inFlow(document: Document.Parsed): void {
  visit(document, {
    Collection(_, node) {
      const values = node.items.map((item) => (isPair(item) ? item.value : item));
      if (values.every((value) => isScalar(value) && value.type !== Scalar.BLOCK_LITERAL)) node.flow = true;
    },
  });
}

/** Of maps and lists that say the same, the later ones refer to the first. */
function shared(document: Document.Parsed): void {
  const seen = new Map<string, YAMLMap | YAMLSeq>();
  visit(document, {
    Collection(_, node) {
      const key = JSON.stringify(node.toJSON());
      const first = seen.get(key);
      if (!first) {
        seen.set(key, node as YAMLMap | YAMLSeq);
        return undefined;
      }
      return node.items.length > 0 ? document.createAlias(first) : undefined;
    },
  });
}

describe('every fix on every real Strimzi file', function () {
  this.timeout(300_000);

  for (const { name, rewrite, mended } of [
    {
      name: 'changes the named value only, takes the finding away and brings no error',
      rewrite: (text: string) => text,
      mended: true,
    },
    {
      name: 'keeps CRLF line ends',
      rewrite: (text: string) => text.replace(/\r?\n/g, '\r\n'),
      mended: false,
    },
    { name: 'keeps comments above and behind every line', rewrite: commented, mended: false },
    {
      name: 'is spelled in flow style too',
      rewrite: (text: string) => restyled(text, inFlow),
      mended: false,
    },
    {
      name: 'leaves anchors to those who use them',
      rewrite: (text: string) => restyled(text, shared),
      mended: false,
    },
  ]) {
    it(name, () => {
      const done = new Map<string, number>();
      for (const repository of repositoriesOf('strimzi')) {
        const { review } = reviewFolder(repository, {}, rewrite);
        for (const uri of review.files()) {
          const text = (review.file(uri)?.parts ?? []).map(({ part }) => part.text).join('');
          // A finding's slots belong to the parts as they are now: ask again after each change of the text.
          const count = review.findings(uri).length;
          for (let index = 0; index < count; index += 1) {
            const fixes = review.findings(uri)[index]?.fixes.length ?? 0;
            for (let choice = 0; choice < fixes; choice += 1) {
              const finding = review.findings(uri)[index];
              const fix = finding?.fixes[choice];
              if (!finding || !fix || fix.changes.some((change) => partOf(change).uri !== uri)) continue;
              const at = `${decodeURI(uri)}: ${finding.rule}: ${fix.title}`;
              const after = spelled(review, uri, text, fix, at);
              if (after === undefined) continue;
              if (mended) mends(review, uri, text, after, finding, at);
              done.set(finding.rule, (done.get(finding.rule) ?? 0) + 1);
            }
          }
        }
      }
      assert.ok(done.size >= 10, `only ${[...done.keys()].join(', ')}`);
    });
  }
});
