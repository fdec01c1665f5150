import { compareReleases } from '../knowledge/strimzi/index.ts';
import { isOlder } from '../knowledge/versions.ts';
import type { Resource } from '../model/deployment.ts';
import { effective, isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

/** Where loggers stand, and where the Kafka version does. */
const places: Readonly<Record<string, { logging: string[][]; version: string[] }>> = {
  Kafka: { logging: [['kafka', 'logging']], version: ['kafka', 'version'] },
  KafkaConnect: { logging: [['logging']], version: ['version'] },
  KafkaMirrorMaker2: { logging: [['logging']], version: ['version'] },
};

/** From this operator on, every Kafka version that it runs logs by Log4j 2. */
const ALL_LOG4J2 = '0.48';

/** How Log4j 1 spells loggers, and the variables of Strimzi's own configuration for it. */
const OLD = /^log4j\.|\.root\.logger\.level$/;

const logging = (loggers: string) =>
  `logging:\n  type: inline\n  loggers:\n${loggers.replace(/^/gm, '    ')}`;

export const log4j1Config: Rule = {
  id: 'log4j1-config',
  title: 'Loggers that Kafka 4 does not know',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'information' },
  why: `Kafka 4.0 changed from Log4j 1 to Log4j 2, and the names of its settings with it. Strimzi puts inline loggers into the
configuration as they are, so a level in the old spelling changes nothing: the log stays at INFO when somebody needs it
most.`,
  sources: [
    sources.kafkaUpgrade,
    sources.strimziChangelog,
    {
      title: 'Apache Log4j: migrating from Log4j 1',
      url: 'https://logging.apache.org/log4j/2.x/migrate-from-log4j1.html',
    },
  ],
  check: { resource: check },
  examples: [
    {
      bad: cluster({
        kafka: logging('«kafka.root.logger.level»: INFO\nlog4j.logger.kafka.request.logger: DEBUG'),
      }),
      good: cluster({
        kafka: logging(
          'rootLogger.level: INFO\nlogger.request.name: kafka.request.logger\nlogger.request.level: DEBUG',
        ),
      }),
      fixed: false,
    },
  ],
};

function check({ type, tree, operator: { min } }: Resource, report: Report): void {
  // A resource may be of the kind `constructor`, which every object has.
  const known = Object.hasOwn(places, type) ? places[type] : undefined;
  if (!known) return;
  const spec = tree.get('spec');
  const version = effective(spec.get(...known.version).string());
  const isNew =
    version === undefined
      ? min !== undefined && compareReleases(min, ALL_LOG4J2) >= 0
      : !isOlder(version, '4.0');
  if (!isNew) return;
  for (const path of known.logging) {
    const at = spec.get(...path);
    const kind = at.get('type').string();
    if (!isSet(kind) || kind.value !== 'inline') continue;
    const [first, ...others] = at
      .get('loggers')
      .fields()
      .filter(({ name }) => OLD.test(name));
    if (!first) continue;
    report(
      first.place,
      `${first.name} is of Log4j 1, and Kafka ${version ?? '4'} logs by Log4j 2: it changes nothing. Write rootLogger.level, or logger.ID.name and logger.ID.level.`,
      { related: others.slice(0, 5).map(({ name, place }) => ({ place, message: `${name} too` })) },
    );
  }
}
