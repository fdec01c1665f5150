import type {
  ArtifactLocation,
  Fix,
  Invocation,
  Log,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import manifest from '../../../package.json' with { type: 'json' };
import type { Severity } from '../model/finding.ts';
import { ownRules } from '../review/own-rules.ts';
import { rules } from '../rules/index.ts';
import { rulePage } from '../rules/page.ts';
import type { Rule } from '../rules/rule.ts';
import { type FileEdits, fromOne, type Located, type Range, type Report } from './report.ts';

/** The name that paths are relative to. */
export const BASE = 'SRCROOT';
export const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

const described: Rule[] = [...rules, ...Object.values(ownRules)];
const indexes = new Map(described.map(({ id }, index) => [id, index]));

/** This program, as SARIF names it. */
export const driver = {
  name: 'Kafka Review',
  version: manifest.version,
  semanticVersion: manifest.version,
  informationUri: rulePage('')
    .replace(/\/docs\/.*/, '')
    .replace('/blob/main', ''),
};

/** SARIF 2.1.0, as code scanning services take it. Paths are relative to the folder the review was started in. */
export function sarifReport(report: Report): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            ...driver,
            rules: described.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { uri: report.base } },
        invocations: [invocation(report)],
        results: report.files.flatMap(({ uri, findings }) =>
          findings.map((located) => resultOf(located, uri, report.base)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** A rule as SARIF describes it. */
export function descriptor({ id, title, why, levels, category }: Rule): ReportingDescriptor {
  const off = levels.production === 'off';
  const text = oneLine(why);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text },
    help: { text, markdown: `${text}\n\n[${id}](${rulePage(id)})` },
    helpUri: rulePage(id),
    defaultConfiguration: { enabled: !off, ...(off ? {} : { level: LEVELS[levels.production as Severity] }) },
    properties: { tags: [category], 'problem.severity': problemSeverity(levels.production) },
  };
}

/** How code scanning names severities of findings that are not about security. */
const problemSeverity = (severity: Severity | 'off'): string =>
  severity === 'error' || severity === 'warning' ? severity : 'recommendation';

function invocation({ exitCode, problems }: Report): Invocation {
  return {
    executionSuccessful: exitCode !== 2,
    exitCode,
    ...(problems.length > 0
      ? {
          toolExecutionNotifications: problems.map(({ path, message, fatal }) => ({
            level: fatal ? ('error' as const) : ('note' as const),
            message: { text: path === '' ? message : `${path}: ${message}` },
          })),
        }
      : {}),
  };
}

function resultOf(located: Located, uri: string, base: string): Result {
  const { finding, range, related, source } = located;
  // What was made from a template cannot be changed where it was found.
  const fixes = source ? [] : located.fixes;
  const index = indexes.get(finding.rule);
  const applicable = fixes
    .map((fix) => ({ ...fix, edits: fix.edits() }))
    .filter(({ edits }) => edits.length > 0 && edits.every((file) => file.edits.length > 0));
  return {
    ruleId: finding.rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: location(source?.uri ?? uri, source?.range ?? range, base) }],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place, id) => ({
            id,
            message: { text: place.message },
            physicalLocation: location(place.uri, place.range, base),
          })),
        }
      : {}),
    ...(applicable.length > 0 ? { fixes: applicable.map((fix) => fixOf(fix, base)) } : {}),
    ...(finding.suppressed === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: 'inSource' as const,
              ...(finding.suppressed === '' ? {} : { justification: finding.suppressed }),
            },
          ],
        }),
    properties: { severity: finding.severity, refused: finding.refused },
  };
}

const fixOf = ({ title, edits }: { title: string; edits: FileEdits[] }, base: string): Fix => ({
  description: { text: title },
  artifactChanges: edits.map((file) => ({
    artifactLocation: artifact(file.uri, base),
    replacements: file.edits.map(({ range, text }) => ({
      deletedRegion: region(range),
      insertedContent: { text },
    })),
  })),
});

export const location = (uri: string, range: Range, base: string): PhysicalLocation => ({
  artifactLocation: artifact(uri, base),
  region: region(range),
});

/** Relative to the base where the file lies below it. */
const artifact = (uri: string, base: string): ArtifactLocation =>
  uri.startsWith(base) ? { uri: uri.slice(base.length), uriBaseId: BASE } : { uri };

function region(range: Range): Region {
  const { line, column, endLine, endColumn } = fromOne(range);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
