import { factsOf } from '../knowledge/facts.ts';
import { parseSetting, splitList } from '../knowledge/setting.ts';
import type { KeyFacts } from '../knowledge/table.ts';
import { setting } from '../model/config.ts';
import type { Broker } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isBroker } from '../model/roles.ts';
import { effective, isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const clusterConfigDrift: Rule = {
  id: 'cluster-config-drift',
  title: 'The nodes of one cluster do not agree',
  category: 'operations',
  levels: { production: 'warning', dev: 'information' },
  why: `What a topic gets by default, which records are taken and who is let in depends on the broker that answers. When
the brokers' files differ, the cluster behaves differently from one leader election to the next.`,
  sources: [sources.kafkaOps, sources.kafkaBrokerConfigs],
  check: {
    cluster({ members, platform }, report) {
      if (platform === 'strimzi') return;
      for (const group of [members.filter(isBroker), members.filter((node) => !isBroker(node))]) {
        if (group.length < 2) continue;
        const keys = new Set(group.flatMap(({ config }) => [...config.entries.keys()]));
        for (const key of keys) if (SHARED.test(key) && !OWN.test(key)) compare(group, key, report);
      }
    },
  },
  examples: [
    {
      bad: {
        'server-1.properties': broker('node.id=1\nbroker.rack=a\nlog.retention.hours=168'),
        'server-2.properties': broker('node.id=2\nbroker.rack=b\nlog.retention.hours=168'),
        'server-3.properties': broker('node.id=3\nbroker.rack=c\nlog.retention.hours=«24»'),
      },
      good: {
        'server-1.properties': broker('node.id=1\nbroker.rack=a\nlog.retention.hours=168'),
        'server-2.properties': broker('node.id=2\nbroker.rack=b\nlog.retention.hours=168'),
        'server-3.properties': broker('node.id=3\nbroker.rack=c\nlog.retention.hours=168'),
      },
    },
  ],
};

/** Settings that mean something to the whole cluster; threads, buffers and folders are each machine's own. */
const SHARED =
  /^(?:default\.replication\.factor|min\.insync\.replicas|num\.partitions|unclean\.leader\.election\.enable|auto\.create\.topics\.enable|delete\.topic\.enable|message\.max\.bytes|compression\.type|replica\.lag\.time\.max\.ms|replica\.selector\.class|authorizer\.class\.name|super\.users|allow\.everyone\.if\.no\.acl\.found|listener\.security\.protocol\.map|inter\.broker\.\S+|security\.inter\.broker\.protocol|sasl\.(?:enabled\.mechanisms|mechanism\.inter\.broker\.protocol)|controller\.listener\.names|controller\.quorum\.(?:voters|bootstrap\.servers)|zookeeper\.(?:connect|session\.timeout\.ms|connection\.timeout\.ms)|log\.(?:retention|roll|cleanup|segment|message)\.\S+|(?:offsets|transaction|group|transactional)\.\S+)$/;

const OWN = /thread|buffer|\.dirs?$/;

/** A value as Kafka compares it: numbers and booleans by what they mean, lists without order. */
function canonical(facts: KeyFacts | undefined, key: string, text: string): string {
  const parsed = facts && parseSetting(facts, text);
  if (facts?.type === 'LIST' || UNORDERED.test(key))
    return splitList(text)
      .map((item) => item.toLowerCase())
      .sort()
      .join(',');
  return parsed && 'ok' in parsed ? String(parsed.ok) : text.trim();
}

const UNORDERED = /^(?:zookeeper\.connect|listener\.security\.protocol\.map|controller\.quorum\.\S+)$/;

/** What holds for a key on one node: written, or Kafka's default. */
interface Vote {
  node: Broker;
  value: Value<string>;
  text: string;
}

function compare(group: Broker[], key: string, report: Report): void {
  const votes = new Map<string, Vote[]>();
  for (const node of group) {
    const value = setting(node.config, key);
    const text = effective(value);
    // Where one is unknown, or has no default to compare with, nothing is concluded.
    if (text === undefined) return;
    const meaning = canonical(factsOf('broker', key, node.config.version), key, text);
    votes.set(meaning, [...(votes.get(meaning) ?? []), { node, value, text }]);
  }
  const [most = [], ...others] = [...votes.values()].sort((a, b) => b.length - a.length);
  const model = most.find(({ value }) => isSet(value)) ?? most[0];
  if (!model) return;
  for (const { node, value, text } of others.flat()) {
    report(
      isSet(value) ? value : node.place,
      `${key} is ${shown(text)}${isSet(value) ? '' : ' (the default)'} here and ${shown(model.text)} on ${most.length} of ${group.length} nodes: the cluster behaves differently from leader to leader. Make them agree.`,
      {
        related: isSet(model.value)
          ? [{ place: model.value.place, message: `${key} is ${shown(model.text)} here` }]
          : [],
        fixes: [choice(`Set ${key} to ${shown(model.text)}`, set(value.slot, model.text))],
      },
    );
  }
}

const shown = (text: string): string => (text.length > 50 ? `${text.slice(0, 50)}…` : text || 'empty');
