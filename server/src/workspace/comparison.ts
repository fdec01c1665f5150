import { pathOf } from './files.ts';
import { committedTexts } from './git.ts';

/** What a comparison with Git asks of its host. */
export interface ComparisonHost {
  /** Workspace folders, as URIs. */
  folders(): string[];
  /** Files under review, as URIs. */
  files(): string[];
  /** Takes what a file said in the commit; undefined when it was not there. */
  take(uri: string, text: string | undefined): void;
  /** All files have been taken. */
  done(): void;
}

export interface Comparison {
  /** Git may be run: a person trusts the workspace. */
  allow(): void;
  /** The commit to compare with, HEAD until it is set; undefined: none. */
  setCommit(commit: string | undefined): void;
  /** Looks again, unless a look is under way: then once more after it. */
  look(): void;
}

/**
 * Compares the files under review with a commit of Git, in a process of its own. Nothing is run before it is allowed.
 * A folder in no repository, or without that commit, is compared with nothing.
 */
export function createComparison(host: ComparisonHost): Comparison {
  let isAllowed = false;
  let commit: string | undefined = 'HEAD';
  let isRunning = false;
  let isAskedAgain = false;

  function look(): void {
    if (!isAllowed) return;
    if (isRunning) {
      isAskedAgain = true;
      return;
    }
    isRunning = true;
    void compare().finally(() => {
      isRunning = false;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      look();
    });
  }

  async function compare(): Promise<void> {
    const uris = host.files().filter((uri) => /^file:.*(?:\.(?:ya?ml|json)|\/Kustomization)$/i.test(uri));
    const rest = new Set(uris);
    for (const folder of host.folders()) {
      const root = pathOf(folder);
      if (root === undefined) continue;
      const own = uris.filter((uri) => uri.startsWith(`${folder}/`) && rest.delete(uri));
      const paths = new Map(own.flatMap((uri) => pathAnd(uri)));
      if (paths.size === 0) continue;
      const found = commit === undefined ? undefined : await committedTexts(root, commit, [...paths.keys()]);
      const texts = found && 'texts' in found ? found.texts : undefined;
      for (const [path, uri] of paths) host.take(uri, texts?.get(path));
    }
    host.done();
  }

  return {
    allow: () => {
      isAllowed = true;
      look();
    },
    setCommit: (to) => {
      commit = to;
    },
    look,
  };
}

/** A file's path with its URI; nothing for a URI that names no path. */
function pathAnd(uri: string): [string, string][] {
  const path = pathOf(uri);
  return path === undefined ? [] : [[path, uri]];
}
