import { isKustomization, rootOf } from '../kustomize/kustomization.ts';
import { patchFilesOf, remoteOf } from '../kustomize/references.ts';
import type { Source } from './inputs.ts';
import type { Problem } from './problem.ts';

/**
 * Notes on what kustomizations with Kafka in them take from elsewhere: nothing is fetched or run, so that part is not
 * reviewed. `reviewed` are the files with something of Kafka's in them.
 */
export function notLookedAt(sources: readonly Source[], reviewed: readonly string[]): Problem[] {
  const kustomizations = sources.filter(({ uri }) => isKustomization(uri));
  if (kustomizations.length === 0) return [];
  const texts = new Map(sources.map(({ uri, text }) => [uri, text]));
  const known = new Set(reviewed);
  return kustomizations.flatMap(({ uri, path, text }): Problem[] => {
    const root = rootOf({ uri, format: 'yaml', text, offset: 0 });
    const { bases, charts } = remoteOf(root);
    if (bases.length + charts === 0) return [];
    const isOfKafka =
      known.has(uri) || isStrimzis(text) || patchFilesOf(root).some((patch) => isStrimzis(texts.get(patch)));
    if (!isOfKafka) return [];
    const said = bases.map(
      (base) => `${base} is a remote base: it is not fetched, and what it brings is not reviewed`,
    );
    if (charts > 0) said.push('charts in it are not rendered, and what they bring is not reviewed');
    return said.map((message) => ({ path, message, fatal: false }));
  });
}

const isStrimzis = (text: string | undefined): boolean => text !== undefined && /\bstrimzi\b/.test(text);
