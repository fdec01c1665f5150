import { repeated } from '../knowledge/repeated.ts';
import { list, setting } from '../model/config.ts';
import { fix, remove, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const logDirsShape: Rule = {
  id: 'log-dirs-shape',
  title: 'A log directory that is written twice, or not used',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `A directory that stands twice in log.dirs counts once, so a disk fewer than meant takes the load. log.dir is only read when
log.dirs is not there.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      if (config.scope !== 'broker') return;
      const [directories, single] = [list(config, 'log.dirs'), setting(config, 'log.dir')];
      if (isSet(directories)) {
        const unique = [...new Set(directories.value)];
        const twice = repeated(directories.value);
        if (twice !== undefined) {
          report(directories, `log.dirs names ${twice} twice: it counts once. Name each directory once.`, {
            fixes: [fix('Name each directory once', set(directories.slot, unique.join(',')))],
          });
        }
      }
      if (isSet(directories) && isSet(single)) {
        report(single, 'log.dir has no effect, because log.dirs is set. Remove log.dir.', {
          related: [{ place: directories.place, message: 'log.dirs counts' }],
          fixes: [fix('Remove log.dir', remove(single.slot))],
          tag: 'unnecessary',
        });
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('log.dirs=«/d1/kafka,/d1/kafka»') },
      good: { 'server.properties': broker('log.dirs=/d1/kafka') },
    },
    {
      bad: { 'server.properties': broker('log.dirs=/d1/kafka\nlog.dir=«/d2/kafka»') },
      good: { 'server.properties': broker('log.dirs=/d1/kafka') },
    },
  ],
};
