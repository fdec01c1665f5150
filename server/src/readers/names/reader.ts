import type { Part } from '../../model/place.ts';
import type { Reader, Reading } from '../reading.ts';
import { treeOf } from '../yaml/access.ts';
import { splitYaml } from '../yaml/split.ts';
import { parseYaml } from '../yaml/tree.ts';
import { declaredIn, mayHaveNames, usedIn } from './kubernetes.ts';

/** ConfigMaps, Secrets and workloads that Kafka's own files name: read for the names alone, never reviewed. */
export const namesReader: Reader = {
  format: 'yaml',
  namesOnly: true,
  recognises: (uri, text) => /\.(ya?ml|json)([.\w-]*)$/i.test(uri) && mayHaveNames(text),
  split: splitYaml,
  read: readNames,
  spell: () => [],
};

function readNames(part: Part): Reading {
  return { drafts: [], problems: [], suppressions: [], pragmas: {}, devSignals: [], ...namesIn(part) };
}

/** The names of a document that is no part of Kafka's deployment; nothing where none can be. */
export function namesIn(part: Part): Pick<Reading, 'names'> {
  if (!mayHaveNames(part.text)) return {};
  return {
    names: () => {
      const { root, templated } = parseYaml(part.text);
      const tree = treeOf(part, root, templated);
      return [...declaredIn(tree), ...usedIn(tree)];
    },
  };
}
