import { memo } from '../memo.ts';

/** Releases of Strimzi by major and minor version, both ends included; an end that is not known is left out. */
export interface StrimziRange {
  min?: string | undefined;
  max?: string | undefined;
}

/**
 * The Kafka versions that each release of Strimzi can run, its default last: kafka-versions.yaml of the release
 * branches 0.32 to 1.2.
 */
const kafkaVersions: Readonly<Record<string, string>> = {
  '0.32': '3.2.0 3.2.1 3.2.3 3.3.1',
  '0.33': '3.2.0 3.2.1 3.2.3 3.3.1 3.3.2 3.4.0',
  '0.34': '3.3.1 3.3.2 3.4.0',
  '0.35': '3.3.1 3.3.2 3.4.0',
  '0.36': '3.4.0 3.4.1 3.5.0 3.5.1',
  '0.37': '3.4.0 3.4.1 3.5.0 3.5.1',
  '0.38': '3.5.0 3.5.1 3.6.0',
  '0.39': '3.5.0 3.5.1 3.5.2 3.6.0 3.6.1',
  '0.40': '3.6.0 3.6.1 3.7.0',
  '0.41': '3.6.0 3.6.1 3.6.2 3.7.0',
  '0.42': '3.6.0 3.6.1 3.6.2 3.7.0 3.7.1',
  '0.43': '3.7.0 3.7.1 3.8.0',
  '0.44': '3.7.0 3.7.1 3.8.0',
  '0.45': '3.8.0 3.8.1 3.9.0 3.9.1 3.9.2',
  '0.46': '3.9.0 4.0.0',
  '0.47': '3.9.0 3.9.1 4.0.0',
  '0.48': '4.0.0 4.1.0',
  '0.49': '4.0.0 4.0.1 4.1.0 4.1.1',
  '0.50': '4.0.0 4.0.1 4.1.0 4.1.1',
  '0.51': '4.1.0 4.1.1 4.2.0',
  '1.0': '4.1.0 4.1.1 4.1.2 4.2.0',
  '1.1': '4.2.0 4.2.1 4.3.0',
  '1.2': '4.2.0 4.2.1 4.3.0 4.3.1',
};

/** The releases of Strimzi whose Kafka versions are known, oldest first, by major and minor version. */
export const knownReleases: readonly string[] = Object.keys(kafkaVersions);

/** The Kafka versions that a release of Strimzi can run, oldest first; undefined for a release that is not known. */
export function supportedKafka(strimzi: string): readonly string[] | undefined {
  return kafkaVersions[minorOf(strimzi)]?.split(' ');
}

/** The Kafka version that a release of Strimzi runs when the resource names none. */
export const defaultKafka = (strimzi: string): string | undefined => supportedKafka(strimzi)?.at(-1);

/**
 * The first and last release of Strimzi that can run a Kafka version; undefined when no known release can. What the
 * newest known release runs, a later one may run as well: then there is no last one.
 */
export function strimziRangeFor(kafkaVersion: string): StrimziRange | undefined {
  const able = knownReleases.filter((release) => supportedKafka(release)?.includes(kafkaVersion));
  const [min, max] = [able[0], able.at(-1)];
  if (min === undefined) return undefined;
  return max === knownReleases.at(-1) ? { min } : { min, max };
}

/**
 * The releases of Strimzi that serve an API version of a kind. Source: the versions served by the
 * CustomResourceDefinitions of 0.21 to 1.2 (v1 since 0.49; v1beta2 since 0.22, gone in 1.0; the first versions gone in
 * 0.23 but for topics and users). Undefined for a version that no release serves.
 */
export function servedBy(kind: string, api: string): StrimziRange | undefined {
  if (api === 'v1') return { min: '0.49' };
  const lasting = kind === 'KafkaTopic' || kind === 'KafkaUser';
  if (api === 'v1beta2') return { min: kind === 'KafkaNodePool' ? '0.36' : '0.22', max: '0.51' };
  if (api === 'v1alpha1' || (api === 'v1beta1' && (lasting || kind === 'Kafka' || kind === 'KafkaConnect'))) {
    return kind === 'KafkaNodePool' ? undefined : { max: lasting ? '0.51' : '0.22' };
  }
  return undefined;
}

/** Compares two versions by major and minor number: negative when `a` is the older one. */
export function compareReleases(a: string, b: string): number {
  const [first, second] = [numbers(a), numbers(b)];
  return first.major - second.major || first.minor - second.minor;
}

/** Whether a release lies in a range; an open end holds everything. */
export function inRange(release: string, { min, max }: StrimziRange): boolean {
  if (min !== undefined && compareReleases(release, min) < 0) return false;
  return max === undefined || compareReleases(release, max) <= 0;
}

/** The releases that both ranges hold; undefined when they hold none in common. */
export function intersect(a: StrimziRange, b: StrimziRange): StrimziRange | undefined {
  const min = later(a.min, b.min);
  const max = earlier(a.max, b.max);
  if (min !== undefined && max !== undefined && compareReleases(min, max) > 0) return undefined;
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && compareReleases(a, b) < 0) ? b : a;

const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && compareReleases(a, b) > 0) ? b : a;

/** Major and minor version of a full one: 0.45.1 is 0.45. */
export function minorOf(version: string): string {
  const { major, minor } = numbers(version);
  return `${major}.${minor}`;
}

const numbers = memo((version: string): { major: number; minor: number } => {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return { major, minor };
});
