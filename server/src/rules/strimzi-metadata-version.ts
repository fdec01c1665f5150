import { compareVersions, isOlder, lineOf } from '../knowledge/versions.ts';
import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

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
      if (!isSet(metadata) || !/^\d+\.\d+(-IV\d+)?$/.test(metadata.value)) return;
      const line = lineOf(metadata.value);
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
      bad: cluster({ kafka: 'metadataVersion: «"4.4"»' }),
      good: cluster({ kafka: 'metadataVersion: "4.3"' }),
    },
  ],
};
