import type { Profile } from '../model/finding.ts';
import { rememberLast } from '../model/remember.ts';

export interface DetectedProfile {
  profile: Profile;
  /** Why, in a few words each; empty for production, which is the assumption. */
  reasons: string[];
}

const production: DetectedProfile = { profile: 'production', reasons: [] };

const DEV_WORD =
  /^(dev|development|test|tests|testing|local|example|examples|demo|sandbox|quickstart|playground|tutorial|sample|samples|ci|e2e|vagrant|minikube)$/i;

/** Files are asked about folder by folder. */
const devWordIn = rememberLast((folder: string): string | undefined =>
  folder
    .split('/')
    .flatMap((segment) => segment.split(/[-_.]/))
    .find((word) => DEV_WORD.test(word)),
);

/**
 * Recognises development from the path below the reviewed folder and from what the files themselves show: two signs
 * are needed, a path word counts as two (measured on public files; see the rule catalogue). Whole path segments only.
 */
export function detectProfile(path: string, signals: string[]): DetectedProfile {
  const slash = path.lastIndexOf('/');
  const word = slash < 0 ? undefined : devWordIn(path.slice(0, slash));
  if (!word && signals.length < 2) return production;
  return { profile: 'dev', reasons: [...(word ? [`path: ${word}`] : []), ...new Set(signals)] };
}
