// What a person hands on when something with a cluster is wrong: figures, versions and reasons, never a secret and never
// the name of a topic, group, user or file.
import { count } from './check.ts';
import { addressText } from './connection.ts';
import type { DiagnosisKind } from './diagnose.ts';
import type { PolledCluster } from './polling.ts';
import type { BrokerAddress } from './protocol/broker.ts';
import type { BrokerState, ClusterSnapshot } from './snapshot/types.ts';
import { ago } from './words.ts';

/** A cluster as a host knows it. */
export interface SupportedCluster {
  name: string;
  bootstrap: BrokerAddress[];
  tls: boolean;
  /** The mechanism of the sign-in. */
  sasl?: string | undefined;
  polled: PolledCluster;
  /** When it could not be read (milliseconds since 1970), and why: the latest last. */
  failures: Failure[];
  /** What the connection was given: none of it is repeated, whatever a reason says. */
  given: string[];
}

export interface Failure {
  at: number;
  kind: DiagnosisKind;
  text: string;
}

/**
 * Lines about one cluster, the `index`th. Only with `hosts` they have its name, addresses, and the reasons of failures in
 * words, which name hosts; without, the kinds of failures.
 */
export function supportOf(
  cluster: SupportedCluster,
  { index, hosts, now }: { index: number; hosts: boolean; now: number },
): string {
  const { polled, tls, sasl, bootstrap, failures, given } = cluster;
  const { snapshot, health } = polled;
  const hide = (text: string): string =>
    given.filter((value) => value !== '').reduce((left, value) => left.replaceAll(value, '(hidden)'), text);
  const lines = [
    `Cluster ${index}: ${tls ? 'TLS' : 'no TLS'}, ${sasl ?? 'no sign-in'}, ${count(bootstrap.length, 'bootstrap server')}`,
    ...(hosts ? [`  name ${cluster.name}; bootstrap servers ${bootstrap.map(addressText).join(', ')}`] : []),
    ...(snapshot
      ? [`  read ${ago(now - snapshot.takenAt)} in ${snapshot.tookMs} ms, look ${polled.history.length}`]
      : ['  never read']),
    ...failures.map(
      ({ at, kind, text }) =>
        `  could not be read ${ago(now - at)}: ${kind}${hosts ? `, ${hide(text)}` : ''}`,
    ),
    ...(snapshot ? figuresOf(snapshot, (broker) => (hosts ? hide(silence(broker)) : kindOf(broker))) : []),
    ...(health
      ? [
          `  found: ${tallied(health.problems.map(({ check }) => check)) || 'nothing'}`,
          `  could not look: ${health.unchecked.map(({ check }) => check).join(', ') || 'none'}`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Sizes, versions, and what was not read, with the reasons why brokers are silent. */
function figuresOf(snapshot: ClusterSnapshot, silent: (broker: BrokerState) => string): string[] {
  const { brokers, topics, groups, features } = snapshot;
  const { list } = groups;
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions.length, 0);
  const kinds = tallied(list.map(({ kind }) => kind));
  const levels = Object.entries(features).map(([name, level]) => `${name} ${level}`);
  return [
    `  topics ${topics.length}, partitions ${partitions}, groups ${list.length}${kinds ? ` (${kinds})` : ''}`,
    ...brokers.map((broker) => `  broker ${broker.id}: ${stateOf(broker)}${silent(broker)}`),
    `  features: ${levels.join(', ') || 'none'}`,
    `  not read: ${tallied(unread(snapshot)) || 'nothing'}`,
    ...versionsOf(brokers),
  ];
}

function stateOf({ registered, fenced, answer, kafka }: BrokerState): string {
  const state = fenced ? 'fenced' : registered ? 'registered' : 'gone';
  return answer.state === 'answered'
    ? `${state}, Kafka ${kafka ?? 'unknown'}, answered in ${Math.round(answer.roundTripMs)} ms`
    : `${state}, silent`;
}

const kindOf = ({ answer }: BrokerState): string => (answer.state === 'silent' ? `: ${answer.kind}` : '');
const silence = ({ answer, host, port }: BrokerState): string =>
  `, ${host}:${port}${answer.state === 'silent' ? `: ${answer.kind}, ${answer.reason}` : ''}`;

/** Parts that were not read, each by what it is and why. */
function unread({ quorum, reassignments, acls, quotas, topics, brokers, groups }: ClusterSnapshot): string[] {
  const parts = [
    ['quorum', quorum],
    ['reassignments', reassignments],
    ['ACLs', acls],
    ['quotas', quotas],
    ...topics.map(({ config }) => ['configurations of topics', config] as const),
    ...brokers.map(({ config }) => ['configurations of brokers', config] as const),
    ...brokers.map(({ logDirs }) => ['log directories', logDirs] as const),
    ...groups.list.map(({ members }) => ['members of groups', members] as const),
    ...groups.list.map(({ offsets }) => ['offsets of groups', offsets] as const),
  ] as const;
  return parts.flatMap(([what, { state }]) => (state === 'read' ? [] : [`${what} ${state}`]));
}

/** The newest version of each request, brokers with the same ones together. */
function versionsOf(brokers: BrokerState[]): string[] {
  const same = new Map<string, number[]>();
  for (const { id, apiVersions } of brokers) {
    const text = Object.entries(apiVersions)
      .map(([key, version]) => `${key}:${version}`)
      .join(' ');
    if (text !== '') same.set(text, [...(same.get(text) ?? []), id]);
  }
  return [...same].map(([text, ids]) => `  API versions of broker ${ids.join(', ')}: ${text}`);
}

/** "live-at-min-isr 2, live-unsecured 1". */
function tallied(words: string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, n]) => `${word} ${n}`).join(', ');
}
