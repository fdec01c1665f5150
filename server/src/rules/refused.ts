import { factsOf } from '../knowledge/facts.ts';
import { type Refusal, refusals, type Settings } from '../knowledge/refusal/refusal.ts';
import type { Scope } from '../knowledge/table.ts';
import { newestVersion } from '../knowledge/versions.ts';
import { has } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import type { Fix } from '../model/fix.ts';
import { type Place, textAt } from '../model/place.ts';
import { rememberLast } from '../model/remember.ts';
import { isSet } from '../model/value.ts';
import {
  entriesOf,
  entriesOfAnyVersion,
  isKraft,
  knownEntriesOf,
  readerOf,
  trailingComment,
} from './configured.ts';
import type { Report } from './rule.ts';

/** The rules that report what Kafka refuses; every refusal has exactly one of them. */
export type RefusedRule =
  | 'conflicting-values'
  | 'inter-broker-both'
  | 'inter-broker-listener-missing'
  | 'invalid-value'
  | 'kraft-controller-listener'
  | 'kraft-node-id'
  | 'kraft-voters-consistent'
  | 'listener-name-undefined'
  | 'replica-fetch-wait'
  | 'required-property'
  | 'sasl-inter-broker-mechanism';

interface Judged {
  refusal: Refusal;
  rule: RefusedRule | undefined;
  /** Refused by the newest version, while the deployment's own is not known and may take it. */
  newestOnly: boolean;
}

/** Reports what Kafka refuses in a configuration and this rule stands for, each on its key's value or on the header. */
export function reportRefused(
  configuration: Configuration,
  rule: RefusedRule,
  report: Report,
  fixesOf: (refusal: Refusal) => Fix[] = () => [],
): void {
  for (const { refusal, rule: own, newestOnly } of judged(configuration)) {
    if (own !== rule) continue;
    const release = newestOnly && !refusal.message.includes(newestVersion) ? ` (Kafka ${newestVersion})` : '';
    const message = `${refusal.message}${release}.${newestOnly ? '' : consequence(configuration, refusal.message)}`;
    report(placeOf(configuration, refusal), message, {
      ...(newestOnly ? { levels: { production: 'warning', dev: 'information' } } : { refused: true }),
      related: relatedTo(configuration, refusal),
      fixes: fixesOf(refusal),
    });
  }
}

/** What happens then, where the message does not say it. */
function consequence({ config }: Configuration, message: string): string {
  if (/\bstarts?\b|\brefuse|cannot find/.test(message)) return '';
  if (config.scope === 'topic') return ' The topic is refused.';
  const who = config.scope === 'broker' ? 'The node' : readerOf(config.scope).replace(/^a /, 'The ');
  return ` ${who} does not start.`;
}

/** Keys that the Strimzi operator writes: their values are not known here. */
const WRITTEN_BY_STRIMZI = [
  'process.roles',
  'node.id',
  'listeners',
  'advertised.listeners',
  'listener.security.protocol.map',
  'inter.broker.listener.name',
  'controller.listener.names',
  'controller.quorum.voters',
  'controller.quorum.bootstrap.servers',
  'log.dirs',
  'zookeeper.connect',
  'sasl.enabled.mechanisms',
];

function settingsOf(configuration: Configuration): Settings {
  const managed = configuration.platform === 'strimzi' && configuration.config.scope === 'broker';
  const settings = new Map<string, string | undefined>(
    managed ? WRITTEN_BY_STRIMZI.map((key) => [key, undefined]) : [],
  );
  // A key that nobody knows is refused at a topic only.
  const isTopic = configuration.config.scope === 'topic';
  for (const { key, value } of (isTopic ? entriesOf : entriesOfAnyVersion)(configuration)) {
    settings.set(key, isSet(value) ? value.value : undefined);
  }
  // A comment in a value is a finding of its own.
  for (const entry of knownEntriesOf(configuration))
    if (trailingComment(entry)) settings.set(entry.key, undefined);
  return settings;
}

/** The oldest version that a configuration without a version can be meant for, and the newest. */
function versionsFor(configuration: Configuration): [oldest: string, newest: string] {
  const { config } = configuration;
  if (config.version !== undefined) return [config.version, config.version];
  if (isKraft(configuration)) return ['3.3', newestVersion];
  return has(config, 'zookeeper.connect') && config.scope === 'broker'
    ? ['2.8', '3.9']
    : ['2.8', newestVersion];
}

const judged = rememberLast(judge);

function judge(configuration: Configuration): Judged[] {
  const { config } = configuration;
  // ZooKeeper and connectors check their settings themselves.
  if (UNCHECKED.includes(config.scope)) return [];
  const settings = settingsOf(configuration);
  const [oldest, newest] = versionsFor(configuration);
  const later = refusals(config.scope, settings, newest);
  if (later.length === 0) return [];
  const earlier = oldest === newest ? later : refusals(config.scope, settings, oldest);
  // The releases may name other keys beside it, or say it for another reason: the written key is what matters.
  const same = new Set(earlier.flatMap((refusal) => [signature(refusal), refusal.key]));
  const seen = new Set<string>();
  return later.flatMap((refusal) => {
    const rule = ruleOf(configuration, refusal, settings);
    // One value that breaks two comparisons is one finding.
    const id = `${rule} ${refusal.key ?? signature(refusal)}`;
    if (seen.has(id) || isPartial(configuration, refusal)) return [];
    seen.add(id);
    return [
      { refusal, rule, newestOnly: !same.has(signature(refusal)) && !(refusal.key && same.has(refusal.key)) },
    ];
  });
}

