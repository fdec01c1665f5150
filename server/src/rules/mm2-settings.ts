import { list } from '../model/config.ts';
import type { Client, Resource } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, isUnset, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { mirror } from './sound.ts';
import { sources } from './sources.ts';
import { listed } from './structure.ts';

const properties = (lines: string) => `clusters=eu, us
eu.bootstrap.servers=b1.eu.example.org:9094,b2.eu.example.org:9094,b3.eu.example.org:9094
us.bootstrap.servers=b1.us.example.org:9094,b2.us.example.org:9094,b3.us.example.org:9094
${lines === '' ? '' : `${lines}\n`}`;

const COPYING = 'sourceConnector:\n  config:\n    sync.topic.acls.enabled: false';

export const mm2Settings: Rule = {
  id: 'mm2-settings',
  title: 'MirrorMaker 2 mirrors nothing, or in a circle',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `Naming clusters starts no mirror: each direction has to be enabled, and its names have to be among the clusters.
The identity policy keeps topic names as they are; with it in both directions each record comes back to where it came
from, for ever. In Strimzi's resource a mirror without sourceConnector copies no records, and two sources of one alias
are one connector. The rules for topics (ACLs) of the source are copied too, unless sync.topic.acls.enabled is false.`,
  sources: [
    {
      title: 'Apache Kafka: geo-replication',
      url: 'https://kafka.apache.org/documentation/#georeplication',
    },
    sources.haKafka,
    sources.strimziDeploying,
  ],
  check: { client: checkProperties, resource: checkResource },
  examples: [
    {
      bad: { 'mm2.properties': properties('').replace('eu, us', '«eu, us»') },
      good: { 'mm2.properties': properties('eu->us.enabled=true') },
    },
    {
      bad: { 'mm2.properties': properties('eu->us.enabled=true\n«eu->uk.enabled»=true') },
      good: { 'mm2.properties': properties('eu->us.enabled=true') },
      fixed: false,
    },
    {
      bad: { 'mirror.yaml': mirror('checkpointConnector: {}').replace('source:', '«source»:') },
      good: { 'mirror.yaml': mirror(`${COPYING}\ncheckpointConnector: {}`) },
      fixed: false,
    },
    {
      bad: { 'mirror.yaml': mirror('«sourceConnector»:\n  tasksMax: 4') },
      good: {
        'mirror.yaml': mirror(
          'sourceConnector:\n  tasksMax: 4\n  config:\n    sync.topic.acls.enabled: false',
        ),
      },
    },
  ],
};

/** The default is true. Source: MirrorSourceConfig of Kafka 4.3.1. */
function checkAcls(source: Tree, report: Report): void {
  const sync = source.get('config', 'sync.topic.acls.enabled');
  if (source.kind !== 'map' || !isUnset(sync.self())) return;
  report(
    source.header,
    'sync.topic.acls.enabled is not set, so MirrorMaker copies the topic ACLs of the source into the target, where no KafkaUser has them. Set it to false, unless that is meant.',
    {
      levels: { production: 'hint', dev: 'off' },
      fixes: [choice('Set sync.topic.acls.enabled to false', set(sync.slot, false))],
    },
  );
}

const FLOW = /^(.+)->(.+)\.enabled$/;

function checkProperties({ config }: Client, report: Report): void {
  const clusters = list(config, 'clusters');
  if (config.scope !== 'mm2' || !isSet(clusters)) return;
  const enabled = new Set<string>();
  let isOpen = config.open;
  for (const { key, keyPlace, value } of config.entries.values()) {
    const [, from = '', to = ''] = FLOW.exec(key) ?? [];
    if (from === '') continue;
    if (!isSet(value)) isOpen = true;
    else if (value.value.trim().toLowerCase() === 'true') enabled.add(`${from}->${to}`);
    const stranger = [from, to].find((alias) => !clusters.value.includes(alias));
    if (stranger === undefined) continue;
    report(
      keyPlace,
      `${stranger} is none of the clusters (${listed(clusters.value)}), so this line means nothing. Name one of them, or add ${stranger} to clusters.`,
      { related: [{ place: clusters.place, message: 'the clusters' }] },
    );
  }
  if (enabled.size === 0 && !isOpen && clusters.value.length > 1) reportIdle(config, clusters, report);
  checkCircle({ config, enabled }, report);
}

function reportIdle(config: Client['config'], clusters: SetValue<string[]>, report: Report): void {
  const [first = '', second = ''] = clusters.value;
  const slot = (key: string) => ({ part: config.holder.part, path: [...config.holder.path, key] });
  const ways = [`${first}->${second}.enabled`, `${second}->${first}.enabled`];
  report(
    clusters,
    `no direction is enabled, so nothing is mirrored between ${clusters.value.join(' and ')}. Set ${ways[0]} to true.`,
    { fixes: ways.map((key) => choice(`Set ${key} to true`, set(slot(key), 'true'))) },
  );
}

