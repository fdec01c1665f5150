import type { PollRecord } from './history.ts';
import type { ClusterSnapshot, Part } from './snapshot/types.ts';

export type ProblemSeverity = 'error' | 'warning' | 'information';

export type Subject =
  | { kind: 'cluster' }
  | { kind: 'broker'; id: number }
  | { kind: 'topic'; name: string }
  | { kind: 'partition'; topic: string; id: number }
  | { kind: 'group'; id: string };

export interface Problem {
  check: string;
  severity: ProblemSeverity;
  subject: Subject;
  /** What tells this problem from others that the same check may find in the same subject: a key, a directory. */
  about?: string;
  /** What is wrong with the numbers in it, what will happen, what to do. */
  message: string;
}

/** A check without its id, which health adds. */
export type Found = Omit<Problem, 'check'>;

/** The part that a check needs was not read: the check says nothing, and nobody may take that for good. */
export interface Unchecked {
  unchecked: string;
}

/** A number that a check compares with, and the setting's explanation. */
export interface Threshold {
  value: number;
  about: string;
}

export interface CheckContext {
  /** Earlier polls of the same cluster, the latest first; empty for a single look. */
  history: PollRecord[];
  /** The value of one of the check's own thresholds. */
  threshold(name: string): number;
}

/** One live check: a plain object that looks at a snapshot and nothing else. */
export interface Check {
  /** Kebab-case, never changed. */
  id: string;
  title: string;
  why: string;
  sources: string[];
  thresholds?: Record<string, Threshold>;
  /** Problems with the worst first. */
  check(snapshot: ClusterSnapshot, context: CheckContext): Found[] | Unchecked;
}

/** The value of a part, or why the check cannot run. */
export function needed<T>(part: Part<T>, what: string): T | Unchecked {
  switch (part.state) {
    case 'read':
      return part.value;
    case 'not-authorized':
      return { unchecked: `this user is not authorized to see ${what}` };
    case 'unsupported':
      return { unchecked: `this version of Kafka does not tell ${what}` };
    case 'failed':
      return { unchecked: `${what} could not be read (${part.reason})` };
  }
}

export const isUnchecked = (value: unknown): value is Unchecked =>
  typeof value === 'object' && value !== null && 'unchecked' in value;

/** The first `limit` names, and how many more there are. */
export function some(names: readonly (string | number)[], limit = 5): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** How many problems there are of each severity, as "1 error, 2 warnings, 4 information"; empty where there are none. */
export function tally(problems: readonly { severity: ProblemSeverity }[]): string {
  const of = (severity: ProblemSeverity): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const words = [
    [of('error'), count(of('error'), 'error')],
    [of('warning'), count(of('warning'), 'warning')],
    [of('information'), `${of('information')} information`],
  ] as const;
  return words.flatMap(([n, text]) => (n > 0 ? [text] : [])).join(', ');
}

/** How many checks could not look, in the same words everywhere; empty where all could. */
export const blindness = ({ length }: readonly unknown[]): string =>
  length > 0 ? `${count(length, 'check')} could not look` : '';

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The founding documents and pages that checks name as their sources. */
export const sources = {
  mskGuide: 'https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html',
  mskMonitoring: 'https://docs.aws.amazon.com/msk/latest/developerguide/cloudwatch-alarms.html',
  intuit: 'https://aws.amazon.com/blogs/big-data/best-practices-for-running-apache-kafka-on-aws/',
  operations: 'https://kafka.apache.org/documentation/#operations',
  monitoring: 'https://kafka.apache.org/documentation/#monitoring',
  racks: 'https://kafka.apache.org/documentation/#basic_ops_racks',
  minIsr: 'https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas',
  consumers: 'https://kafka.apache.org/documentation/#basic_ops_consumer_lag',
  kraft: 'https://kafka.apache.org/documentation/#kraft',
  security: 'https://kafka.apache.org/documentation/#security_overview',
  upgrade: 'https://kafka.apache.org/documentation/#upgrade',
  cruiseControl: 'https://github.com/linkedin/cruise-control/wiki/Configurations',
} as const;
