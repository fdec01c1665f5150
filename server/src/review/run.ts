import type { AnySubject, Configuration, SubjectKind } from '../model/deployment.ts';
import type { Related } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Place } from '../model/place.ts';
import type { Details, Levels, Report, Rule } from '../rules/rule.ts';

/** A finding before profile, settings and suppressions have had their say. */
export interface RawFinding {
  rule: Rule;
  place: Place;
  message: string;
  levels: Levels;
  refused: boolean;
  related: Related[];
  fixes: Fix[];
  tag?: 'unnecessary' | 'deprecated';
}

const REFUSED: Levels = { production: 'error', dev: 'error' };

export interface RunHost {
  /** Told of a rule that threw; the other rules go on. */
  onRuleError(rule: string, error: unknown): void;
  /** Counts each check that runs: work must grow with the change, not with the workspace. */
  count(): void;
}

/**
 * Runs the rules that look at these views of one thing (a broker and its configuration). Findings that another
 * finding among them explains are left out.
 */
export function runRules(rules: Rule[], subjects: AnySubject[], host: RunHost): RawFinding[] {
  const found: RawFinding[] = [];
  let rule: Rule;
  const report: Report = (at, message, details = {}) => {
    found.push(raw(rule, 'state' in at ? at.place : at, message, details));
  };
  for (const subject of subjects) {
    const same = subject.kind === 'configuration' ? sameAs(subject) : undefined;
    const sound = same === undefined ? undefined : soundFor(rules);
    if (same !== undefined && sound?.has(same)) continue;
    const before = found.length;
    let failed = false;
    for (const one of checksFor(rules, subject.kind)) {
      rule = one.rule;
      host.count();
      try {
        one.check(subject, report);
      } catch (error) {
        failed = true;
        host.onRuleError(rule.id, error);
      }
    }
    if (same === undefined || failed || found.length > before) continue;
    if (sound && sound.size >= MOST_SOUND) sound.clear();
    sound?.add(same);
  }
  if (found.length === 0) return found;
  const reported = new Set(found.map((finding) => finding.rule.id));
  return found.filter((finding) => !finding.rule.yieldsTo?.some((other) => reported.has(other)));
}

/** Configurations of topics with nothing to report, by the rules that looked: thousands of topics have the same few. */
const soundConfigurations = new WeakMap<Rule[], Set<string>>();
const MOST_SOUND = 10_000;

function soundFor(rules: Rule[]): Set<string> {
  const known = soundConfigurations.get(rules) ?? new Set();
  soundConfigurations.set(rules, known);
  return known;
}

/**
 * All that rules can see of a topic's configuration, as one text: what was written, what it was read as, and whose it
 * is. Undefined where that is more than one short piece of one document.
 */
function sameAs({ config, platform, roles }: Configuration): string | undefined {
  const { scope, entries, overridden, holder, open, version, told, environment } = config;
  if (scope !== 'topic' || roles || told || environment || overridden.length > 0) return undefined;
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  let values = '';
  for (const { keyPlace, place, value } of entries.values()) {
    if (keyPlace.part !== holder.part || value.place.part !== holder.part) return undefined;
    start = Math.min(start, keyPlace.start, value.place.start);
    end = Math.max(end, place.end, value.place.end);
    values += `${value.state} ${value.text}\n`;
  }
  if (end - start > MAX_SAME) return undefined;
  // What stands directly around a value counts as well: a quote, a comment.
  const text = entries.size === 0 ? '' : holder.part.text.slice(start, end + 1);
  return `${platform} ${version} ${open} ${holder.part.format}\n${values}\n${text}`;
}

const MAX_SAME = 2_000;

interface Check {
  rule: Rule;
  check: (subject: AnySubject, report: Report) => void;
}

/** The rules that look at a kind of subject, by the list they are from: most rules look at one kind only. */
const checks = new WeakMap<Rule[], Map<SubjectKind, Check[]>>();

function checksFor(rules: Rule[], kind: SubjectKind): Check[] {
  const byKind = checks.get(rules) ?? new Map<SubjectKind, Check[]>();
  checks.set(rules, byKind);
  const known = byKind.get(kind);
  if (known) return known;
  const found = rules.flatMap((rule): Check[] => {
    const check = rule.check[kind] as Check['check'] | undefined;
    return check ? [{ rule, check }] : [];
  });
  byKind.set(kind, found);
  return found;
}

function raw(rule: Rule, place: Place, message: string, details: Details): RawFinding {
  const refused = details.refused === true;
  return {
    rule,
    place,
    message: shortened(message),
    levels: refused ? REFUSED : (details.levels ?? rule.levels),
    refused,
    related: (details.related ?? []).map((one) => ({ ...one, message: shortened(one.message) })),
    fixes: (details.fixes ?? []).map((one) => ({ ...one, title: shortened(one.title) })),
    ...(details.tag ? { tag: details.tag } : {}),
  };
}

/** Enough for every message; a value of somebody's file may be a million characters. */
const MAX_MESSAGE = 1_000;

/** A message with its middle left out when it is longer than anyone reads: what to do stands at its end. */
export function shortened(message: string): string {
  if (message.length <= MAX_MESSAGE) return message;
  const half = (MAX_MESSAGE - 3) >> 1;
  return `${message.slice(0, half)} … ${message.slice(-half)}`;
}
