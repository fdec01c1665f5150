import { list, setting } from '../model/config.ts';
import { choice, fix, remove, set } from '../model/fix.ts';
import { effective } from '../model/value.ts';
import { reportRefused } from './refused.ts';
import type { Rule } from './rule.ts';
import { broker, controller } from './sound.ts';
import { sources } from './sources.ts';

const NAMES = 'controller.listener.names';

export const kraftControllerListener: Rule = {
  id: 'kraft-controller-listener',
  title: "The controllers' listener does not fit the roles",
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `controller.listener.names says which listeners belong to controllers. A controller has them among its listeners, a
node with that role alone has no others, and a mere broker has none of them: it only needs the name and its protocol to
find the controllers. Anything else stops the node at start.`,
  sources: [sources.kafkaKraft],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      const names = setting(config, NAMES);
      const old = config.entries.get('control.plane.listener.name');
      const map = effective(list(config, 'listener.security.protocol.map')) ?? [];
      reportRefused(configuration, 'kraft-controller-listener', report, ({ keys }) => {
        if (old && keys.includes(old.key)) return [fix(`Remove ${old.key}`, remove(old.slot))];
        if (!config.entries.has(NAMES) && map.some((entry) => /^CONTROLLER\s*:/.test(entry)))
          return [choice(`Set ${NAMES} to CONTROLLER`, set(names.slot, 'CONTROLLER'))];
        return [];
      });
    },
  },
  examples: [
    {
      bad: { 'controller.properties': controller('controller.listener.names=«CONTROL»') },
      good: { 'controller.properties': controller('controller.listener.names=CONTROLLER') },
      fixed: false,
    },
    {
      bad: { 'server.properties': broker('«process.roles»=broker\n-controller.listener.names') },
      good: {
        'server.properties': broker(
          'process.roles=broker\n-controller.listener.names\ncontroller.listener.names=CONTROLLER',
        ),
      },
      kafkaVersion: '4.3.1',
    },
  ],
};
