import { similar } from '../knowledge/similar.ts';
import type { Resource } from '../model/deployment.ts';
import { choice, fix, remove, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, isUnset, type Value } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { listed } from './structure.ts';

/** What a mode cannot do without. Source: KafkaRebalanceAssemblyOperator of the operator. */
const needs: Readonly<Record<string, string>> = {
  'add-brokers': 'brokers',
  'remove-brokers': 'brokers',
  'remove-disks': 'moveReplicasOffVolumes',
};

/** What the annotation can ask a rebalance for. Source: KafkaRebalanceAnnotation of Strimzi's api. */
const COMMAND = 'strimzi.io/rebalance';
const COMMANDS = ['approve', 'refresh', 'stop'];

const FIELDS = ['brokers', 'moveReplicasOffVolumes'];

const rebalance = (spec: string) => `apiVersion: kafka.strimzi.io/v1
kind: KafkaRebalance
metadata:
  name: after-growth
  labels:
    strimzi.io/cluster: prod
spec:
${spec.replace(/^/gm, '  ')}
`;

const asked = (command: string) =>
  rebalance('mode: full').replace(
    'metadata:\n',
    `metadata:\n  annotations:\n    strimzi.io/rebalance: ${command}\n`,
  );

const controlled = cluster({ spec: 'cruiseControl: {}' });

export const strimziRebalance: Rule = {
  id: 'strimzi-rebalance',
  title: 'A rebalance that does not say what to move',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A KafkaRebalance works over the whole cluster unless its mode says otherwise. add-brokers and remove-brokers move
replicas onto or off the brokers that are listed, remove-disks off the volumes that are listed: without the list the
operator gives no proposal and sets NotReady. In the other modes the list is passed over, and everything is moved. A
proposal is approved, refreshed or stopped by an annotation; any other word is passed over.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: { resource: check },
  examples: [
    {
      bad: { ...controlled, 'rebalance.yaml': rebalance('mode: «add-brokers»') },
      good: { ...controlled, 'rebalance.yaml': rebalance('mode: add-brokers\nbrokers: [3, 4]') },
      fixed: false,
    },
    {
      bad: { ...controlled, 'rebalance.yaml': rebalance('«brokers»: [3, 4]') },
      good: { ...controlled, 'rebalance.yaml': rebalance('mode: remove-brokers\nbrokers: [3, 4]') },
      fixed: { ...controlled, 'rebalance.yaml': rebalance('brokers: [3, 4]\nmode: add-brokers') },
    },
    {
      bad: {
        ...controlled,
        'rebalance.yaml': rebalance('mode: add-brokers\nbrokers: [3, 4]\n«rebalanceDisk»: true'),
      },
      good: { ...controlled, 'rebalance.yaml': rebalance('mode: add-brokers\nbrokers: [3, 4]') },
    },
    {
      bad: { ...controlled, 'rebalance.yaml': asked('«aprove»') },
      good: { ...controlled, 'rebalance.yaml': asked('approve') },
    },
  ],
};

function check({ type, tree, annotation }: Resource, report: Report): void {
  if (type !== 'KafkaRebalance') return;
  const spec = tree.get('spec');
  checkCommand(annotation(COMMAND), report);
  const mode = spec.get('mode').string();
  if (mode.state === 'unknown') return;
  const needed = isSet(mode) ? needs[mode.value] : undefined;
  // A template is filled in by the operator each time that a pool grows or shrinks.
  const isTemplate = effective(annotation('strimzi.io/rebalance-template')) === 'true';
  if (isSet(mode) && needed !== undefined && isMissing(spec.get(needed)) && !isTemplate) {
    report(
      mode,
      `mode ${mode.value} needs ${needed}: without the list the operator makes no proposal. Add ${needed}.`,
      { refused: true },
    );
  }
  checkDisks(spec, effective(mode) ?? 'full', report);
  for (const field of FIELDS) {
    const list = spec.get(field);
    if (field === needed || !isSet(list.self())) continue;
    const modes = Object.keys(needs).filter((one) => needs[one] === field);
    const name = isSet(mode) ? mode.value : 'full';
    report(
      list.header,
      `${field} is passed over in mode ${name}: the whole cluster is rebalanced. Set mode to ${modes.join(' or ')}, or remove it.`,
      {
        levels: { production: 'warning', dev: 'warning' },
        fixes: [
          ...modes.map((one) => choice(`Set mode to ${one}`, set(mode.slot, one))),
          fix(`Remove ${field}`, remove(list.slot)),
        ],
      },
    );
  }
}

const isMissing = (list: Tree): boolean =>
  isUnset(list.self()) || (list.kind === 'seq' && list.items().length === 0);

function checkCommand(command: Value<string>, report: Report): void {
  if (!isSet(command) || COMMANDS.includes(command.value)) return;
  const close = similar(command.value, COMMANDS);
  report(
    command,
    `${command.value} is nothing that ${COMMAND} can ask for, and the operator passes over it. It takes ${listed(COMMANDS)}.`,
    {
      levels: { production: 'warning', dev: 'warning' },
      fixes: close.map((one) => choice(`Set it to ${one}`, set(command.slot, one))),
    },
  );
}

/** Only a rebalance of the whole cluster can be one between the disks of each broker. */
function checkDisks(spec: Tree, mode: string, report: Report): void {
  const disks = spec.get('rebalanceDisk');
  if (mode === 'full' || effective(disks.boolean()) !== true) return;
  report(
    disks.header,
    `rebalanceDisk is passed over in mode ${mode}: only mode full moves replicas between the disks of a broker. Remove it, or set mode to full.`,
    {
      levels: { production: 'warning', dev: 'warning' },
      fixes: [fix('Remove rebalanceDisk', remove(disks.slot))],
    },
  );
}
