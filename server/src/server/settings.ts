import type { Profile } from '../model/finding.ts';
import { noSettings, type Settings } from '../review/settings.ts';

/** The editor's own settings; empty texts mean "as the deployment says". */
export function settingsFrom(configuration: Record<string, unknown> | null): Settings {
  const word = (key: string) => {
    const value = configuration?.[key];
    return typeof value === 'string' && value !== '' && value !== 'auto' ? value : undefined;
  };
  const profile = word('profile');
  const kafkaVersion = word('kafkaVersion');
  const strimziVersion = word('strimziVersion');
  return {
    ...noSettings,
    ...(profile ? { profile: profile as Profile } : {}),
    ...(kafkaVersion ? { kafkaVersion } : {}),
    ...(strimziVersion ? { strimziVersion } : {}),
  };
}
