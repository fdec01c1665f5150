import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

const user = (type: string, name = 'shop') => `apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata:
  name: ${name}
  labels:
    strimzi.io/cluster: prod
spec:
  authentication:
    type: ${type}
`;

/** What a listener must offer for each way that a user may prove who it is. */
const listenerTypes: Readonly<Record<string, string>> = {
  tls: 'tls',
  'tls-external': 'tls',
  'scram-sha-512': 'scram-sha-512',
};

const LONGEST_COMMON_NAME = 64;

export const strimziUserAuthMismatch: Rule = {
  id: 'strimzi-user-auth-mismatch',
  title: 'The user has no listener to log in at',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `The user operator makes a certificate or password as the KafkaUser asks, whatever the cluster's listeners take:
with a password and listeners that want certificates only, every login fails. Listeners with OAuth or an authentication
of your own are not judged. A certificate's name can have 64 characters at most.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: {
    user({ name, place, authentication, cluster }, report) {
      const type = effective(authentication);
      const wanted = type === undefined ? undefined : listenerTypes[type];
      if (!isSet(authentication) || wanted === undefined) return;
      if (wanted === 'tls' && name.length > LONGEST_COMMON_NAME) {
        report(
          place,
          `the name of this user has ${name.length} characters, and a certificate's can have ${LONGEST_COMMON_NAME}: the operator refuses the user. Shorten it.`,
          { refused: true },
        );
      }
      const listeners = cluster?.listeners ?? [];
      const isOpen = listeners.some(
        ({ authentication: one, tls }) => tls === undefined || (one !== undefined && !(one in listenerTypes)),
      );
      if (listeners.length === 0 || isOpen) return;
      if (listeners.some(({ authentication: one }) => one === wanted)) return;
      const offered = listeners
        .map((one) => `${one.name} takes ${one.authentication ?? 'anybody'}`)
        .join(', ');
      report(
        authentication,
        `no listener of ${cluster?.name} has authentication ${wanted}: ${name} cannot log in. ${offered[0]?.toUpperCase()}${offered.slice(1)}.`,
        {
          related: listeners.flatMap((one) =>
            one.from.map((place) => ({ place, message: `the listener ${one.name}` })),
          ),
        },
      );
    },
  },
  examples: [
    {
      bad: { ...cluster(), 'user.yaml': user('«tls»') },
      good: { ...cluster(), 'user.yaml': user('scram-sha-512') },
      fixed: false,
    },
  ],
};
