import type { Part } from '../../server/src/model/place.ts';
import type { Tree } from '../../server/src/model/tree.ts';
import { treeOf } from '../../server/src/readers/yaml/access.ts';
import { parseYaml } from '../../server/src/readers/yaml/tree.ts';

/** The tree of one YAML document, as rules get it. */
export function treeFrom(text: string): Tree {
  const part: Part = { uri: 'file:///test.yaml', format: 'yaml', text, offset: 0 };
  const { root, templated } = parseYaml(text);
  return treeOf(part, root, templated);
}
