import { ownRules } from './own-rules.ts';
import type { RawFinding } from './run.ts';
import type { ClusterState, FileState, Holder } from './state.ts';

const none: RawFinding[] = [];
const noHolders: ReadonlySet<Holder> = new Set();

/** A holder without findings. Spelled out: each copy by spreading would be of a shape of its own. */
export const newHolder = (cluster?: ClusterState, home?: FileState): Holder => ({
  findings: none,
  cluster,
  home,
});

/** All findings by the files that they are in. */
export interface Published {
  /** Takes the place of what the holder held before. */
  publish(holder: Holder, found: RawFinding[]): void;
  /** Takes away what the holder holds. */
  release(holder: Holder): void;
  /** The holder's findings are to be shown anew: they may be judged otherwise now. */
  touch(holder: Holder): void;
  /** The holders with findings in a file. */
  in(uri: string): ReadonlySet<Holder>;
  /** The files whose findings changed since they were last taken, and those that were added to it. */
  changed: Set<string>;
}

/** The findings of a review; work is proportional to what is published. */
export function createPublished(): Published {
  const holdersByUri = new Map<string, Set<Holder>>();
  const changed = new Set<string>();

  /** A rule that fails may fail for every topic there is: it is shown where it failed first. */
  const failures = new Map<string, Holder>();

  function isNews({ rule, message }: RawFinding, holder: Holder): boolean {
    if (rule !== ownRules.failed) return true;
    if (failures.has(message)) return false;
    failures.set(message, holder);
    return true;
  }

  function publish(holder: Holder, found: RawFinding[]): void {
    release(holder);
    const news = found.filter((finding) => isNews(finding, holder));
    holder.findings = news.length === 0 ? none : news;
    for (const { place } of news) {
      const { uri } = place.part;
      changed.add(uri);
      if (!holdersByUri.has(uri)) holdersByUri.set(uri, new Set());
      holdersByUri.get(uri)?.add(holder);
    }
  }

  function release(holder: Holder): void {
    touch(holder);
    for (const { rule, message, place } of holder.findings) {
      holdersByUri.get(place.part.uri)?.delete(holder);
      if (rule === ownRules.failed && failures.get(message) === holder) failures.delete(message);
    }
    holder.findings = none;
  }

  function touch({ findings }: Holder): void {
    for (const { place } of findings) changed.add(place.part.uri);
  }

  return { publish, release, touch, in: (uri) => holdersByUri.get(uri) ?? noHolders, changed };
}
