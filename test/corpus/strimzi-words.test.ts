import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isKind } from '../../server/src/knowledge/strimzi/index.ts';
import { strimziHover } from '../../server/src/language/strimzi-hover.ts';
import { filesBelow } from '../support/corpus.ts';
import { treeFrom } from '../support/resource.ts';
import { sharedFolder } from '../support/shared.ts';

const operator = { min: undefined, max: undefined };

/** What the hover says first about a field: its own words, or its name alone. */
function* fieldsOf(text: string): Generator<{ path: string; described: boolean }> {
  const tree = treeFrom(text);
  const keys = [...text.matchAll(/^[ -]*([A-Za-z][\w-]*):/gm)];
  for (const match of keys) {
    const offset = (match.index ?? 0) + match[0].length - 2;
    const hover = strimziHover(tree, offset, operator);
    if (hover)
      yield { path: pathAt(text, match.index ?? 0), described: !/^\*\*[^*]+\*\*\n/.test(hover.markdown) };
  }
}

/** The keys above a line by their indentation, list items without their number. */
function pathAt(text: string, offset: number): string {
  const lines = text.slice(0, text.indexOf('\n', offset)).split('\n');
  let indent = Number.POSITIVE_INFINITY;
  const steps: string[] = [];
  for (const line of lines.reverse()) {
    const [, blank = '', name = ''] = /^([ -]*)([A-Za-z][\w-]*):/.exec(line) ?? [];
    if (name === '' || blank.length >= indent) continue;
    indent = blank.length;
    steps.unshift(name);
  }
  return steps.join('.');
}

describe('The fields that people set in Strimzi’s resources', () => {
  it('are told of in words of our own', () => {
    const all = new Map<string, boolean>();
    for (const path of filesBelow('strimzi').filter((name) => /\.ya?ml$/.test(name))) {
      const text = readFileSync(join(sharedFolder(), 'corpus', path), 'utf8');
      for (const document of text.split(/^---.*$/m)) {
        const [parsed] = parseAllDocuments(document);
        const kind = parsed && 'get' in parsed && parsed.errors.length === 0 ? parsed.get('kind') : undefined;
        if (typeof kind !== 'string' || !isKind(kind)) continue;
        for (const { path: at, described } of fieldsOf(document)) all.set(`${kind} ${at}`, described);
      }
    }
    const bare = [...all].filter(([, described]) => !described).map(([at]) => at);
    console.log(`      ${all.size - bare.length} of ${all.size} fields`);
    assert.ok(all.size - bare.length >= 300, `${all.size}`);
    assert.ok(bare.length <= 20, bare.join('\n'));
  });
});
