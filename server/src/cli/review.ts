import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { makeReport, onlyErrors } from '../reports/report.ts';
import { createReview, type Review } from '../review/review.ts';
import { noSettings, parseSettings, type Settings } from '../review/settings.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { Begun } from './begin.ts';
import { exitCodeOf } from './exit.ts';
import { fixSources } from './fixing.ts';
import { type Inputs, readListed } from './inputs.ts';
import { keep } from './keep.ts';
import { ruleIds } from './known.ts';
import type { ReviewCommand } from './options.ts';
import { rendered } from './output.ts';
import { uriOf } from './paths.ts';
import { type Problem, tell } from './problem.ts';
import { notLookedAt } from './remote.ts';
import { mayBeRendered, sourceFinder } from './rendered.ts';
import { compareSince } from './since.ts';
import { unusedSuppressions } from './unused.ts';

/** Reads, reviews, fixes if asked to, reports; the exit code. `asked` are the rules to run. */
export async function reviewAnew(
  command: ReviewCommand,
  { cwd, config, listing, keeper, progress }: Begun,
  asked: Rule[] = rules,
): Promise<number> {
  const settings = ownSettings(command, cwd, config);
  if ('problems' in settings) {
    progress.clear();
    tell(settings.problems);
    return 2;
  }
  const inputs = readListed(listing, keeper?.onRead);
  stayLean();
  const review = reviewOf(inputs, settings.defaults, command, asked, progress.update);
  const compared =
    command.since === undefined ? [] : await compareSince(review, command.since, inputs.sources);
  progress.clear();
  const sources = new Map(inputs.sources.map((source) => [source.uri, source]));
  const fixed = command.fix || command.fixDryRun ? fixSources(review, sources, command) : undefined;
  const extra = command.reportUnusedSuppressions ? unusedSuppressions(review) : undefined;
  const report = makeReport({
    review,
    sources,
    base: `${uriOf(cwd)}/`,
    problems: [
      ...inputs.problems,
      ...notLookedAt(inputs.sources, review.files()),
      ...compared,
      ...(fixed?.problems ?? []),
    ],
    ...(extra ? { extra } : {}),
    madeFrom: sourceFinder({ cwd, stdin: command.stdinFilename }),
  });
  report.exitCode = exitCodeOf(report, command);
  if (fixed) {
    process.stdout.write(fixed.output);
    process.stderr.write(fixed.said);
  }
  const out = fixed?.takesOutput ? process.stderr : process.stdout;
  const output = rendered(command.quiet ? onlyErrors(report) : report, command.format, out);
  out.write(output);
  tell(report.problems);
  if (keeper && !inputs.sources.some(({ text }) => mayBeRendered(text)))
    keep(keeper, { output, problems: report.problems, exitCode: report.exitCode });
  return report.exitCode;
}

/**
 * V8 doubles its room for new objects with what outlives its collections, up to 32 MB. Most that a review makes stays
 * to its end: no more room than reading took costs no time, and saves a tenth of the memory (seen with Node 20, 22, 24).
 */
const stayLean = (): void => setFlagsFromString('--semi-space-growth-factor=1');

/** Puts the files under review, settings first, so that no file is read twice. */
function reviewOf(
  inputs: Inputs,
  defaults: Settings,
  command: ReviewCommand,
  asked: Rule[],
  onProgress: (looked: number) => void,
): Review {
  const review = createReview({
    rules: asked,
    ruleIds,
    roots: inputs.roots,
    defaults,
    forced: forcedSettings(command),
    inline: command.inline,
  });
  for (const { uri, text } of inputs.sources) {
    review.set(uri, text);
    onProgress(inputs.looked);
  }
  review.refresh();
  return review;
}

const forcedSettings = ({ profile, kafkaVersion, strimziVersion, rule }: ReviewCommand): Settings => ({
  ...noSettings,
  rules: rule,
  ...(profile ? { profile } : {}),
  ...(kafkaVersion ? { kafkaVersion } : {}),
  ...(strimziVersion ? { strimziVersion } : {}),
});

/** The settings file that --config names, in place of those that stand beside the files. */
function ownSettings(
  { config }: ReviewCommand,
  cwd: string,
  text: string | undefined,
): { defaults: Settings } | { problems: Problem[] } {
  if (typeof config !== 'string' || text === undefined) return { defaults: noSettings };
  const { settings, problems } = parseSettings(uriOf(resolve(cwd, config)), text, new Set(ruleIds));
  if (problems.length === 0) return { defaults: settings };
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  return {
    problems: problems.map(({ place, message }) => ({
      path: `${config}:${lineOf(place.start)}`,
      message,
      fatal: true,
    })),
  };
}
