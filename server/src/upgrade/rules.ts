import { type ChangedDefault, changesBetween, factsOf, lifeOf } from '../knowledge/facts.ts';
import { resolveKey } from '../knowledge/keys.ts';
import { parseSetting } from '../knowledge/setting.ts';
import { successorOf } from '../knowledge/successors.ts';
import { compareVersions } from '../knowledge/versions.ts';
import { type Config, setting, slotFor } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import { choice, fix, remove, rename, set } from '../model/fix.ts';
import { durationText } from '../model/quantity.ts';
import { isSet } from '../model/value.ts';
import { entriesOf, versionOf } from '../rules/configured.ts';
import type { Report, Rule } from '../rules/rule.ts';
import { sources } from '../rules/sources.ts';

interface Idea {
  id: string;
  title: string;
  why: string;
  severity: 'error' | 'warning' | 'information';
  check: Rule['check'];
}

const rule = ({ id, title, why, severity, check }: Idea): Rule => ({
  id,
  title,
  why,
  category: 'upgrade',
  levels: { production: severity, dev: severity },
  sources: [sources.kafkaUpgrade],
  check,
  examples: [],
});

/**
 * What a move to Kafka `to` changes for a deployment, as rules: they are run over the same files, and reported and
 * fixed in the same way, as the rules about how a deployment should be.
 */
export function upgradeRules(to: string): Rule[] {
  return [
    rule({
      id: 'upgrade-zookeeper',
      title: 'ZooKeeper mode ends with Kafka 3.9',
      why: 'Kafka 4.0 runs with KRaft only. A cluster moves to KRaft on 3.9 and to 4 afterwards.',
      severity: 'error',
      check: {
        cluster(cluster, report) {
          if (cluster.mode !== 'zookeeper' || compareVersions(to, '4.0') < 0) return;
          report(
            cluster.place,
            `this cluster runs with ZooKeeper: Kafka ${to} does not start with it. Migrate it to KRaft on 3.9 first.`,
            { refused: true },
          );
        },
      },
    }),
    rule({
      id: 'upgrade-removed-key',
      title: 'The key is gone in the version upgraded to',
      why: 'Brokers and clients ignore keys that they no longer know; a topic with one is refused.',
      severity: 'warning',
      check: { configuration: (configuration, report) => removedKeys(configuration, to, report) },
    }),
    rule({
      id: 'upgrade-required-key',
      title: 'The version upgraded to does not start without the key',
      why: 'Newer versions ask for keys that older ones had defaults for.',
      severity: 'error',
      check: { configuration: (configuration, report) => requiredKeys(configuration, to, report) },
    }),
    rule({
      id: 'upgrade-refused-value',
      title: 'The version upgraded to refuses the value',
      why: 'Newer versions set tighter bounds; a value that was fine until now keeps them from starting.',
      severity: 'error',
      check: { configuration: (configuration, report) => refusedValues(configuration, to, report) },
    }),
    rule({
      id: 'upgrade-changed-default',
      title: 'A default changes that this deployment relies on',
      why: 'A key that nobody wrote follows the version. Writing the old default keeps the behavior.',
      severity: 'information',
      check: { configuration: (configuration, report) => changedDefaults(configuration, to, report) },
    }),
  ];
}

/** The version upgraded from; a deployment that is there already has nothing to move. */
function versionBefore(configuration: Configuration, to: string): string | undefined {
  const from = versionOf(configuration);
  return compareVersions(from, to) < 0 ? from : undefined;
}

function removedKeys(configuration: Configuration, to: string, report: Report): void {
  const { config } = configuration;
  if (config.version !== undefined && compareVersions(config.version, to) >= 0) return;
  // Without ZooKeeper's keys such a broker is none at all: upgrade-zookeeper says what comes first.
  const onZookeeper = config.entries.has('zookeeper.connect') && !config.entries.has('process.roles');
  for (const entry of entriesOf(configuration)) {
    if (onZookeeper && entry.key.startsWith('zookeeper.')) continue;
    const known = resolveKey(config.scope, entry.key)?.facts;
    if (!known || resolveKey(config.scope, entry.key, to)?.facts || factsOf(known.scope, known.key, to))
      continue;
    const removedIn = lifeOf(known.scope, known.key)?.removedIn;
    if (removedIn === undefined || compareVersions(removedIn, to) > 0) continue;
    const successor = successorOf(entry.key);
    const use = successor && !config.entries.has(successor.key) ? successor : undefined;
    report(
      entry.keyPlace,
      `${entry.key} is gone since Kafka ${removedIn}: ${config.scope === 'topic' ? 'the topic is refused' : 'it is ignored'}. ${use ? `Use ${use.key}` : 'Remove it'}.`,
      {
        tag: 'deprecated',
        ...(config.scope === 'topic' ? { refused: true } : {}),
        fixes: use
          ? use.sameValue
            ? [fix(`Rename to ${use.key}`, rename(entry.slot, use.key))]
            : []
          : [fix(`Remove ${entry.key}`, remove(entry.slot))],
      },
    );
  }
}

