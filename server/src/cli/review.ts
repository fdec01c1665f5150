import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeReport, onlyErrors } from '../reports/report.ts';
import { createReview, type Review } from '../review/review.ts';
import { noSettings, parseSettings, type Settings } from '../review/settings.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { exitCodeOf } from './exit.ts';
import { type Inputs, listFiles, readListed, uriOf } from './inputs.ts';
import { keeperOf } from './kept.ts';
import { type ReviewCommand, ruleIds } from './options.ts';
import { rendered, tell } from './output.ts';
import { type Problem, problemOf } from './problem.ts';
import { progressLine } from './progress.ts';
import { notLookedAt } from './remote.ts';
import { sourceFinder } from './rendered.ts';
import { readStandardInput } from './stdin.ts';

/** `kafka-review [PATH…]`: reads, reviews, fixes if asked to, reports; the exit code. `asked` are the rules to run. */
export async function reviewCommand(command: ReviewCommand, asked: Rule[] = rules): Promise<number> {
  const cwd = process.cwd();
  const settings = ownSettings(command, cwd);
  if ('problems' in settings) {
    tell(settings.problems);
    return 2;
  }
  const paths = command.paths.filter((path) => path !== '-');
  const usesStdin = command.stdinFilename !== undefined || paths.length < command.paths.length;
  const stdin = usesStdin ? await readStandardInput(command.stdinFilename) : undefined;
  const progress = progressLine(process.stderr);
  const listing = listFiles({
    cwd,
    paths: paths.length === 0 && !stdin ? ['.'] : paths,
    stdin,
    gitignore: command.gitignore,
    settings: command.config === undefined,
    onProgress: progress.update,
  });
  const keeper = keeperOf(command, settings.text, listing);
  const kept = keeper?.find();
  if (kept) {
    progress.clear();
    process.stdout.write(kept.output);
    tell(kept.problems);
    return kept.exitCode;
  }
  const inputs = readListed(listing, keeper?.onRead);
  const review = reviewOf(inputs, settings.defaults, command, asked, progress.update);
  const compared =
    command.since === undefined
      ? []
      : await (await import('./since.ts')).compareSince(review, command.since, inputs.sources);
  progress.clear();
  const sources = new Map(inputs.sources.map((source) => [source.uri, source]));
  const fixed =
    command.fix || command.fixDryRun
      ? await (await import('./fixing.ts')).fixSources(review, sources, command)
      : undefined;
  const extra = command.reportUnusedSuppressions
    ? (await import('./unused.ts')).unusedSuppressions(review)
    : undefined;
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
  const output = await rendered(command.quiet ? onlyErrors(report) : report, command.format, out);
  out.write(output);
  tell(report.problems);
  keeper?.keep({ output, problems: report.problems, exitCode: report.exitCode }, inputs.sources);
  return report.exitCode;
}

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
): { defaults: Settings; text?: string } | { problems: Problem[] } {
  if (typeof config !== 'string') return { defaults: noSettings };
  try {
    const text = readFileSync(resolve(cwd, config), 'utf8');
    const { settings, problems } = parseSettings(uriOf(resolve(cwd, config)), text, new Set(ruleIds));
    if (problems.length === 0) return { defaults: settings, text };
    const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
    return {
      problems: problems.map(({ place, message }) => ({
        path: `${config}:${lineOf(place.start)}`,
        message,
        fatal: true,
      })),
    };
  } catch (error) {
    return { problems: [problemOf(config, error)] };
  }
}
