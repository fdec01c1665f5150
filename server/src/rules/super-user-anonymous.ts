import { setting } from '../model/config.ts';
import { choice, remove, set } from '../model/fix.ts';
import { textAt } from '../model/place.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const ANONYMOUS = 'User:ANONYMOUS';

export const superUserAnonymous: Rule = {
  id: 'super-user-anonymous',
  title: 'Whoever does not authenticate may do everything',
  category: 'security',
  levels: { production: 'error', dev: 'warning' },
  why: `User:ANONYMOUS is every client on a listener without authentication. As a super user it passes all ACLs: the
authorizer is there and decides nothing. It is often added to let the brokers talk to each other; give that listener
TLS or SASL instead, and name the brokers' own user.`,
  sources: [sources.kafkaSecurity],
  check: {
    broker({ config }, report) {
      const value = setting(config, 'super.users');
      if (!isSet(value)) return;
      const users = value.value.split(';').map((user) => user.trim());
      if (!users.includes(ANONYMOUS)) return;
      const others = users.filter((user) => user !== '' && user !== ANONYMOUS);
      const at = textAt(value.place).indexOf(ANONYMOUS);
      const place = value.place;
      report(
        at < 0 ? place : { ...place, start: place.start + at, end: place.start + at + ANONYMOUS.length },
        'super.users has User:ANONYMOUS: whoever reaches a listener without authentication may do everything. Remove it, and let brokers authenticate.',
        {
          fixes: [
            choice(
              'Remove User:ANONYMOUS',
              others.length > 0 ? set(value.slot, others.join(';')) : remove(value.slot),
            ),
          ],
        },
      );
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('super.users=User:kafka;«User:ANONYMOUS»') },
      good: { 'server.properties': broker('super.users=User:kafka') },
    },
  ],
};
