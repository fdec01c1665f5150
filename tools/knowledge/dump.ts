import { join } from 'node:path';
import { compile, java, repository } from './jars.ts';
import { releases } from './releases.ts';

/** A validator as DumpConfigs.java prints it: its class, its own text, and the fields that its class has. */
export interface DumpedValidator {
  class: string;
  text?: string;
  min?: number | string;
  max?: number | string;
  maxSize?: number;
  validStrings?: string[];
  validString?: DumpedValidator;
  validators?: DumpedValidator[];
  isEmptyAllowed?: boolean;
}

/** One key of one release. A default of null is left out; `required` says that there is none at all. */
export interface DumpedKey {
  type: string;
  importance: string;
  required: boolean;
  default?: string;
  validator?: DumpedValidator;
  update?: string;
  internal?: boolean;
  deprecated?: boolean;
}

/** All keys of one release by scope, and for topic keys the broker keys behind them with their unit conversion. */
export interface Dump {
  scopes: Record<string, Record<string, DumpedKey>>;
  synonyms: Record<string, [key: string, conversion: string][]>;
}

/** Asks a release's own classes for its configuration definitions. */
export async function dump(version: string): Promise<Dump> {
  const source = join(repository, 'tools/knowledge/java/DumpConfigs.java');
  const classes = await compile('knowledge', [source], releases[0]);
  const { synonyms, ...scopes } = JSON.parse(await java(classes, version, 'DumpConfigs'));
  return { scopes, synonyms };
}
