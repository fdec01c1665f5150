import { type Check, count, type Found, sources } from '../check.ts';
import { advertisesItself, liveBrokers } from '../replicas.ts';
import type { ClusterSnapshot } from '../snapshot/types.ts';

export const unsecured: Check = {
  id: 'live-unsecured',
  title: 'Anybody on the network can use the cluster',
  why: 'A plaintext listener without sign-in and without an authorizer lets whoever reaches the port read, write and delete everything.',
  sources: [sources.security, sources.intuit],
  check(snapshot) {
    const { connected, acls } = snapshot;
    const problems: Found[] = [];
    const subject = { kind: 'cluster' } as const;
    const open = !connected.tls && !connected.sasl;
    if (open && isLocal(snapshot)) {
      problems.push({
        severity: 'information',
        subject,
        message:
          'a plaintext connection without sign-in works, and brokers advertise this machine only: right for development. Elsewhere set up a listener with TLS and SASL, and authorizer.class.name.',
      });
    } else if (acls.state === 'read' && !acls.value.enabled) {
      problems.push({
        severity: open ? 'error' : 'warning',
        subject,
        message: open
          ? 'a plaintext connection without sign-in works, and there is no authorizer: whoever reaches the port may delete every topic. Set up a listener with TLS and SASL, and authorizer.class.name.'
          : 'there is no authorizer: every user who can sign in may delete every topic. Set authorizer.class.name.',
      });
    } else if (open) {
      problems.push({
        severity: 'warning',
        subject,
        message:
          'a plaintext connection without sign-in works: data crosses the network readable, and nobody knows by whom. Set up a listener with TLS and SASL.',
      });
    }
    if (acls.state === 'read' && acls.value.allowAll > 0) {
      problems.push({
        severity: 'warning',
        subject,
        about: 'acls',
        message: `${count(acls.value.allowAll, 'ACL allows', 'ACLs allow')} User:* every operation: the authorizer lets everybody through there. Name the users.`,
      });
    }
    if (problems.length === 0 && acls.state === 'not-authorized') {
      return { unchecked: 'this user is not authorized to see ACLs' };
    }
    return problems;
  },
};

/** Is it on this machine, and does every broker advertise an address that only this machine itself can use? */
const isLocal = (snapshot: ClusterSnapshot): boolean =>
  !snapshot.connected.elsewhere && liveBrokers(snapshot).every(advertisesItself);
