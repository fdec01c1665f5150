import { compareReleases, inRange, knownReleases, supportedKafka } from '../knowledge/strimzi/index.ts';
import { compareVersions } from '../knowledge/versions.ts';
import type { OperatorRange } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

export const strimziKafkaVersionUnsupported: Rule = {
  id: 'strimzi-kafka-version-unsupported',
  title: 'The operator cannot run this Kafka version',
  category: 'upgrade',
  levels: { production: 'error', dev: 'error' },
  why: `Each release of Strimzi ships images for a few Kafka versions and refuses a resource that names another. The
operator's release is taken from the settings (strimziVersion), else from the API version: kafka.strimzi.io/v1 means 0.49
or newer, v1beta2 means 0.51 or older.`,
  sources: [
    {
      title: 'Strimzi: supported versions',
      url: 'https://strimzi.io/downloads/',
    },
    sources.strimziChangelog,
  ],
  check: {
    broker({ version, strimzi, cluster: { operator } }, report) {
      if (strimzi) check(version, operator, report);
    },
    resource({ type, tree, operator }, report) {
      if (type === 'KafkaConnect' || type === 'KafkaMirrorMaker2')
        check(tree.get('spec', 'version').string(), operator, report);
    },
  },
  examples: [
    {
      bad: cluster({ version: 'version: «3.9.0»' }),
      good: cluster({ version: 'version: 4.3.1' }),
      fixed: cluster({ version: 'version: 4.0.0' }),
    },
    {
      strimziVersion: '1.2',
      bad: cluster({ version: 'version: «4.1.0»' }),
      good: cluster({ version: 'version: 4.3.0' }),
      fixed: cluster({ version: 'version: 4.2.0' }),
    },
  ],
};

function check(version: Value<string>, operator: OperatorRange, report: Report): void {
  if (!isSet(version) || !/^\d+(\.\d+)+$/.test(version.value)) return;
  const releases = knownReleases.filter((release) => inRange(release, operator));
  const supported = [...new Set(releases.flatMap((release) => supportedKafka(release) ?? []))].sort(
    compareVersions,
  );
  if (releases.length === 0 || supported.includes(version.value)) return;
  if (mayRunElsewhere(version.value, operator)) return;
  const [first, last] = [releases[0], releases.at(-1)];
  const who = first === last ? `Strimzi ${first}` : `no Strimzi from ${first} to ${last}`;
  const nearest =
    supported.find((one) => compareVersions(one, version.value) > 0) ?? supported.at(-1) ?? version.value;
  const verb = first === last ? 'does not run' : 'runs';
  const choices = supported.length <= 6 ? ` Use ${supported.join(', ')}.` : ` The nearest is ${nearest}.`;
  report(version, `${who} ${verb} Kafka ${version.value}: the operator refuses the resource.${choices}`, {
    refused: true,
    related: operator.from.map((place) => ({ place, message: 'this tells which operator it is' })),
    fixes: fixesFor(version, [nearest, ...supported.filter((one) => one !== nearest).reverse()].slice(0, 3)),
  });
}

const fixesFor = (version: Value<string>, names: string[]) =>
  names.map((name) => choice(`Set version to ${name}`, set(version.slot, name)));

/** A release that we do not know, older or newer than ours, may run what ours do not. */
function mayRunElsewhere(version: string, { min, max }: OperatorRange): boolean {
  const [oldest = '', newest = ''] = [knownReleases[0], knownReleases.at(-1)];
  const newestKafka = supportedKafka(newest)?.at(-1) ?? '';
  const oldestKafka = supportedKafka(oldest)?.[0] ?? '';
  if (compareVersions(version, newestKafka) > 0) return max === undefined || compareReleases(max, newest) > 0;
  return compareVersions(version, oldestKafka) < 0 && (min === undefined || compareReleases(min, oldest) < 0);
}
