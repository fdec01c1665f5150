import { boolean } from '../model/config.ts';
import { choice, set } from '../model/fix.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

export const allowEveryoneIfNoAcl: Rule = {
  id: 'allow-everyone-if-no-acl',
  title: 'What has no ACL is open to everybody',
  category: 'security',
  levels: { production: 'warning', dev: 'hint' },
  why: `With allow.everyone.if.no.acl.found a topic is open until somebody gives it its first ACL, and from that moment
closed to everybody else. A new topic is unprotected, and a removed ACL opens one. It helps while ACLs are introduced,
and should go then.`,
  sources: [sources.kafkaSecurity, sources.mskMigration],
  check: {
    broker({ config, authorizer }, report) {
      const allowed = boolean(config, 'allow.everyone.if.no.acl.found');
      // Without an authorizer nothing reads it: authorizer-missing.
      if (!isSet(allowed) || !allowed.value || (effective(authorizer) ?? '') === '') return;
      report(
        allowed,
        'allow.everyone.if.no.acl.found = true: every topic without an ACL is open to every client. Set it to false once ACLs are in place.',
        { fixes: [choice('Set allow.everyone.if.no.acl.found to false', set(allowed.slot, false))] },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('allow.everyone.if.no.acl.found=«true»') },
      good: { 'server.properties': broker('allow.everyone.if.no.acl.found=false') },
    },
    {
      bad: cluster({ config: 'allow.everyone.if.no.acl.found: «true»' }),
      good: cluster({ config: 'allow.everyone.if.no.acl.found: false' }),
    },
  ],
};
