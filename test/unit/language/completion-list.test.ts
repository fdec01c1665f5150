import assert from 'node:assert/strict';
import type { CompletionItem } from 'vscode-languageserver-types';
import { completions, resolveCompletion } from '../../../server/src/language/completion.ts';
import { completionList } from '../../../server/src/language/completion-list.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker } from '../../../server/src/rules/sound.ts';

/** What is offered behind a text at the end of a broker's file. */
function offered(typed: string): CompletionItem[] {
  const text = broker() + typed;
  const uri = 'file:///d/server.properties';
  const review = createReview({ rules });
  review.set(uri, text);
  review.refresh();
  const lines = text.split('\n');
  return completions(review, uri, { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }, text);
}

/** An item as an editor makes it whole again: what it does not say is the list's. */
function whole(list: ReturnType<typeof completionList>, item: CompletionItem): CompletionItem {
  const { editRange, insertTextFormat, data } = list.itemDefaults ?? {};
  if (!editRange || !('start' in editRange)) return item;
  const { textEditText, ...rest } = item;
  return {
    ...rest,
    textEdit: { range: editRange, newText: textEditText ?? item.label },
    ...(insertTextFormat ? { insertTextFormat } : {}),
    ...(data && !item.data ? { data } : {}),
  };
}

describe('a list of completions', () => {
  for (const [what, typed] of [
    ['keys', 'num.'],
    ['keys behind a prefix', 'listener.name.internal.'],
    ['values', 'compression.type='],
  ] as const)
    it(`says of ${what} once what they share, and loses nothing`, () => {
      const items = offered(typed);
      assert.ok(items.length > 3);
      const list = completionList(items);
      assert.ok(JSON.stringify(list).length < JSON.stringify(items).length);
      assert.ok(list.itemDefaults?.editRange);
      for (const [index, item] of list.items.entries()) {
        const again = whole(list, item);
        const { data: _, ...same } = items[index] ?? assert.fail();
        const { data: __, ...found } = again;
        assert.deepEqual(found, same);
        assert.deepEqual(
          resolveCompletion(again).documentation,
          resolveCompletion(items[index] ?? assert.fail()).documentation,
        );
      }
    });

  it('leaves items as they are when they share nothing', () => {
    const items: CompletionItem[] = [{ label: 'a' }, { label: 'b' }];
    assert.deepEqual(completionList(items), { isIncomplete: false, items });
    assert.deepEqual(completionList([]), { isIncomplete: false, items: [] });
  });
});
