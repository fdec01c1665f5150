import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import manifest from '../../../package.json' with { type: 'json' };
import { inRange, minorOf, servedBy } from '../knowledge/strimzi/versions.ts';
import type { Profile, Severity } from '../model/finding.ts';
import { checkIds, ruleIds } from './known.ts';
import { unknown } from './meant.ts';

export const formats = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type ReportFormat = (typeof formats)[number];

export const failLevels = ['error', 'warning', 'information', 'hint', 'refused', 'never'] as const;
export type FailOn = (typeof failLevels)[number];

const severities: (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];
const profiles: Profile[] = ['production', 'staging', 'dev'];

/** What `kafka-review [PATH…]` is asked for. */
export interface ReviewCommand {
  paths: string[];
  format: ReportFormat;
  failOn: FailOn;
  fix: boolean;
  fixDryRun: boolean;
  stdinFilename?: string;
  /** A commit, branch or tag of Git that Strimzi resources are compared with. */
  since?: string;
  profile?: Profile;
  kafkaVersion?: string;
  strimziVersion?: string;
  rule: Map<string, Severity | 'off'>;
  /** Comments and annotations may silence rules. */
  inline: boolean;
  reportUnusedSuppressions: boolean;
  quiet: boolean;
  maxWarnings?: number;
  /** A settings file in place of those that are found; `false`: none at all. */
  config?: string | false;
  /** Respect .gitignore files. */
  gitignore: boolean;
  /** The folder that results are kept in, in place of the user's; `false`: nothing is kept or told again. */
  cache?: string | false;
  stdio?: boolean;
}

/** What `kafka-review migrate [PATH…]` is asked for. */
export interface MigrateCommand {
  paths: string[];
  /** The release of Strimzi to migrate for; any that serves v1 without it. */
  strimzi?: string;
  dryRun: boolean;
  gitignore: boolean;
}

/** What `kafka-review cluster` is asked for. */
export interface ClusterCommand {
  bootstrapServer: string;
  /** A client.properties with security settings. */
  commandConfig?: string;
  format: 'text' | 'json' | 'sarif' | 'support';
  /** Files that describe the cluster: how it differs from them is reported too. */
  against?: string[];
  failOn: Exclude<FailOn, 'hint' | 'refused'>;
  /** Look again and again, and tell what changes. */
  watch: boolean;
  /** Seconds between two looks, at least. */
  interval: number;
  /** A settings file in place of .kafka-review.yaml in the working directory. */
  config?: string;
  /** Values of thresholds, as "live-disk-usage.error". */
  threshold: Map<string, number>;
}

/** What `kafka-review upgrade --to VERSION [PATH…]` is asked for. */
export interface UpgradeCommand
  extends Pick<ReviewCommand, 'paths' | 'failOn' | 'gitignore' | 'fix' | 'fixDryRun'> {
  to: string;
  /** The version upgraded from, where files do not say it. */
  from?: string;
  format: 'text' | 'json';
}

/** What each command does; every one answers with the exit code. */
export interface Handlers {
  review(command: ReviewCommand): Promise<number>;
  rules(options: { format: 'text' | 'json' }): Promise<number>;
  explain(rule: string): Promise<number>;
  init(): Promise<number>;
  cluster(command: ClusterCommand): Promise<number>;
  migrate(command: MigrateCommand): Promise<number>;
  upgrade(command: UpgradeCommand): Promise<number>;
  server(): Promise<number>;
}

