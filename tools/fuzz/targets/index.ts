import type { Target } from '../target.ts';
import { clientProperties, fileBytes, protocol } from './connection.ts';
import { fileTargets } from './files.ts';
import { kustomize } from './kustomize.ts';
import { yamlReaders } from './parsers.ts';
import { patterns, settings, suppressions } from './settings.ts';
import { workspace } from './workspace.ts';

/** All that is fuzzed. */
export const targets: Target[] = [
  ...fileTargets,
  yamlReaders,
  suppressions,
  settings,
  patterns,
  workspace,
  kustomize,
  clientProperties,
  protocol,
  fileBytes,
];
