import { decodePath } from '../model/place.ts';
import { noSettings, parseSettings, type Settings, type SettingsProblem } from './settings.ts';

/** The settings files under review, and what holds beside them. */
export interface SettingsFiles {
  /** Adds or replaces a settings file; undefined removes it. What is wrong in it comes out. */
  set(uri: string, text: string | undefined): SettingsProblem[];
  /** The settings of the nearest settings file above, and the file's path below it or below its root. */
  of(uri: string): { settings: Settings; path: string };
  /** What holds where no settings file says otherwise. */
  defaults: Settings;
  /** What holds whatever files and comments say. */
  forced: Settings;
}

interface Given {
  roots?: string[];
  defaults?: Settings;
  forced?: Settings;
  /** The rules that settings may name. */
  ruleIds: ReadonlySet<string>;
}

/** No settings files yet. */
export function createSettingsFiles({ roots = [], ruleIds, ...given }: Given): SettingsFiles {
  const forced = given.forced ?? noSettings;
  const defaults = { ...(given.defaults ?? noSettings), ...pick(forced) };
  const files = new Map<string, Settings>();
  const rootFolders = roots.map((root) => `${root}/`).sort((a, b) => b.length - a.length);

  function set(uri: string, text: string | undefined): SettingsProblem[] {
    files.delete(uri);
    if (text === undefined) return [];
    const { settings, problems } = parseSettings(uri, text, ruleIds);
    files.set(uri, { ...pick(defaults), ...settings, ...pick(forced) });
    return problems;
  }

  function settingsOf(uri: string): { settings: Settings; path: string } {
    let folder = uri;
    for (let slash = folder.lastIndexOf('/'); files.size > 0 && slash > 0; slash = folder.lastIndexOf('/')) {
      folder = folder.slice(0, slash);
      const found = files.get(`${folder}/.kafka-review.yaml`) ?? files.get(`${folder}/.kafka-review.yml`);
      if (found) return { settings: found, path: decodePath(uri.slice(folder.length + 1)) };
    }
    const root = rootFolders.find((one) => uri.startsWith(one));
    return {
      settings: defaults,
      path: decodePath(uri.slice(root === undefined ? uri.lastIndexOf('/') + 1 : root.length)),
    };
  }

  return { set, of: settingsOf, defaults, forced };
}

/** What settings files inherit from the defaults, and what the forced settings put over them. */
function pick({ profile, kafkaVersion, strimziVersion }: Settings): Partial<Settings> {
  return {
    ...(profile ? { profile } : {}),
    ...(kafkaVersion ? { kafkaVersion } : {}),
    ...(strimziVersion ? { strimziVersion } : {}),
  };
}