/** Parses the arguments and runs what they name; the exit code. Wrong arguments are told on standard error: 2. */
export async function runCommand(args: string[], handlers: Handlers): Promise<number> {
  let code = 0;
  const program = new Command('kafka-review')
    .description(manifest.description)
    .version(manifest.version)
    .argument('[path...]', 'files and folders to review (default: the current folder; - for standard input)')
    .addOption(new Option('--format <format>', 'how to report').choices(formats).default('text'))
    .addOption(
      new Option(
        '--fail-on <level>',
        'exit with 1 from this level on; refused: what Kafka would not start with',
      )
        .choices(failLevels)
        .default('error'),
    )
    .option('--max-warnings <count>', 'exit with 1 when there are more warnings', toCount)
    .option('--fix', 'apply the safe fixes', false)
    .option('--fix-dry-run', 'print what --fix would change, as a unified diff', false)
    .option('--since <commit>', 'compare Strimzi resources with a commit of Git, such as origin/main')
    .option('--stdin-filename <name>', 'review standard input as if it were this file')
    .addOption(new Option('--profile <profile>', 'judge every file by this profile').choices(profiles))
    .option('--kafka-version <version>', 'the Kafka version, where files do not say it', toVersion)
    .option('--strimzi-version <version>', 'the version of the Strimzi operator', toVersion)
    .option(
      '--rule <id=severity>',
      'another severity for a rule: error, warning, information, hint, off (repeatable)',
      addRule,
      new Map<string, Severity | 'off'>(),
    )
    .option('--no-inline', 'comments and annotations silence nothing')
    .option('--report-unused-suppressions', 'report comments that silence nothing', false)
    .option('--quiet', 'report errors only', false)
    .option('--config <file>', 'use this settings file and look for no others')
    .option('--no-config', 'use no settings file')
    .option('--no-gitignore', 'review files that .gitignore leaves out, too')
    .option('--cache <folder>', 'keep results there, to tell them again while nothing is different')
    .option('--no-cache', 'review anew, and keep nothing')
    .option('--stdio', 'start the language server on standard input and output')
    .helpOption('-h, --help', 'show this help')
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', HELP)
    .exitOverride()
    .enablePositionalOptions()
    .action(async (paths: string[], options) => {
      code = options.stdio ? await handlers.server() : await handlers.review({ ...options, paths });
    });
  program
    .command('rules')
    .description('list all rules')
    .addOption(new Option('--format <format>', 'how to list them').choices(['text', 'json']).default('text'))
    .action(async (options) => {
      code = await handlers.rules(options);
    });
  program
    .command('explain')
    .description('explain a rule: why, an example, where the advice comes from')
    .argument('<rule>', 'the id of the rule, or of a live check', toExplained)
    .action(async (rule: string) => {
      code = await handlers.explain(rule);
    });
  program
    .command('init')
    .description('write a .kafka-review.yaml with what can be set')
    .action(async () => {
      code = await handlers.init();
    });
  program
    .command('cluster')
    .description('look at a running cluster; nothing is ever changed in it')
    .requiredOption('--bootstrap-server <host:port>', 'one or more brokers, separated by commas')
    .option('--command-config <file>', "security settings as Kafka's own tools take them (client.properties)")
    .addOption(
      new Option('--format <format>', 'how to report; support: to hand on, without any name')
        .choices(['text', 'json', 'sarif', 'support'])
        .default('text'),
    )
    .option('--against <path...>', 'files that describe the cluster: report how it differs from them')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 from this level on; differences are information')
        .choices(['error', 'warning', 'information', 'never'])
        .default('error'),
    )
    .option('--watch', 'look again and again until interrupted, and tell what changes', false)
    .option('--interval <seconds>', 'with --watch: how long to wait between two looks', toSeconds, 5)
    .option('--config <file>', 'settings with thresholds (default: .kafka-review.yaml in the current folder)')
    .option(
      '--threshold <name=number>',
      'another threshold for a check, such as live-disk-usage.error=90 (repeatable)',
      addThreshold,
      new Map<string, number>(),
    )
    .action(async (options) => {
      code = await handlers.cluster(options);
    });
  program
    .command('migrate')
    .description('move Strimzi resources to kafka.strimzi.io/v1, in their files')
    .argument('[path...]', 'files and folders (default: the current folder; - for standard input)')
    .option('--strimzi <version>', 'the release of Strimzi to migrate for', toServingV1)
    .option('--dry-run', 'print what would change, as a unified diff', false)
    .option('--no-gitignore', 'migrate files that .gitignore leaves out, too')
    .action(async (paths: string[], options) => {
      code = await handlers.migrate({ ...options, paths });
    });
  program
    .command('upgrade')
    .description('say what a newer Kafka changes: keys that go, values it refuses, defaults relied on')
    .argument('[path...]', 'files and folders (default: the current folder)')
    .requiredOption('--to <version>', 'the Kafka version to move to', toVersion)
    .option('--from <version>', 'the Kafka version now, where files do not say it', toVersion)
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 from this level on').choices(failLevels).default('error'),
    )
    .option('--fix', 'apply the fixes that are mechanical', false)
    .option('--fix-dry-run', 'print what --fix would change, as a unified diff', false)
    .option('--no-gitignore', 'look at files that .gitignore leaves out, too')
    .action(async (paths: string[], options) => {
      code = await handlers.upgrade({ ...options, paths });
    });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

const HELP = `
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the work could not be done in full.

Examples:
  kafka-review clusters/                        review a folder
  kafka-review --fix-dry-run clusters/          see what --fix would do
  helm template my-chart | kafka-review -       review what is rendered
  kafka-review --format sarif . > review.sarif  report for code scanning
  kafka-review migrate --dry-run clusters/      see what moving to Strimzi's v1 would change
  kafka-review upgrade --to 4.3.1 clusters/     see what a newer Kafka changes
  kafka-review explain min-isr-equals-rf        why a rule is there
  kafka-review cluster --bootstrap-server b1:9092 --command-config client.properties
  kafka-review cluster --bootstrap-server b1:9092 --against clusters/prod --fail-on information`;

function toExplained(id: string): string {
  return checkIds.includes(id) ? id : toRule(id);
}

function toRule(id: string): string {
  if (!ruleIds.includes(id)) throw new InvalidArgumentError(`${unknown('rule', id, ruleIds)}`);
  return id;
}

function addRule(text: string, before: Map<string, Severity | 'off'>): Map<string, Severity | 'off'> {
  const [id = '', level = '', ...rest] = text.split('=');
  toRule(id);
  const severity = severities.find((one) => one === level);
  if (!severity || rest.length > 0)
    throw new InvalidArgumentError(`write ${id}=SEVERITY with one of ${severities.join(', ')}`);
  return new Map([...before, [id, severity]]);
}

function addThreshold(text: string, before: Map<string, number>): Map<string, number> {
  const [, name = '', value = ''] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (value === '') throw new InvalidArgumentError('write NAME=NUMBER, such as live-disk-usage.error=90');
  return new Map([...before, [name, Number(value)]]);
}

function toVersion(text: string): string {
  if (!/^\d+(\.\d+){1,2}$/.test(text)) throw new InvalidArgumentError('write a version such as 4.3.1');
  return text;
}

function toServingV1(text: string): string {
  const release = minorOf(toVersion(text));
  if (!inRange(release, servedBy('Kafka', 'v1') ?? {}))
    throw new InvalidArgumentError('v1 is served by Strimzi 0.49 and newer');
  return release;
}

function toSeconds(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds < 1) throw new InvalidArgumentError('write a number of seconds, 1 or more');
  return seconds;
}

function toCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('write a number');
  return Number(text);
}
