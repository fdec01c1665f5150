import { type Check, count, some } from '../check.ts';

export const dynamicOverrides: Check = {
  id: 'live-dynamic-overrides',
  title: 'Broker settings were changed at run time',
  why: 'A dynamic value wins over the file and survives restarts: whoever reads server.properties reads something else than what holds.',
  sources: ['https://kafka.apache.org/documentation/#dynamicbrokerconfigs'],
  check(snapshot) {
    const keys = new Map<string, Set<number>>();
    for (const { id, config } of snapshot.brokers) {
      for (const { name, source } of config.state === 'read' ? config.value : []) {
        if (source !== 'dynamic-broker' && source !== 'dynamic-default') continue;
        // ELR moves this key into the cluster's metadata by itself.
        if (
          name === 'min.insync.replicas' &&
          (snapshot.features['eligible.leader.replicas.version'] ?? 0) > 0
        )
          continue;
        keys.set(name, (keys.get(name) ?? new Set()).add(id));
      }
    }
    if (keys.size === 0) return [];
    return [
      {
        severity: 'information',
        subject: { kind: 'cluster' },
        message: `${count(keys.size, 'broker setting')} set dynamically, over the files: ${some([...keys.keys()].sort())}. Bring the files in line, or delete the override with kafka-configs.`,
      },
    ];
  },
};