const UNCHECKED: readonly Scope[] = [
  'zookeeper',
  'source-connector',
  'sink-connector',
  'mm2-connector',
  'mm2',
];

const signature = ({ keys }: Refusal): string => [...keys].sort().join(' ');

/** Can something that is not in this file make the refusal go away: a template, the environment, a program's own settings? */
function isPartial(configuration: Configuration, { keys, missing }: Refusal): boolean {
  const { config } = configuration;
  if (config.open || isFragment(configuration)) return !keys.every((key) => config.entries.has(key));
  return missing === true && config.scope !== 'broker';
}

/**
 * A file that says neither who the node is nor which quorum or ensemble it belongs to gets the rest from somewhere else,
 * such as a container's environment or options of the start command.
 */
function isFragment(configuration: Configuration): boolean {
  const { scope, entries } = configuration.config;
  if (scope !== 'broker') return false;
  const joins = ['controller.quorum.voters', 'controller.quorum.bootstrap.servers', 'zookeeper.connect'];
  const named = isKraft(configuration) && (entries.has('node.id') || entries.has('broker.id'));
  return !named && !joins.some((key) => entries.has(key));
}

const INTER = 'inter.broker.listener.name';
const MAP = 'listener.security.protocol.map';
const ADVERTISED = 'advertised.listeners';

/** The rule that a refusal belongs to; undefined for what a rule of another kind reports better. */
function ruleOf(
  { config }: Configuration,
  { keys, missing, message }: Refusal,
  settings: Settings,
): RefusedRule | undefined {
  const [first = ''] = keys;
  if (keys.includes('super.users') || hasOwnRule(first, message, settings)) return undefined;
  const about = (...names: string[]): boolean => names.some((name) => keys.includes(name));
  const only = (...names: string[]): boolean => keys.every((name) => names.includes(name));
  // unknown-property, wrong-scope-property and removed-in-version explain a topic key that is not there.
  if (config.scope === 'topic' && !factsOf('topic', first, config.version)) return undefined;
  if (config.scope !== 'broker') {
    return keys.length === 1 ? 'invalid-value' : 'conflicting-values';
  }
  if (about('zookeeper.metadata.migration.enable')) return 'conflicting-values';
  if (only(INTER, 'security.inter.broker.protocol') && keys.length === 2) return 'inter-broker-both';
  if (about('sasl.mechanism.inter.broker.protocol')) return 'sasl-inter-broker-mechanism';
  if (about('replica.fetch.wait.max.ms') && keys.length === 2) return 'replica-fetch-wait';
  if (about('controller.quorum.voters') && keys.length > 1) return 'kraft-voters-consistent';
  if (about('controller.listener.names', 'control.plane.listener.name')) return 'kraft-controller-listener';
  if (about('node.id', 'broker.id')) return 'kraft-node-id';
  if (about(INTER) && about(ADVERTISED)) return 'inter-broker-listener-missing';
  // advertised-listeners-missing and advertised-listener-unroutable point at the address.
  if (only(ADVERTISED, 'listeners') && keys.length === 2) {
    const shown = settings.has(ADVERTISED) ? settings.get(ADVERTISED) : settings.get('listeners');
    return shown?.includes('//0.0.0.0:') ? undefined : 'listener-name-undefined';
  }
  if (about(INTER) || (about(MAP) && keys.length > 1) || about('early.start.listeners'))
    return 'listener-name-undefined';
  if (missing) return 'required-property';
  return keys.length === 1 || only('listeners', ADVERTISED, 'host.name')
    ? 'invalid-value'
    : 'conflicting-values';
}

/** listener-port-invalid, authorizer-wrong-mode and jaas-syntax (like super-users-format) point at the place within the value, and mend it. */
function hasOwnRule(key: string, message: string, settings: Settings): boolean {
  if (key === 'listeners' || key === ADVERTISED) return /: ports go from 0 to/.test(message);
  if (key === 'authorizer.class.name') return /\.(Simple)?AclAuthorizer$/.test(settings.get(key) ?? '');
  return /(^|\.)sasl\.jaas\.config$/.test(key) && /\bsemicolon\b/.test(message);
}

/** The word of the value that the refusal is about, or the value; the header where nothing is written. */
function placeOf({ config }: Configuration, { key, message }: Refusal): Place {
  const value = key === undefined ? undefined : config.entries.get(key)?.value;
  if (!value) return config.anchor;
  if (value.place.start === value.place.end) return config.entries.get(key ?? '')?.keyPlace ?? value.place;
  const word = (/"([^"]+)"/.exec(message) ?? /^\S+ (?:names|has|gives) ([^\s",;]+)/.exec(message))?.[1];
  const raw = textAt(value.place);
  const at = word === undefined ? -1 : wordIn(raw, word);
  if (word === undefined || at < 0) return value.place;
  return { ...value.place, start: value.place.start + at, end: value.place.start + at + word.length };
}

/** Where a word stands in a list, in upper or lower case, with no letter beside it. */
function wordIn(raw: string, word: string): number {
  const [text, wanted] = [raw.toLowerCase(), word.toLowerCase()];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + wanted.length] ?? ' '}`;
    if (!/[\w.-]/.test(around)) return at;
  }
  return -1;
}

function relatedTo({ config }: Configuration, { key, keys }: Refusal) {
  return keys.flatMap((other) => {
    const entry = other === key ? undefined : config.entries.get(other);
    return entry ? [{ place: entry.place, message: `${other} stands here` }] : [];
  });
}
