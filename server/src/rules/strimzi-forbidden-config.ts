import {
  type ForbiddenReason,
  fieldInsteadOf,
  filteredMaps,
  forbiddenConfig,
} from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import { fix, remove } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { apiOf, listed, pathText } from './structure.ts';

export const strimziForbiddenConfig: Rule = {
  id: 'strimzi-forbidden-config',
  title: 'A configuration key that the Strimzi operator takes out',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `The operator writes what it manages itself (listeners, security, storage, node ids, topics of Connect) and takes
keys with these prefixes out of config. It says so in its own log only: Kafka never sees the value.`,
  sources: [sources.strimziApi],
  check: {
    resource(resource, report) {
      const api = apiOf(resource);
      if (api === undefined) return;
      for (const map of filteredMaps(resource.tree, resource.type, api, resource.operator)) {
        checkMap(resource, api, map, report);
      }
    },
  },
  examples: [
    {
      bad: { ...cluster({ config: '«log.dirs»: /var/lib/kafka' }) },
      good: cluster(),
    },
    {
      bad: { ...cluster({ config: '«listener.name.internal-9093.ssl.client.auth»: required' }) },
      good: { ...cluster({ config: 'listener.name.internal-9093.max.connections: 100' }) },
      fixed: cluster(),
    },
  ],
};

function checkMap(resource: Resource, api: string, map: Tree, report: Report): void {
  const listeners = resource.type === 'Kafka' ? listenersOf(resource.tree) : undefined;
  const { operator, type } = resource;
  for (const { name, place, value } of map.fields()) {
    const options = { operator, ...(listeners !== undefined && { listeners }) };
    const reason = forbiddenConfig(type, api, map.slot.path, name, options);
    if (reason === undefined) continue;
    report(place, messageOf(name, map, reason), {
      fixes: [fix(`Remove ${name}, which has no effect`, remove(value.slot))],
      tag: 'unnecessary',
    });
  }
}

/** NAME-PORT of every listener; undefined when one of them cannot be known. */
function listenersOf(tree: Tree): string[] | undefined {
  const names = tree
    .get('spec', 'kafka', 'listeners')
    .items()
    .map((listener) => {
      const [name, port] = [
        effective(listener.get('name').string()),
        effective(listener.get('port').integer()),
      ];
      return name === undefined || port === undefined ? undefined : `${name}-${port}`;
    });
  return names.every((name) => name !== undefined) ? names : undefined;
}

function messageOf(key: string, map: Tree, reason: ForbiddenReason): string {
  const at = pathText(map.slot.path);
  if ('allowed' in reason) {
    return `${key} never reaches Kafka: the operator keeps only keys that begin with ${listed(reason.allowed)} in ${at}. Remove it.`;
  }
  const instead = fieldInsteadOf(key);
  const why = 'prefix' in reason && reason.prefix !== key ? ` (${reason.prefix}…)` : '';
  const advice = instead === undefined ? 'Remove it.' : `Use ${instead}.`;
  return `${key} never reaches Kafka: the operator takes it${why} out of ${at} and only logs it. ${advice}`;
}
