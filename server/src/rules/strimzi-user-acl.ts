import type { Resource } from '../model/deployment.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { listed } from './structure.ts';

/** What may be done with each type of resource. Source: AclEntry.supportedOperations of Kafka 4.3.1, and All. */
const operations: Readonly<Record<string, readonly string[]>> = {
  topic: ['Read', 'Write', 'Create', 'Delete', 'Alter', 'Describe', 'AlterConfigs', 'DescribeConfigs'],
  group: ['Read', 'Delete', 'Describe', 'AlterConfigs', 'DescribeConfigs'],
  cluster: [
    'Create',
    'Alter',
    'Describe',
    'ClusterAction',
    'AlterConfigs',
    'DescribeConfigs',
    'IdempotentWrite',
  ],
  transactionalId: ['Write', 'Describe', 'TwoPhaseCommit'],
};

const user = (resource: string, operation: string) => `apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata:
  name: shop
  labels:
    strimzi.io/cluster: prod
spec:
  authentication:
    type: scram-sha-512
  authorization:
    type: simple
    acls:
      - resource:
${resource.replace(/^/gm, '          ')}
        operations:
          - ${operation}
`;

export const strimziUserAcl: Rule = {
  id: 'strimzi-user-acl',
  title: 'A rule of a user that allows nothing',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `A rule names a topic, group or transactional id and what may be done with it. Without the name the user operator
refuses the user. An operation that the type of resource does not know (writing to a group) is taken, and nobody ever
asks for it: the access that was meant is missing.`,
  sources: [
    {
      title: 'Apache Kafka: authorization and ACLs, operations and resources',
      url: 'https://kafka.apache.org/documentation/#operations_resources_and_protocols',
    },
    sources.strimziApi,
  ],
  check: { resource: check },
  examples: [
    {
      bad: { ...cluster(), 'user.yaml': user('type: group\nname: shop', '«Write»') },
      good: { ...cluster(), 'user.yaml': user('type: group\nname: shop', 'Read') },
      fixed: false,
    },
    {
      bad: { ...cluster(), 'user.yaml': user('type: topic', 'Read').replace('resource:', '«resource»:') },
      good: { ...cluster(), 'user.yaml': user('type: topic\nname: orders', 'Read') },
      fixed: false,
    },
  ],
};

function check({ type, tree }: Resource, report: Report): void {
  if (type !== 'KafkaUser') return;
  for (const acl of tree.get('spec', 'authorization', 'acls').items()) checkAcl(acl, report);
}

function checkAcl(acl: Tree, report: Report): void {
  const resource = acl.get('resource');
  const type = resource.get('type').string();
  const known = isSet(type) ? operations[type.value] : undefined;
  if (!isSet(type) || !known) return;
  if (type.value !== 'cluster' && isUnset(resource.get('name').self())) {
    report(
      resource.header,
      `a rule about a ${type.value} needs its name: without it the user operator refuses the user. Add name, be it "*".`,
      { refused: true },
    );
  }
  for (const item of [...acl.get('operations').items(), acl.get('operation')]) {
    const operation = item.string();
    if (!isSet(operation) || operation.value === 'All' || known.includes(operation.value)) continue;
    // What no resource has is said by the schema.
    const others = Object.keys(operations).filter((one) => operations[one]?.includes(operation.value));
    if (others.length === 0) continue;
    report(
      operation,
      `${operation.value} is nothing that is done to a ${type.value}, but to a ${listed(others)}: the rule allows nothing. A ${type.value} has ${listed(known)}.`,
    );
  }
}
