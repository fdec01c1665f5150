import { compareVersions, isOlder, lineOf } from '../knowledge/versions.ts';
import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

const versions = (version: string, metadata: string) =>
  cluster({ version: `version: ${version}\nmetadataVersion: ${metadata}` });

export const strimziDowngrade: Rule = {
  id: 'strimzi-downgrade',
  title: 'Kafka is taken back to an older version than its metadata',
  category: 'upgrade',
  levels: { production: 'error', dev: 'error' },
  why: `A cluster whose metadata has the form of a newer version cannot be read by an older one, and Kafka does not turn
metadata back once something in it is new. The operator refuses the older version while the metadata version is newer,
and cannot lower the metadata version. This rule compares with a commit of Git: the last one in the editor, the one
that --since names in the terminal.`,
  sources: [sources.kafkaUpgrade, sources.strimziDeploying],
  check: {
    resource({ type, tree, before }, report) {
      if (type !== 'Kafka' || !before) return;
      const [is, was] = [tree, before].map((one) => one.get('spec', 'kafka', 'version').string());
      const [metadata, old] = [tree, before].map((one) =>
        one.get('spec', 'kafka', 'metadataVersion').string(),
      );
      if (!isSet(was) || !is || !metadata || !old || metadata.state === 'unknown' || old.state === 'unknown')
        return;
      // Without a metadata version of its own, a cluster has that of its version.
      const format = isSet(old) ? old.value : was.value;
      if (isSet(is) && compareVersions(lineOf(is.value), lineOf(format)) < 0) {
        report(
          is,
          `version goes from ${was.value} back to ${is.value}, but the metadata is that of ${format}: the operator refuses it. Keep ${was.value}.`,
          {
            refused: true,
            fixes: [
              choice(
                `Set version to ${was.value}`,
                set(is.slot, was.value),
                ...(isSet(metadata) && isSet(old) ? [set(metadata.slot, old.value)] : []),
              ),
            ],
          },
        );
      } else if (isSet(metadata) && isOlderMetadata(metadata.value, format)) {
        report(
          metadata,
          `metadataVersion goes from ${format} back to ${metadata.value}: Kafka does not take metadata back. Keep ${format}.`,
          { fixes: [choice(`Set metadataVersion to ${format}`, set(metadata.slot, format))] },
        );
      }
    },
  },
  examples: [
    {
      before: versions('4.2.0', '4.2-IV1'),
      bad: versions('«4.1.0»', '4.1-IV1'),
      good: versions('4.2.0', '4.2-IV1'),
    },
    {
      before: versions('4.2.0', '4.2-IV1'),
      bad: versions('4.2.0', '«4.1-IV1»'),
      good: versions('4.2.0', '4.2-IV1'),
    },
  ],
};

/** '4.1-IV0' against '4.1-IV1', '4.0' against '4.1'; the last of a line is meant by the line alone. */
function isOlderMetadata(now: string, before: string): boolean {
  if (lineOf(now) !== lineOf(before)) return isOlder(lineOf(now), lineOf(before));
  const step = (text: string) => Number(/-IV(\d+)$/.exec(text)?.[1] ?? Number.POSITIVE_INFINITY);
  return step(now) < step(before);
}