function checkCircle(
  { config, enabled }: { config: Client['config']; enabled: Set<string> },
  report: Report,
): void {
  const policy = config.entries.get('replication.policy.class')?.value;
  if (!isSet(policy) || !/\.IdentityReplicationPolicy$/.test(policy.value.trim())) return;
  const both = [...enabled].find((flow) => enabled.has(flow.split('->').reverse().join('->')));
  if (both === undefined) return;
  const [from = '', to = ''] = both.split('->');
  report(
    policy,
    `${from} and ${to} are mirrored into each other under the same topic names: every record comes back, without end. Mirror one way, or leave out replication.policy.class.`,
    { levels: { production: 'error', dev: 'error' } },
  );
}

function checkResource({ type, tree }: Resource, report: Report): void {
  if (type !== 'KafkaMirrorMaker2') return;
  const spec = tree.get('spec');
  const mirrors = spec.get('mirrors').items();
  checkAliases(spec, mirrors, report);
  const seen = new Map<string, SetValue<string>>();
  for (const mirror of mirrors) {
    const alias = aliasOf(mirror);
    const before = isSet(alias) ? seen.get(flowOf(mirror, alias.value)) : undefined;
    if (isSet(alias) && before) {
      report(
        alias,
        `two mirrors come from ${alias.value}: they are connectors of one name, and the later one takes the place of the other. Give each source an alias of its own, or join them.`,
        { related: [{ place: before.place, message: 'the other one' }] },
      );
    } else if (isSet(alias)) seen.set(flowOf(mirror, alias.value), alias);
    if (isUnset(mirror.get('sourceConnector').self()) && mirror.kind === 'map') {
      report(
        mirror.header,
        'this mirror has no sourceConnector: no record is copied. Add sourceConnector, be it empty.',
      );
    }
    checkAcls(mirror.get('sourceConnector'), report);
  }
}

/** v1 has the source in the mirror; v1beta2 names one of spec.clusters. */
const aliasOf = (mirror: Tree) => {
  const named = mirror.get('source', 'alias').string();
  return isUnset(named) ? mirror.get('sourceCluster').string() : named;
};

const flowOf = (mirror: Tree, alias: string): string =>
  `${alias}->${effective(mirror.get('targetCluster').string()) ?? ''}`;

/** What the operator refuses: aliases that none of spec.clusters has, and a source that is its own target. */
function checkAliases(spec: Tree, mirrors: Tree[], report: Report): void {
  const target = spec.get('target', 'alias').string();
  for (const mirror of mirrors) {
    const source = mirror.get('source', 'alias').string();
    if (!isSet(target) || !isSet(source) || source.value !== target.value) continue;
    report(source, `source and target have the same alias ${source.value}. Give each an alias of its own.`, {
      related: [{ place: target.place, message: 'the target' }],
    });
  }
  const aliases = spec
    .get('clusters')
    .items()
    .map((cluster) => cluster.get('alias').string());
  const known = aliases.filter(isSet).map((alias) => alias.value);
  const connect = spec.get('connectCluster').string();
  const isKnown = ({ value }: SetValue<string>) => known.length !== aliases.length || known.includes(value);
  // Of an alias that nothing has, only that is said.
  if (isSet(connect) && isKnown(connect)) checkTarget(connect, mirrors, { isKnown, report });
  if (aliases.length === 0 || known.length !== aliases.length) return;
  const named = [
    connect,
    ...mirrors.flatMap((mirror) => [
      mirror.get('sourceCluster').string(),
      mirror.get('targetCluster').string(),
    ]),
  ];
  for (const alias of named.filter(isSet)) {
    if (known.includes(alias.value)) continue;
    report(
      alias,
      `none of spec.clusters has the alias ${alias.value}: the operator refuses the resource. Its aliases are ${listed(known)}.`,
      {
        refused: true,
        fixes: known.slice(0, 5).map((one) => choice(`Set it to ${one}`, set(alias.slot, one))),
      },
    );
  }
}

/** Connect runs beside its target. Source: validateConnectors in KafkaMirrorMaker2Connectors of the operator. */
function checkTarget(
  connect: SetValue<string>,
  mirrors: Tree[],
  { isKnown, report }: { isKnown: (alias: SetValue<string>) => boolean; report: Report },
): void {
  const other = mirrors
    .map((mirror) => mirror.get('targetCluster').string())
    .filter(isSet)
    .find((target) => target.value !== connect.value && isKnown(target));
  if (!other) return;
  report(
    other,
    `the target ${other.value} is not the connectCluster, ${connect.value}: the operator refuses the resource. Connect runs beside the cluster it writes to, so make both the same.`,
    {
      refused: true,
      related: [{ place: connect.place, message: `connectCluster is ${connect.value}` }],
      fixes: [
        choice(`Set connectCluster to ${other.value}`, set(connect.slot, other.value)),
        choice(`Set targetCluster to ${connect.value}`, set(other.slot, connect.value)),
      ],
    },
  );
}
