import { knownThresholds } from '../../server/src/cluster/thresholds.ts';

/** The properties of a JSON schema for thresholds: each by its name, with its default and what it is. */
export const thresholdProperties = (): Record<string, object> =>
  Object.fromEntries(
    [...knownThresholds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { value, about }]) => [
        name,
        { type: 'number', minimum: 0, default: value, description: about },
      ]),
  );

/** package.json with the schema of the setting `kafkaReview.cluster.thresholds` brought up to the checks. */
export function manifestText(before: string): string {
  const manifest = JSON.parse(before);
  for (const { properties } of manifest.contributes.configuration) {
    const setting = properties['kafkaReview.cluster.thresholds'];
    if (setting) setting.properties = thresholdProperties();
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