function requiredKeys(configuration: Configuration, to: string, report: Report): void {
  const { config } = configuration;
  const from = versionBefore(configuration, to);
  // Strimzi and containers write keys of their own; in ZooKeeper mode the mode itself is what must change.
  if (!from || config.open || configuration.platform !== 'apache' || config.entries.has('zookeeper.connect'))
    return;
  for (const key of changesBetween(config.scope, from, to).required) {
    if (config.entries.has(key)) continue;
    report(config.anchor, `${key} is not set: Kafka ${to} does not start without it. Set it.`, {
      refused: true,
    });
  }
}

function refusedValues(configuration: Configuration, to: string, report: Report): void {
  const { config } = configuration;
  const from = versionBefore(configuration, to);
  if (!from) return;
  for (const { key, value } of entriesOf(configuration)) {
    const after = resolveKey(config.scope, key, to)?.facts;
    const before = resolveKey(config.scope, key, from)?.facts;
    if (!isSet(value) || !after || !before || !('ok' in parseSetting(before, value.value))) continue;
    const parsed = parseSetting(after, value.value);
    if ('ok' in parsed) continue;
    const range = after.demands.find((demand) => demand.kind === 'range');
    const bound = range?.min !== undefined && Number(value.value) < range.min ? range.min : undefined;
    report(
      value,
      bound === undefined
        ? `${parsed.error.message}. Kafka ${to} does not start with it.`
        : `${key} = ${value.value} is below ${bound}, the least that Kafka ${to} takes: it does not start. Set it to ${bound} or more.`,
      {
        refused: true,
        fixes: bound === undefined ? [] : [choice(`Set ${key} to ${bound}`, set(value.slot, bound))],
      },
    );
  }
}

/** Defaults that are only spelled otherwise, or belong to what this deployment does not use, are no change to it. */
function matters(config: Config, { key, before, after }: ChangedDefault): boolean {
  if (before === undefined || key === 'metric.reporters' || key === 'group.consumer.assignors') return false;
  const members = (list: string | undefined) => list?.split(',').sort().join();
  if (members(before) === members(after)) return false;
  const tiered = setting(config, 'remote.log.storage.system.enable');
  return !key.startsWith('remote.log.') || (isSet(tiered) && tiered.value === 'true');
}

/** A default as people say it, with the number behind a duration. */
function shownDefault(key: string, text: string | undefined): string {
  if (text === undefined) return 'nothing';
  if (text === '') return 'an empty value';
  const number = Number(text);
  if (!/^\d+$/.test(text) || !key.endsWith('.ms')) return text;
  if (number >= Number.MAX_SAFE_INTEGER) return 'no limit';
  return number >= 1000 ? `${text} (${durationText(number)})` : text;
}

function changedDefaults(configuration: Configuration, to: string, report: Report): void {
  const { config } = configuration;
  const from = versionBefore(configuration, to);
  if (!from || config.open || config.scope === 'topic') return;
  for (const changed of changesBetween(config.scope, from, to).defaults) {
    const { key, before, after } = changed;
    if (config.entries.has(key) || !matters(config, changed)) continue;
    const shown = (text: string | undefined) => shownDefault(key, text);
    report(
      config.anchor,
      `${key} is not set: its default changes from ${shown(before)} to ${shown(after)} between Kafka ${from} and ${to}. Set it to keep the old one.`,
      {
        fixes:
          before === undefined
            ? []
            : [
                choice(
                  `Keep ${key} at ${before === '' ? 'an empty value' : before}`,
                  set(slotFor(config, key), before),
                ),
              ],
      },
    );
  }
}
