import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import { type KeyData, keyDataOf } from './completion.ts';

/**
 * Completions with what they share said once, for editors that take it so: there may be hundreds of keys, and each would
 * say the same range. The list is complete: what is typed further on only leaves some of it out.
 */
export function completionList(items: CompletionItem[]): CompletionList {
  const [first] = items;
  const range = first && rangeOf(first);
  const shared = first && keyDataOf(first);
  const isAlike = (item: CompletionItem): boolean =>
    rangeOf(item) === range &&
    item.insertTextFormat === first?.insertTextFormat &&
    (item.data === undefined) === (shared === undefined);
  if (!range || !items.every(isAlike)) return { isIncomplete: false, items };
  const { insertTextFormat } = first;
  return {
    isIncomplete: false,
    itemDefaults: {
      editRange: range,
      ...(insertTextFormat ? { insertTextFormat } : {}),
      ...(shared ? { data: dataOf(shared) } : {}),
    },
    items: items.map((item) => shortened(item, shared)),
  };
}

const rangeOf = ({ textEdit }: CompletionItem) =>
  textEdit && 'range' in textEdit ? textEdit.range : undefined;

/** What holds for a list: the key is each item's own. */
const dataOf = ({ scope, version }: KeyData): KeyData => ({ scope, ...(version ? { version } : {}) });

/** What `itemDefaults` say for all, or another field says shorter. */
const SHARED: ReadonlySet<string> = new Set(['textEdit', 'insertTextFormat', 'data']);

/** Field by field: there are hundreds of items, and to take fields out of a copy is slower than to make one without them. */
function shortened(item: CompletionItem, shared: KeyData | undefined): CompletionItem {
  const short: CompletionItem & Record<string, unknown> = { label: item.label };
  for (const [field, value] of Object.entries(item)) if (!SHARED.has(field)) short[field] = value;
  const { textEdit, data } = item;
  if (textEdit && textEdit.newText !== item.label) short.textEditText = textEdit.newText;
  const own = keyDataOf(item);
  const isShared =
    own?.scope === shared?.scope &&
    own?.version === shared?.version &&
    (own?.key ?? item.label) === item.label;
  if (!isShared) short.data = data;
  return short;
}
