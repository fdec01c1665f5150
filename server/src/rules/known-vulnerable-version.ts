import { isOlder } from '../knowledge/versions.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, containers } from './sound.ts';
import { sources } from './sources.ts';
import { listed } from './structure.ts';

interface Vulnerability {
  id: string;
  /** What somebody can do, for a sentence. */
  lets: string;
  /** The first version that has it and the first that has it no more, by line. */
  ranges: readonly [from: string, fixed: string][];
}

/** Those that need no more than access; source: the records at CVEProject, by the Apache Software Foundation. */
const ofBrokers: readonly Vulnerability[] = [
  {
    id: 'CVE-2025-27818',
    lets: 'whoever may alter broker configurations runs code on brokers by LdapLoginModule',
    ranges: [['2.0.0', '3.9.1']],
  },
  {
    id: 'CVE-2025-27819',
    lets: 'whoever may alter broker configurations runs code on brokers by JndiLoginModule',
    ranges: [['2.0.0', '3.4.0']],
  },
  {
    id: 'CVE-2022-34917',
    lets: 'clients that have not logged in fill the memory of brokers',
    ranges: [
      ['2.8.0', '2.8.2'],
      ['3.0.0', '3.0.2'],
      ['3.1.0', '3.1.2'],
      ['3.2.0', '3.2.3'],
    ],
  },
];

const ofConnect: readonly Vulnerability[] = [
  {
    id: 'CVE-2025-27818',
    lets: 'whoever makes connectors runs code on the workers by LdapLoginModule',
    ranges: [['2.3.0', '3.9.1']],
  },
  {
    id: 'CVE-2023-25194',
    lets: 'whoever makes connectors runs code on the workers by JndiLoginModule',
    ranges: [['2.3.0', '3.4.0']],
  },
];

const POOLS = 'strimzi.io/node-pools: enabled\nstrimzi.io/kraft: enabled';

export const knownVulnerableVersion: Rule = {
  id: 'known-vulnerable-version',
  title: 'A Kafka version with published vulnerabilities',
  category: 'security',
  levels: { production: 'warning', dev: 'information' },
  why: `Some releases of Kafka let clients stop a broker or run code in it or in Connect, and how is published. Only
a newer release has it mended. Versions that do not name their patch release are not judged: vendors mend older
lines, too.`,
  sources: [
    { title: 'Apache Kafka: CVE list', url: 'https://kafka.apache.org/cve-list' },
    {
      title: 'CVE-2025-27818',
      url: 'https://github.com/CVEProject/cvelistV5/blob/main/cves/2025/27xxx/CVE-2025-27818.json',
    },
    sources.awsKafka,
  ],
  // The version has to change anyway.
  yieldsTo: ['strimzi-kafka-version-unsupported'],
  check: {
    broker: ({ version }, report) => check(version, ofBrokers, report),
    resource({ type, tree }, report) {
      if (type === 'KafkaConnect' || type === 'KafkaMirrorMaker2')
        check(tree.get('spec', 'version').string(), ofConnect, report);
    },
  },
  examples: [
    {
      strimziVersion: '0.45',
      bad: cluster(
        { apiVersion: 'kafka.strimzi.io/v1beta2', version: 'version: «3.8.1»', annotations: POOLS },
        { apiVersion: 'kafka.strimzi.io/v1beta2' },
      ),
      good: cluster(
        { apiVersion: 'kafka.strimzi.io/v1beta2', version: 'version: 3.9.2', annotations: POOLS },
        { apiVersion: 'kafka.strimzi.io/v1beta2' },
      ),
      fixed: false,
    },
    {
      bad: { 'compose.yaml': containers('«apache/kafka:3.9.0»') },
      good: { 'compose.yaml': containers() },
      fixed: false,
    },
  ],
};

function check(version: Value<string>, known: readonly Vulnerability[], report: Report): void {
  if (!isSet(version) || !/^\d+\.\d+\.\d+$/.test(version.value)) return;
  const found = known.flatMap(({ id, lets, ranges }) => {
    const range = ranges.find(
      ([from, fixed]) => !isOlder(version.value, from) && isOlder(version.value, fixed),
    );
    return range ? [{ id, lets, fixed: range[1] }] : [];
  });
  const [worst] = found;
  if (!worst) return;
  const fixed = found.reduce((newest, one) => (isOlder(newest, one.fixed) ? one.fixed : newest), worst.fixed);
  const ids = found.map(({ id }) => id);
  report(
    version,
    `Kafka ${version.value} has ${listed(ids).replace(' or ', ' and ')}: ${worst.lets}. Upgrade to ${fixed} or newer.`,
  );
}
