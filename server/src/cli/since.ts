import { dirname } from 'node:path';
import type { Review } from '../review/review.ts';
import { committedTexts } from '../workspace/git.ts';
import type { Source } from './inputs.ts';
import type { Problem } from './problem.ts';
import { repositoryOf } from './walk.ts';

/** Gives the review what its YAML files said in a commit, each from its own repository; what kept it from that. */
export async function compareSince(review: Review, ref: string, sources: Source[]): Promise<Problem[]> {
  const byRepository = new Map<string, Source[]>();
  for (const source of sources) {
    const root =
      source.file &&
      /\.(ya?ml|json)$|\/Kustomization$/i.test(source.file) &&
      repositoryOf(dirname(source.file));
    if (root) byRepository.set(root, [...(byRepository.get(root) ?? []), source]);
  }
  if (byRepository.size === 0 && sources.length > 0)
    return [{ path: '--since', message: 'the files are in no Git repository', fatal: true }];
  const problems: Problem[] = [];
  for (const [root, own] of byRepository) {
    const found = await committedTexts(
      root,
      ref,
      own.flatMap(({ file }) => file ?? []),
    );
    if ('problem' in found) problems.push({ path: '--since', message: found.problem, fatal: true });
    else for (const { uri, file } of own) review.setBefore(uri, found.texts.get(file ?? ''));
  }
  review.refresh();
  return problems;
}
