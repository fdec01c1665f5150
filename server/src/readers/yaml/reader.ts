import type { Part } from '../../model/place.ts';
import { directives, yamlDirectiveComments } from '../comments.ts';
import { containerMarks, readContainers } from '../container.ts';
import type { Reader, Reading } from '../reading.ts';
import { isStrimzi, readStrimzi } from '../strimzi.ts';
import { treeOf } from './access.ts';
import { spellYaml } from './spell.ts';
import { parseYaml } from './tree.ts';

const strimziMark = /(?:kafka|core)\.strimzi\.io\//;

/** Strimzi resources and Kafka in containers, in files of one or many documents. */
export const yamlReader: Reader = {
  format: 'yaml',
  recognises: (uri, text) =>
    isKustomizeFile(uri, text) ||
    (/\.(ya?ml|json)([.\w-]*)$/i.test(uri) && (strimziMark.test(text) || containerMarks.test(text))),
  split,
  read,
  spell: (part, changes) => spellYaml(part.text, changes),
};

const kustomization = /\/(?:kustomization\.ya?ml|Kustomization)$/;
const jsonPatch = /^[ \t[{-]*["']?op["']?[ \t]*:[ \t]*["']?(?:add|remove|replace|move|copy|test)\b/m;

/** A kustomization, or a JSON patch for one: they say nothing of Kafka themselves, but change what does. */
const isKustomizeFile = (uri: string, text: string): boolean =>
  kustomization.test(uri) || (/\.(?:ya?ml|json)$/i.test(uri) && jsonPatch.test(text));

/** Is there nothing in the file but what changes other files? */
export const isKustomizeOnly = (uri: string, text: string): boolean =>
  isKustomizeFile(uri, text) && !strimziMark.test(text) && !containerMarks.test(text);

/** A document begins at a line of `---`; with directives (`%YAML`) the whole file is one part. */
function split(text: string): { offset: number }[] {
  const parts = [{ offset: 0 }];
  if (/^%/m.test(text)) return parts;
  const marker = /^---(?=\s|$)/gm;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    if (match.index > 0) parts.push({ offset: match.index });
    marker.lastIndex = match.index + 3;
  }
  return parts;
}

function read(part: Part): Reading {
  const reading: Reading = {
    drafts: [],
    problems: [],
    ...directives(part, yamlDirectiveComments(part.text)),
    devSignals: [],
  };
  // A document of another program beside Strimzi's is not parsed at all.
  if (!strimziMark.test(part.text) && !containerMarks.test(part.text)) return reading;
  const { root, problems, templated } = parseYaml(part.text);
  reading.problems = templated
    ? []
    : problems.map(({ start, end, message }) => ({ place: { part, start, end }, message, refused: true }));
  const tree = treeOf(part, root, templated);
  const documents = isList(tree) ? tree.get('items').items() : [tree];
  for (const document of documents) {
    if (!isStrimzi(document)) {
      const { drafts, devSignals } = readContainers(document);
      reading.drafts.push(...drafts);
      reading.devSignals.push(...devSignals);
      continue;
    }
    const { drafts, suppressions, devSignals } = readStrimzi(document);
    reading.drafts.push(...drafts);
    reading.suppressions.push(...suppressions);
    reading.devSignals.push(...devSignals);
  }
  return reading;
}

function isList(tree: ReturnType<typeof treeOf>): boolean {
  const kind = tree.get('kind').string();
  return kind.state === 'set' && kind.value === 'List';
}
