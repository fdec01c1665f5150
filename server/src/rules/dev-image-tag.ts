import { isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { containers } from './sound.ts';
import { sources } from './sources.ts';

/** Images that get no more fixes, and since when or why. */
const abandoned: readonly [image: RegExp, why: string][] = [
  [/(^|\/)wurstmeister\/kafka\b/, 'wurstmeister/kafka is no longer maintained'],
  [
    /(^|\/)bitnami(legacy)?\/kafka\b/,
    'free images of Bitnami have had no updates since August 2025, when they moved to bitnamilegacy',
  ],
  [
    /\/cp-(?:enterprise-)?(?:kafka|server)[\w-]*:[56]\./,
    'Confluent Platform 5 and 6 are past the end of their support',
  ],
];

export const devImageTag: Rule = {
  id: 'dev-image-tag',
  title: 'An image that changes by itself, or never again',
  category: 'operations',
  levels: { production: 'information', dev: 'hint' },
  why: `Without a version in its tag an image is another one after the next pull: a restart may then be an upgrade over
a major version, and Kafka 4 starts with no file that was written for ZooKeeper. Images that are no longer built keep
every vulnerability that is found from now on.`,
  sources: [
    {
      title: 'Docker: image tags and digests',
      url: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    },
    {
      title: 'Bitnami: changes to the catalog',
      url: 'https://github.com/bitnami/containers/issues/83267',
    },
    sources.kafkaUpgrade,
  ],
  check: {
    broker({ image }, report) {
      check(image, report);
    },
    resource({ type, tree }, report) {
      if (type === 'Kafka') check(tree.get('spec', 'kafka', 'image').string(), report);
    },
  },
  examples: [
    {
      bad: { 'compose.yaml': containers('«apache/kafka:latest»') },
      good: { 'compose.yaml': containers() },
      fixed: false,
    },
  ],
};

function check(image: Value<string> | undefined, report: Report): void {
  if (!isSet(image)) return;
  const old = abandoned.find(([pattern]) => pattern.test(image.value));
  if (old) {
    report(image, `${old[1]}. Use one that is maintained, such as apache/kafka:4.3.1.`);
    return;
  }
  if (!isMoving(image.value)) return;
  report(
    image,
    `${image.value} is another image after each pull, so a restart may be an upgrade. Name a version, as in apache/kafka:4.3.1.`,
  );
}

/** No tag and no digest, or the tag that always means the newest. */
const isMoving = (image: string): boolean =>
  !image.includes('@') && (/:latest$/.test(image) || !/:[^/]*$/.test(image));
