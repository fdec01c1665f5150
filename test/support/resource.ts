import { isKind, isNotice, validateStructure } from '../../server/src/knowledge/strimzi/index.ts';
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

/** What v1 refuses in a text of one or more documents. */
export function refusedByV1(text: string): string[] {
  return text.split(/^---.*$/m).flatMap((document) => {
    const tree = treeFrom(document);
    const kind = tree.get('kind').string();
    if (kind.state !== 'set' || !isKind(kind.value)) return [];
    const problems = validateStructure(tree, kind.value, 'v1') ?? [];
    return problems.filter((it) => !isNotice(it)).map(({ path, kind: why }) => `${why} ${path.join('.')}`);
  });
}
