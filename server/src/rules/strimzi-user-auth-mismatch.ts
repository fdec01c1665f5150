import type { User } from '../model/deployment.ts';
import { effective, isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, user } from './sound.ts';
import { sources } from './sources.ts';

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
of your own are not judged. A certificate's name can have 64 characters at most. Rules of a user (ACLs) need an
authorizer in the cluster that takes them; where there is one, a user without rules may do nothing.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: {
    user({ name, place, authentication, authorization, cluster }, report) {
      checkAuthorization({ authorization, place, name, cluster }, report);
      const type = effective(authentication);
      const wanted =
        type === undefined || !Object.hasOwn(listenerTypes, type) ? undefined : listenerTypes[type];
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
        `no listener of ${cluster?.name} has authentication ${wanted}: ${name} cannot log in. Of its listeners ${offered}.`,
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
      bad: { ...cluster(), 'user.yaml': user({ authentication: '«tls»' }) },
      good: { ...cluster(), 'user.yaml': user() },
      fixed: false,
    },
    {
      bad: { ...cluster(), 'user.yaml': user({ name: '«shop»', resource: '' }) },
      good: { ...cluster(), 'user.yaml': user() },
      fixed: false,
    },
    {
      profile: 'dev',
      bad: {
        ...cluster({ authorization: '' }),
        'user.yaml': user().replace('type: simple', 'type: «simple»'),
      },
      good: { ...cluster(), 'user.yaml': user() },
      fixed: false,
    },
  ],
};

/** Source: KafkaUserModel of the user operator. */
function checkAuthorization(
  { authorization, place, name, cluster }: Pick<User, 'authorization' | 'place' | 'name' | 'cluster'>,
  report: Report,
): void {
  const manages = cluster?.managesAcls;
  if (!cluster || !manages) return;
  const related = manages.from.map((from) => ({
    place: from,
    message: manages.value ? 'the authorizer' : 'no authorizer that takes rules of users',
  }));
  if (isSet(authorization) && authorization.value === 'simple' && !manages.value) {
    report(
      authorization,
      `${cluster.name} has no authorization that takes rules of users: the user operator refuses ${name}. Add authorization of type simple to the Kafka resource, or take it away here.`,
      { refused: true, related },
    );
  }
  if (cluster.authorization?.value !== 'simple' || authorization.state !== 'unset') return;
  const principals = [name, `CN=${name}`].flatMap((one) => [one, `User:${one}`]);
  if (principals.some((one) => cluster.superUsers.includes(one))) return;
  report(
    place,
    `${cluster.name} asks an authorizer and ${name} has no authorization: unless rules come from elsewhere, it may do nothing. Add authorization with acls.`,
    { related, levels: { production: 'information', dev: 'off' } },
  );
}
