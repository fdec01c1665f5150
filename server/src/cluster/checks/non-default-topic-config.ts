import { type Check, count, some, sources } from '../check.ts';

/** What a topic's owner decides; every other key is usually left to the cluster. */
const ownersKeys =
  /^(cleanup\.policy|compression\..+|delete\.retention\.ms|(local\.)?retention\.(ms|bytes)|m(ax|in)\.(compaction\.lag\.ms|cleanable\.dirty\.ratio)|max\.message\.bytes|message\.timestamp\.type|min\.insync\.replicas|remote\.(storage\.enable|log\..+)|segment\.(bytes|ms))$/;

export const nonDefaultTopicConfig: Check = {
  id: 'live-non-default-topic-config',
  title: 'Topics set what is usually left to the cluster',
  why: 'A setting on the topic wins over the brokers’ own and is forgotten there: a throttle after a reassignment, a flush for one test, an unclean election in an emergency.',
  sources: ['https://kafka.apache.org/documentation/#topicconfigs', sources.mskGuide],
  check(snapshot) {
    const topics = new Map<string, string[]>();
    for (const { name, internal, config } of snapshot.topics) {
      if (internal || name.startsWith('_') || config.state !== 'read') continue;
      for (const { name: key, value, source } of config.value) {
        if (source !== 'topic' || ownersKeys.test(key)) continue;
        const setting = key.endsWith('.throttled.replicas') ? key : `${key}=${value}`;
        topics.set(setting, [...(topics.get(setting) ?? []), name]);
      }
    }
    if (topics.size === 0) return [];
    const settings = [...topics].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      {
        severity: 'information',
        subject: { kind: 'cluster' },
        message: `${count(settings.length, 'setting')} on topics that are usually left to the cluster: ${some(
          settings.map(([setting, names]) => `${setting} (${some(names, 3)})`),
        )}. Delete with kafka-configs what nobody needs any more.`,
      },
    ];
  },
};
