import type { Details } from './rule.ts';

const JAAS = 'sasl.jaas.config';
const BEHIND_PREFIX = `.${JAAS}`;

/** Is the key a login module with its options, whatever prefix it carries? */
export const isJaas = (key: string): boolean => key === JAAS || key.endsWith(BEHIND_PREFIX);

/** Does the name of a plugin's key say that its value is a secret? */
export const isSecretName = (key: string): boolean =>
  /(password|passwd|secret|secret\.(access\.)?key|credentials|basic\.auth\.user\.info|api\.?key|auth\.?token|access\.?token|private\.?key)$/i.test(
    key,
  );

/** A reference that a configuration provider resolves: `\${file:path:key}`. */
export const isReference = (value: string): boolean => /\$\{[^}]*\}/.test(value);

/** Words of tutorials: no secret, but a bad habit. */
const SAMPLE =
  /^(changeit|changeme|change-me|confluent|test\d*|password\d*|secret|admin|admin-secret|[a-z]+-secret|kafka|kafkapass|example|your-?password|\*+|x+)$/i;

/** Is this secret a word of tutorials? */
export const isSample = (text: string): boolean => SAMPLE.test(text.trim());

/** Forms that a person fills in; ${X} and its like are filled in by a program. */
const PLACEHOLDER =
  /^(\{\w+\}|<[A-Za-z][\w .-]*>|CHANGE[-_ ]?ME|REPLACE[-_ ]?ME|TODO|FIXME|xxx+|_*your[-_][\w-]+)$/i;

/** Does a person still have to fill in this value? */
export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text.trim());

/** Does a person still have to fill in this secret? A word that works as a password when it is left is a sample. */
export const isSecretPlaceholder = (text: string): boolean => isPlaceholder(text) && !isSample(text);

/** Lower levels for a secret that is a word of tutorials. */
export const sampleLevels = (text: string): Pick<Details, 'levels'> =>
  isSample(text) ? { levels: { production: 'information', dev: 'off' } } : {};
