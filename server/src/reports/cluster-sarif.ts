import type { Invocation, Log, LogicalLocation, ReportingDescriptor, Result, Run } from 'sarif';
import type { Check, Problem, Subject } from '../cluster/check.ts';
import { checks } from '../cluster/checks/index.ts';
import type { Diagnosis } from '../cluster/diagnose.ts';
import type { Health } from '../cluster/health.ts';
import { ownRules } from '../review/own-rules.ts';
import { rulePage } from '../rules/page.ts';
import type { DriftReport } from './drift-text.ts';
import { BASE, descriptor, driver, LEVELS, location } from './sarif.ts';

/**
 * A cluster's problems as SARIF 2.1.0, each at a logical location in the cluster; differences from files at their lines.
 * `name` is what the person called the cluster.
 */
export function clusterSarif(
  name: string,
  { problems, unchecked }: Health,
  drift: DriftReport | undefined,
  exitCode: number,
): string {
  const rules = [...checks.map(checkDescriptor), descriptor(ownRules.drift)];
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const indexed = (id: string) => ({ ruleId: id, ruleIndex: index.get(id) ?? -1 });
  const ofProblem = ({ check, severity, subject, message }: Problem): Result => ({
    ...indexed(check),
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ logicalLocations: [logical(name, subject)] }],
    properties: { severity },
  });
  const ofDrift = (report: DriftReport): Result[] => [
    ...report.found.map(
      ({ file, located: { finding, range } }): Result => ({
        ...indexed(finding.rule),
        level: LEVELS[finding.severity],
        message: { text: finding.message },
        locations: [
          {
            physicalLocation: location(file.uri, range, report.base),
            logicalLocations: [logical(name, { kind: 'cluster' })],
          },
        ],
        properties: { severity: finding.severity },
      }),
    ),
    ...report.extra.map(
      (text): Result => ({
        ...indexed(ownRules.drift.id),
        level: 'note',
        message: { text },
        locations: [{ logicalLocations: [logical(name, { kind: 'cluster' })] }],
      }),
    ),
  ];
  const notLookedAt = unchecked.map(({ check, reason }) => ({
    level: 'note' as const,
    message: { text: `${check}: not looked at: ${reason}` },
  }));
  return logOf({
    tool: { driver: { ...driver, rules } },
    columnKind: 'utf16CodeUnits',
    ...(drift ? { originalUriBaseIds: { [BASE]: { uri: drift.base } } } : {}),
    invocations: [
      {
        executionSuccessful: true,
        exitCode,
        ...(notLookedAt.length === 0 ? {} : { toolExecutionNotifications: notLookedAt }),
      },
    ],
    results: [...problems.map(ofProblem), ...(drift ? ofDrift(drift) : [])],
  });
}

/** That a cluster could not be looked at, and why: a log without results, whose run did not succeed. */
export function unreachableSarif(name: string, { text }: Diagnosis): string {
  const invocation: Invocation = {
    executionSuccessful: false,
    exitCode: 2,
    toolExecutionNotifications: [{ level: 'error', message: { text: `${name}: ${text}` } }],
  };
  return logOf({ tool: { driver }, invocations: [invocation], results: [] });
}

function logOf(run: Run): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const checkDescriptor = ({ id, title, why }: Check): ReportingDescriptor => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: why.replace(/\s+/g, ' ').trim() },
  helpUri: rulePage(id),
});

function logical(cluster: string, subject: Subject): LogicalLocation {
  const at = (name: string, path: string): LogicalLocation => ({
    name,
    fullyQualifiedName: `${cluster}/${path}`,
    kind: 'resource',
  });
  switch (subject.kind) {
    case 'cluster':
      return { name: cluster, fullyQualifiedName: cluster, kind: 'resource' };
    case 'broker':
      return at(String(subject.id), `brokers/${subject.id}`);
    case 'topic':
      return at(subject.name, `topics/${subject.name}`);
    case 'partition':
      return at(`${subject.topic}-${subject.id}`, `topics/${subject.topic}/partitions/${subject.id}`);
    case 'group':
      return at(subject.id, `groups/${subject.id}`);
  }
}
