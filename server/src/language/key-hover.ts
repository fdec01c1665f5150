import { descriptionOf } from '../knowledge/descriptions.ts';
import { factsOf, lifeOf } from '../knowledge/facts.ts';
import { resolveKey } from '../knowledge/keys.ts';
import { counterpart } from '../knowledge/synonyms.ts';
import type { KeyFacts, Scope } from '../knowledge/table.ts';
import { newestVersion } from '../knowledge/versions.ts';
import type { Scope as ConfigScope } from '../model/config.ts';
import { rulePage } from '../rules/page.ts';
import { ruleKeys } from './generated/rule-keys.ts';
import { readable, unitOf, validValues } from './units.ts';

const anchors: Partial<Record<Scope, string>> = {
  broker: 'brokerconfigs',
  topic: 'topicconfigs',
  producer: 'producerconfigs',
  consumer: 'consumerconfigs',
  admin: 'adminclientconfigs',
  'connect-distributed': 'connectconfigs',
  'connect-standalone': 'connectconfigs',
  'source-connector': 'sourceconnectconfigs',
  'sink-connector': 'sinkconnectconfigs',
  streams: 'streamsconfigs',
};

/** The key's entry in Kafka's own documentation. */
export const documentation = (scope: Scope, key: string): string =>
  `https://kafka.apache.org/documentation/#${anchors[scope] ?? 'configuration'}_${key}`;

const updateModes = {
  'read-only': 'needs a restart',
  'per-broker': 'while running, for one broker',
  'cluster-wide': 'while running, for the whole cluster',
};

/** What Kafka knows about a key: one line, a small table, the version it holds for, and a link. */
export function keyHover(
  scope: ConfigScope,
  key: string,
  version: { value: string; why: string } | undefined,
  value?: string,
): string {
  const resolved = resolveKey(scope, key, version?.value);
  const facts = resolved?.facts ?? factsOf(scope, key);
  if (!facts) return `**${key}**  \nNot a key that Kafka knows: a plugin may read it.`;
  const said = value === undefined ? undefined : readable(facts.key, value);
  const rows = table(facts, key);
  const description = descriptionOf(facts.scope, facts.key);
  return [
    `**${key}**${said ? ` · ${said}` : ''}${description ? `  \n${description}` : ''}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, text]) => `| ${name} | ${text} |`),
    '',
    `Kafka ${version?.value ?? newestVersion}${version ? ` (${version.why})` : ' (newest known: the files name none)'} · [documentation](${documentation(facts.scope, facts.key)})`,
  ].join('\n');
}

function table(facts: KeyFacts, written: string): [string, string][] {
  const unit = unitOf(facts.key);
  const rows: [string, string | undefined][] = [
    ['means', facts.key === written ? undefined : `\`${facts.key}\` of ${scopeName(facts.scope)}`],
    ['type', facts.type.toLowerCase() + (unit ? `, ${unit}` : '')],
    ['default', facts.required ? 'none: Kafka does not start without it' : defaultText(facts)],
    ['valid', validValues(facts)?.replaceAll('|', '\\|')],
    ['changed', facts.update && updateModes[facts.update]],
    ['counterpart', counterpartText(facts)],
    ['versions', lifeText(facts)],
    ['rules', rulesText(facts.key)],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

const scopeName = (scope: Scope): string => `the ${scope.replace('-', ' ')}`;

function defaultText(facts: KeyFacts): string {
  if (facts.default === undefined) return 'none';
  if (facts.default === '') return 'empty';
  const said = readable(facts.key, facts.default);
  return `\`${facts.default}\`${said ? ` (${said})` : ''}`;
}

function counterpartText(facts: KeyFacts): string | undefined {
  const other = counterpart(facts.scope, facts.key);
  if (!other) return undefined;
  return facts.scope === 'topic'
    ? `\`${other}\` on the broker is the default`
    : `\`${other}\` on a topic wins`;
}

function rulesText(key: string): string | undefined {
  const ids = ruleKeys[key];
  return ids?.map((id) => `[${id}](${rulePage(id)})`).join(', ');
}

function lifeText(facts: KeyFacts): string | undefined {
  const life = lifeOf(facts.scope, facts.key);
  const words = [
    life?.since && `since ${life.since}`,
    life?.deprecatedIn && `deprecated in ${life.deprecatedIn}`,
    life?.removedIn && `removed in ${life.removedIn}`,
  ].filter((word) => word !== undefined && word !== '');
  return words.length > 0 ? words.join(', ') : undefined;
}
