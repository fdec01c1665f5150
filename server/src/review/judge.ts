import type { Finding, Profile, Severity } from '../model/finding.ts';
import { type DetectedProfile, detectProfile } from './profile.ts';
import type { RawFinding } from './run.ts';
import type { Settings } from './settings.ts';
import { type ClusterState, type FileState, type Holder, saidIn } from './state.ts';

const overrides = new WeakMap<Settings, Map<string, Settings['overrides']>>();

/** The overrides that are for a path; looked for once, and not for each finding. */
function overridesOf(settings: Settings, path: string): Settings['overrides'] {
  if (settings.overrides.length === 0) return settings.overrides;
  const known = overrides.get(settings) ?? new Map<string, Settings['overrides']>();
  overrides.set(settings, known);
  const found = known.get(path) ?? settings.overrides.filter((one) => one.matches(path));
  known.set(path, found);
  return found;
}

/** What holds beside a file's own settings. */
interface Judging {
  defaults: Settings;
  /** What holds whatever files and comments say. */
  forced: Settings;
  /** `false`: comments and annotations silence nothing and pin no profile. */
  inline: boolean;
}

/** What of a file decides about its profile. */
type JudgedFile = Pick<FileState, 'settings' | 'path' | 'parts'>;

type Judged = (raw: RawFinding) => Finding | undefined;

/** Says how grave a finding is, and whether somebody silenced it. */
export interface Judge {
  /** Judges a holder's findings in a file: each as people see it, undefined when its rule is off there. */
  findings(file: FileState | undefined, holder: Holder): Judged;
  /** The profile that a file is judged by, as part of a cluster or of what a kustomization builds. */
  profile(
    file: JudgedFile,
    cluster: ClusterState | undefined,
    home?: FileState,
  ): DetectedProfile & { pinned: boolean };
}

/** A judge by settings, profiles, comments and annotations. */
export function createJudge({ defaults, forced, inline }: Judging): Judge {
  function ruleSetting(rule: string, { settings, path }: FileState): Severity | 'off' | undefined {
    const own = forced.rules.get(rule);
    if (own) return own;
    const override = overridesOf(settings, path).findLast((one) => one.rules.has(rule));
    return override?.rules.get(rule) ?? settings.rules.get(rule) ?? defaults.rules.get(rule);
  }

  function profileFor(
    file: JudgedFile,
    cluster: ClusterState | undefined,
    home?: FileState,
  ): DetectedProfile & { pinned: boolean } {
    const pinned = forced.profile ?? (home && pinnedIn(home)) ?? pinnedIn(file) ?? defaults.profile;
    if (pinned) return { profile: pinned, reasons: [], pinned: true };
    const { path, parts } = home ?? file;
    const detected = cluster?.profile ?? detectProfile(path, saidIn(parts).devSignals);
    return { ...detected, pinned: false };
  }

  const pinnedIn = (file: JudgedFile): Profile | undefined =>
    overridesOf(file.settings, file.path).findLast((one) => one.profile)?.profile ??
    profilePragma(file) ??
    file.settings.profile;

  function profilePragma(file: JudgedFile): Profile | undefined {
    if (!inline) return undefined;
    const value = saidIn(file.parts).pragmas.profile;
    return value === 'production' || value === 'staging' || value === 'dev' ? value : undefined;
  }

  function judging(file: FileState | undefined, { cluster, home }: Holder): Judged {
    // A holder may have thousands of findings, and one profile.
    const profile = file ? profileFor(file, cluster, home).profile : 'production';
    return (raw) => {
      const { id } = raw.rule;
      const own = (home && ruleSetting(id, home)) ?? (file && ruleSetting(id, file));
      const severity = own ?? raw.levels[profile] ?? raw.levels.production;
      if (severity === 'off') return undefined;
      const suppressed = suppressionOf(raw, file) ?? suppressionOf(raw, home);
      return {
        rule: id,
        severity,
        place: raw.place,
        message: raw.message,
        related: raw.related,
        fixes: raw.fixes,
        refused: raw.refused,
        ...(raw.tag ? { tag: raw.tag } : {}),
        ...(suppressed === undefined ? {} : { suppressed }),
      };
    };
  }

  function suppressionOf({ rule, place }: RawFinding, file: FileState | undefined): string | undefined {
    if (!inline) return undefined;
    return file && saidIn(file.parts).silencing(rule.id, place)?.reason;
  }

  return { findings: judging, profile: profileFor };
}
