import {
  compareReleases,
  isKind,
  isNotice,
  servedBy,
  validateStructure,
} from '../knowledge/strimzi/index.ts';
import type { Resource } from '../model/deployment.ts';
import { choice, fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Details, Levels, Report, Rule } from './rule.ts';
import { cluster, topic } from './sound.ts';
import { sources } from './sources.ts';

export const strimziApiVersion: Rule = {
  id: 'strimzi-api-version',
  title: 'The API version is not served, or will not be for long',
  category: 'upgrade',
  levels: { production: 'warning', dev: 'warning' },
  why: `Strimzi 0.49 brought kafka.strimzi.io/v1; 1.0 serves nothing else, so every v1beta2 resource has to be changed
before that upgrade. v1alpha1 and v1beta1 ended with 0.23, but for topics and users, whose old versions went with 1.0.
Where the operator's release is not known, v1beta2 is only worth knowing about.`,
  sources: [
    sources.strimziChangelog,
    {
      title: 'Strimzi: upgrading the custom resources to v1',
      url: `${sources.strimziDeploying.url}#assembly-upgrade-resources-str`,
    },
  ],
  check: { resource: check },
  examples: [
    {
      bad: { 'topic.yaml': topic({ apiVersion: '«kafka.strimzi.io/v1beta2»' }), ...cluster() },
      good: { 'topic.yaml': topic(), ...cluster() },
    },
    {
      strimziVersion: '1.2',
      bad: { 'topic.yaml': topic({ apiVersion: '«kafka.strimzi.io/v1beta1»' }), ...cluster() },
      good: { 'topic.yaml': topic(), ...cluster() },
    },
  ],
};

function check(resource: Resource, report: Report): void {
  const { apiVersion, type, operator } = resource;
  if (!isSet(apiVersion) || !isKind(type)) return;
  const api = apiVersion.value.slice(apiVersion.value.indexOf('/') + 1);
  const served = servedBy(type, api);
  if (!served) {
    report(apiVersion, `Strimzi never served ${type} as ${api}: the API server refuses it. Write v1.`, {
      refused: true,
      ...fixes(resource, true),
    });
    return;
  }
  const who = operator.min === operator.max ? `Strimzi ${operator.min}` : 'this operator';
  if (isBefore(operator.max, served.min)) {
    report(
      apiVersion,
      `${who} does not serve ${api}, which came with ${served.min}: the resource is refused. Write v1beta2.`,
      {
        refused: true,
        fixes: [fix('Set apiVersion to v1beta2', set(apiVersion.slot, withApi(apiVersion.value, 'v1beta2')))],
      },
    );
    return;
  }
  if (served.max === undefined) return;
  if (isBefore(served.max, operator.min)) {
    report(
      apiVersion,
      `${who} does not serve ${api}, which ended with ${served.max}: the resource is refused. Write v1.`,
      {
        refused: true,
        ...fixes(resource, true),
      },
    );
    return;
  }
  // Whoever pins an operator without v1 has nothing to change yet.
  if (operator.from.length === 0 && isBefore(operator.max, '0.49')) return;
  const isKnownToHaveV1 = operator.min !== undefined && compareReleases(operator.min, '0.49') >= 0;
  const gone = `${api} is served up to Strimzi ${served.max}`;
  if (served.max === '0.22') {
    report(
      apiVersion,
      `${gone}, of 2021: newer operators refuse the resource. Write v1, or v1beta2 below 0.49.`,
      {
        levels: { production: 'error', dev: 'error' },
        ...fixes(resource, false),
      },
    );
    return;
  }
  report(
    apiVersion,
    `${gone} and not from 1.0 on: change it to v1, which 0.49 and newer serve, before that upgrade.`,
    {
      ...(isKnownToHaveV1 || api !== 'v1beta2' ? {} : { levels: levelsOf(operator.max) }),
      ...fixes(resource, isKnownToHaveV1),
    },
  );
}

/** With an operator that cannot serve v1, nothing is to be done yet. */
const levelsOf = (newest: string | undefined): Levels =>
  isBefore(newest, '0.49')
    ? { production: 'hint', dev: 'off' }
    : { production: 'information', dev: 'information' };

const isBefore = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && compareReleases(a, b) < 0;

const withApi = (apiVersion: string, api: string): string =>
  `${apiVersion.slice(0, apiVersion.indexOf('/') + 1)}${api}`;

/** v1 is offered only where the operator may serve it and the rest of the resource is already fit for it. */
function fixes({ apiVersion, type, tree, operator }: Resource, isServed: boolean): Pick<Details, 'fixes'> {
  if (!isSet(apiVersion) || isBefore(operator.max, '0.49')) return {};
  const problems = validateStructure(tree, type, 'v1') ?? [];
  if (problems.some((problem) => !isNotice(problem))) return {};
  const change = set(apiVersion.slot, withApi(apiVersion.value, 'v1'));
  return { fixes: [(isServed ? fix : choice)('Set apiVersion to v1', change)] };
}
