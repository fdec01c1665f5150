import type { Profile, Severity } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { isSet } from '../model/value.ts';
import { treeOf, type YamlTree } from '../readers/yaml/access.ts';
import { parseYaml } from '../readers/yaml/tree.ts';
import { globMatcher } from './glob.ts';

/** What a `.kafka-review.yaml` says, or the host's own settings; every field may be left out. */
export interface Settings {
  profile?: Profile;
  kafkaVersion?: string;
  strimziVersion?: string;
  rules: Map<string, Severity | 'off'>;
  overrides: {
    matches: (path: string) => boolean;
    profile?: Profile;
    rules: Map<string, Severity | 'off'>;
  }[];
  /** Paths, relative to the settings file, that are not reviewed. */
  ignores: (path: string) => boolean;
  /** What live clusters are judged by, as "live-disk-usage.error"; whether such a threshold exists is not known here. */
  thresholds: Record<string, number>;
}

export interface SettingsProblem {
  place: Place;
  message: string;
}

export const noSettings: Settings = { rules: new Map(), overrides: [], ignores: () => false, thresholds: {} };

const PROFILES = ['production', 'staging', 'dev'];
const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'];
const KEYS = ['profile', 'kafkaVersion', 'strimziVersion', 'rules', 'overrides', 'ignore', 'cluster'];
const OVERRIDE_KEYS = ['files', 'profile', 'rules'];
/** Longer patterns, or more of them, have no use but to keep a matcher busy. */
const MAX_GLOB = { length: 200, count: 200 };

export const isSettingsFile = (uri: string): boolean => /\/\.kafka-review\.ya?ml$/.test(uri);

/**
 * Reads a settings file. What is not understood is a problem at its place and otherwise left out: a typo in one
 * line must not switch the rest off. `ruleIds` are the rules there are.
 */
export function parseSettings(
  uri: string,
  text: string,
  ruleIds: ReadonlySet<string>,
): { settings: Settings; problems: SettingsProblem[] } {
  const part = { uri, format: 'yaml' as const, text, offset: 0 };
  const { root, problems: broken } = parseYaml(text);
  const problems: SettingsProblem[] = broken.map(({ start, end, message }) => ({
    place: { part, start, end },
    message,
  }));
  const tree = treeOf(part, root, false);
  const say = (at: YamlTree, message: string) => problems.push({ place: at.place, message });

  const word = <T extends string>(at: YamlTree, allowed: string[]): T | undefined => {
    const value = at.string();
    if (isSet(value) && allowed.includes(value.value)) return value.value as T;
    if (at.kind !== 'absent') say(at, `must be one of ${allowed.join(', ')}`);
    return undefined;
  };
  const version = (at: YamlTree): string | undefined => {
    const value = at.string();
    if (isSet(value) && /^\d+(\.\d+){1,2}$/.test(value.value)) return value.value;
    if (at.kind !== 'absent') say(at, 'must be a version such as 4.3.1');
    return undefined;
  };
  const globs = (at: YamlTree): ((path: string) => boolean) => {
    const items = at.kind === 'seq' ? at.items() : at.kind === 'absent' ? [] : [at];
    const [more] = items.slice(MAX_GLOB.count);
    if (more) say(more, `${MAX_GLOB.count} patterns are heeded, and no more`);
    const patterns = items.slice(0, MAX_GLOB.count).flatMap((item) => {
      const value = item.string();
      const matchers =
        isSet(value) && value.value.length <= MAX_GLOB.length && !value.value.startsWith('!')
          ? within(value.value).map(globMatcher)
          : [];
      const sound = matchers.filter((matcher) => matcher !== undefined);
      if (sound.length > 0) return sound;
      say(item, 'must be a path or a pattern such as clusters/dev/**');
      return [];
    });
    return (path) => patterns.some((matches) => matches(path));
  };
  const rules = (at: YamlTree): Map<string, Severity | 'off'> => {
    const levels = new Map<string, Severity | 'off'>();
    for (const { name, place, value } of at.fields()) {
      if (!ruleIds.has(name)) problems.push({ place, message: `there is no rule ${name}` });
      const level = word<Severity | 'off'>(value, SEVERITIES);
      if (level && ruleIds.has(name)) levels.set(name, level);
    }
    return levels;
  };
  const known = (at: YamlTree, allowed: string[]) => {
    for (const { name, place } of at.keys()) {
      if (!allowed.includes(name))
        problems.push({ place, message: `unknown key; there are ${allowed.join(', ')}` });
    }
  };

  const thresholds = (at: YamlTree): Record<string, number> => {
    const figures: Record<string, number> = {};
    for (const { name, value: own } of at.fields()) {
      const value = own.string();
      const figure = isSet(value) && value.value.trim() !== '' ? Number(value.value) : Number.NaN;
      if (Number.isFinite(figure) && figure >= 0) figures[name] = figure;
      else say(own, 'must be a number, 0 or more');
    }
    return figures;
  };

  known(tree, KEYS);
  known(tree.get('cluster'), ['thresholds']);
  const settings: Settings = {
    ...optional({
      profile: word<Profile>(tree.get('profile'), PROFILES),
      kafkaVersion: version(tree.get('kafkaVersion')),
      strimziVersion: version(tree.get('strimziVersion')),
    }),
    rules: rules(tree.get('rules')),
    overrides: tree
      .get('overrides')
      .items()
      .map((item) => {
        known(item, OVERRIDE_KEYS);
        return {
          matches: globs(item.get('files')),
          ...optional({ profile: word<Profile>(item.get('profile'), PROFILES) }),
          rules: rules(item.get('rules')),
        };
      }),
    ignores: globs(tree.get('ignore')),
    thresholds: thresholds(tree.get('cluster').get('thresholds')),
  };
  return { settings, problems };
}

/** A pattern without a slash holds anywhere, and a folder stands for what is in it, as in .gitignore. */
function within(pattern: string): string[] {
  const anchored = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const rooted = pattern.replace(/\/$/, '').includes('/') ? anchored : `**/${anchored}`;
  return [rooted, `${rooted}/**`];
}

/** Leaves out the fields that are undefined. */
function optional<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
