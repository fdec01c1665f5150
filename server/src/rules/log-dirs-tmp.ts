import { list, setting } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { plays } from '../model/roles.ts';
import { effective, isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker, controller } from './sound.ts';
import { sources } from './sources.ts';

export const logDirsTmp: Rule = {
  id: 'log-dirs-tmp',
  title: 'Records are kept in a directory for temporary files',
  category: 'durability',
  levels: { production: 'warning', dev: 'hint' },
  why: `The operating system empties /tmp at boot and may delete old files from it while Kafka runs: segments, the
metadata log or the whole directory go. Kafka's default and its sample file point there for a first try.`,
  sources: [sources.kafkaBrokerConfigs, sources.azRacks],
  check: {
    broker(broker, report) {
      // Elsewhere the operator or the image says where the disks are.
      if (broker.platform !== 'apache') return;
      checkLogDirs(broker, report);
      const metadata = setting(broker.config, 'metadata.log.dir');
      if (isSet(metadata) && isTemporary(metadata.value))
        report(metadata, text('metadata.log.dir', metadata.value), {
          fixes: [
            choice(
              'Set metadata.log.dir to /var/lib/kafka/metadata',
              set(metadata.slot, '/var/lib/kafka/metadata'),
            ),
          ],
        });
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('log.dirs=«/tmp/kafka-logs»') },
      good: { 'server.properties': broker('log.dirs=/var/lib/kafka/data') },
    },
    {
      bad: { 'server.properties': broker('log.dirs=«/disk1/kafka,/var/tmp/kafka»') },
      good: { 'server.properties': broker('log.dirs=/disk1/kafka,/disk2/kafka') },
      fixed: { 'server.properties': broker('log.dirs=/disk1/kafka,/var/lib/kafka/data') },
    },
    {
      bad: { 'controller.properties': controller('-log.dirs').replace('process.roles', '«process.roles»') },
      good: { 'controller.properties': controller('log.dirs=/var/lib/kafka/metadata') },
      fixed: { 'controller.properties': controller('-log.dirs\nlog.dirs=/var/lib/kafka/metadata') },
    },
    {
      bad: { 'server.properties': broker('metadata.log.dir=«/tmp/metadata»') },
      good: { 'server.properties': broker('metadata.log.dir=/var/lib/kafka/metadata') },
    },
  ],
};

const isTemporary = (directory: string): boolean => /^\/(var\/)?tmp(\/|$)/.test(directory);

const text = (key: string, directory: string): string =>
  `${key} = ${directory}: the operating system empties this directory at boot, and the records with it. Use a disk of Kafka's own.`;

/** log.dirs counts; without it log.dir; without both the default below /tmp. */
function checkLogDirs({ config, roles }: Broker, report: Report): void {
  const dirs = list(config, 'log.dirs');
  const key = dirs.state === 'unset' ? 'log.dir' : 'log.dirs';
  const value = key === 'log.dir' ? list(config, key) : dirs;
  const directories = effective(value);
  const temporary = directories?.find(isTemporary);
  if (!directories || temporary === undefined) return;
  const onlyController = isSet(roles) && !plays(roles, 'broker');
  const good = onlyController ? '/var/lib/kafka/metadata' : '/var/lib/kafka/data';
  const written = directories.map((one) => (one === temporary ? good : one)).join(',');
  const slot = isSet(value) ? value.slot : dirs.slot;
  const name = isSet(value) ? key : 'log.dirs';
  report(value, text(isSet(value) ? key : 'log.dirs is not set, so log.dir', temporary), {
    fixes: [choice(`Set ${name} to ${written}`, set(slot, written))],
  });
}
