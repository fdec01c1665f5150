import { compareVersions, isOlder, lineOf } from '../knowledge/versions.ts';
import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

/** The last metadata version of each line that is whole. Source: MetadataVersion of Kafka 4.3.1, which was asked. */
const last: Readonly<Record<string, number>> = {
  '3.3': 3,
  '3.4': 0,
  '3.5': 2,
  '3.6': 2,
  '3.7': 4,
  '3.8': 0,
  '3.9': 0,
  '4.0': 3,
  '4.1': 1,
  '4.2': 1,
  '4.3': 0,
};

export const strimziMetadataVersion: Rule = {
  id: 'strimzi-metadata-version',
  title: 'The metadata version does not go with the Kafka version',
  category: 'upgrade',
  levels: { production: 'information', dev: 'off' },
  why: `The metadata version is the format in which brokers and controllers keep the cluster's metadata. It cannot be
above what the Kafka version writes, and the operator refuses one before 3.3. One below the Kafka version is an upgrade
that is not finished yet: new features stay off until it is raised.`,
  sources: [sources.strimziDeploying, sources.kafkaKraft],
  check: {
    broker({ strimzi, cluster: { version } }, report) {
      const metadata = strimzi?.metadataVersion;
      if (!isSet(metadata)) return;
      const line = lineOf(metadata.value);
      if (!isKnown(metadata.value)) {
        report(
          metadata,
          `${metadata.value} is no metadata version of Kafka: the operator refuses the resource. Write ${last[line] === undefined ? 'one such as 4.2-IV1' : `${line}, which means ${line}-IV${last[line]}`}.`,
          {
            refused: true,
            fixes:
              last[line] === undefined
                ? []
                : [choice(`Set metadataVersion to ${line}`, set(metadata.slot, line))],
          },
        );
        return;
      }
      if (isOlder(line, '3.3')) {
        report(
          metadata,
          `the metadata version ${metadata.value} is older than KRaft mode, which began with 3.3: the operator refuses it.`,
          {
            refused: true,
          },
        );
        return;
      }
      if (!version || !/^\d+\.\d+(\.\d+)?$/.test(version.value)) return;
      const running = lineOf(version.value);
      const difference = compareVersions(line, running);
      if (difference === 0) return;
      const related = version.from.map((place) => ({ place, message: `Kafka ${version.value}` }));
      const fixes = [choice(`Set metadataVersion to ${running}`, set(metadata.slot, running))];
      if (difference > 0) {
        report(
          metadata,
          `Kafka ${version.value} does not know the metadata version ${metadata.value}: the operator refuses it. Use ${running}.`,
          {
            refused: true,
            related,
            fixes,
          },
        );
        return;
      }
      report(
        metadata,
        `the metadata version ${metadata.value} is behind Kafka ${version.value}: features since then stay off. Raise it to ${running} once there is no way back.`,
        { related, fixes },
      );
    },
  },
  examples: [
    {
      bad: cluster({ kafka: 'metadataVersion: «"4.2"»' }),
      good: cluster({ kafka: 'metadataVersion: "4.3"' }),
    },
    {
      bad: cluster({ kafka: 'metadataVersion: «4.3-IV3»' }),
      good: cluster({ kafka: 'metadataVersion: "4.3"' }),
    },
    {
      bad: cluster({ kafka: 'metadataVersion: «"4.4"»' }),
      good: cluster({ kafka: 'metadataVersion: "4.3"' }),
    },
  ],
};

/** As Kafka reads it: a line with a number of its own, or with anything after a further dot, which is passed over. */
function isKnown(version: string): boolean {
  const [whole, line = '', number] = /^(\d+\.\d+)(?:-IV(\d+)|\..*)?$/.exec(version) ?? [];
  if (whole === undefined) return false;
  const newest = last[line];
  return number === undefined || newest === undefined || Number(number) <= newest;
}
