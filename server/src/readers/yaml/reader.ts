import { isKustomization } from '../../kustomize/kustomization.ts';
import type { Name } from '../../model/name.ts';
import type { Part } from '../../model/place.ts';
import { directives, yamlDirectiveComments } from '../comments.ts';
import { containerMarks, readContainers } from '../container.ts';
import { declaredIn, usedIn } from '../names/kubernetes.ts';
import { namesOfKustomization } from '../names/kustomization.ts';
import { listenersIn } from '../names/listeners.ts';
import { namesIn } from '../names/reader.ts';
import { namesOfStrimzi } from '../names/strimzi.ts';
import type { Reader, Reading } from '../reading.ts';
import { isStrimzi, readStrimzi } from '../strimzi.ts';
import { documentOf, type YamlTree } from './access.ts';
import { spellYaml } from './spell.ts';
import { splitYaml } from './split.ts';

const strimziMark = /(?:kafka|core)\.strimzi\.io\//;

/** Strimzi resources and Kafka in containers, in files of one or many documents. */
export const yamlReader: Reader = {
  format: 'yaml',
  recognises: (uri, text) =>
    (!helmsOwn.test(uri) &&
      /\.(ya?ml|json)([.\w-]*)$/i.test(uri) &&
      (strimziMark.test(text) || containerMarks.test(text))) ||
    isKustomizeFile(uri, text),
  split: splitYaml,
  read,
  spell: (part, changes) => spellYaml(part.text, changes),
};

/** What a chart is told, not what it makes: fragments of anything may stand there. */
const helmsOwn = /\/(?:Chart|values[^/]*)\.ya?ml$/;

const kustomization = /\/(?:kustomization\.ya?ml|Kustomization)$/;
/** Looked for before what it stands in: most files have no such key at all. */
const opKey = /\bop["']?[ \t]*:/;
const jsonPatch = /^[ \t[{-]*["']?op["']?[ \t]*:[ \t]*["']?(?:add|remove|replace|move|copy|test)\b/m;

const workload = /^kind:[ \t]*["']?(?:StatefulSet|Deployment|DaemonSet|Pod)\b/m;
const services = /^services:/m;
const kafkaVariable = /\bKAFKA_[A-Z]/;
/** A service may have all its variables from another file. */
const extendsFile = /^[ \t]+extends:[^\n]*(?:\n[ \t]+service:[^\n]*)?[\s{,]file:/m;

/** What Argo CD and Flux deploy, where to, and what they change in it. */
const gitOpsMark = /^apiVersion:[ \t]*["']?(?:argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//m;

/**
 * A kustomization, what deploys one, a JSON patch for one, or a piece of a workload or a compose service: they say
 * nothing of Kafka themselves, but change what does.
 */
const isKustomizeFile = (uri: string, text: string): boolean =>
  kustomization.test(uri) ||
  (/\.(?:ya?ml|json)$/i.test(uri) &&
    !helmsOwn.test(uri) &&
    ((opKey.test(text) && jsonPatch.test(text)) ||
      gitOpsMark.test(text) ||
      ((workload.test(text) || services.test(text)) && kafkaVariable.test(text)) ||
      (services.test(text) && extendsFile.test(text))));

/** Is there nothing in the file but what changes other files? */
export const isKustomizeOnly = (uri: string, text: string): boolean =>
  !strimziMark.test(text) && !containerMarks.test(text) && isKustomizeFile(uri, text);

function read(part: Part): Reading {
  const reading: Reading = {
    drafts: [],
    problems: [],
    ...directives(part, yamlDirectiveComments(part.text)),
    devSignals: [],
  };
  if (isKustomization(part.uri)) {
    return { ...reading, names: () => namesOfKustomization(part) };
  }
  // A document of another program beside Strimzi's is read for the names that Strimzi's share with it, if at all.
  const isKafkas = strimziMark.test(part.text) || containerMarks.test(part.text);
  if (!isKafkas && !services.test(part.text)) return { ...reading, ...namesIn(part) };
  const { tree, problems } = documentOf(part);
  // Of a piece only what belongs to Kafka is of interest.
  if (isKafkas)
    reading.problems = problems.map(({ start, end, message }) => ({
      place: { part, start, end },
      message,
      refused: true,
    }));
  const names: (() => Name[])[] = [];
  const documents = isList(tree) ? tree.get('items').items() : [tree];
  for (const document of documents) {
    if (!isStrimzi(document)) {
      const { drafts, devSignals } = readContainers(document);
      reading.drafts.push(...drafts);
      reading.devSignals.push(...devSignals);
      names.push(() => [
        ...declaredIn(document),
        ...usedIn(document),
        ...drafts.flatMap((draft) => (draft.kind === 'broker' ? listenersIn(draft.config, draft.place) : [])),
      ]);
      continue;
    }
    const { drafts, suppressions, devSignals } = readStrimzi(document);
    names.push(() => namesOfStrimzi(document));
    reading.drafts.push(...drafts);
    reading.suppressions.push(...suppressions);
    reading.devSignals.push(...devSignals);
  }
  return { ...reading, names: () => names.flatMap((namesOf) => namesOf()) };
}

function isList(tree: YamlTree): boolean {
  const kind = tree.get('kind').string();
  return kind.state === 'set' && kind.value === 'List';
}
