import type { Rule } from './rule.ts';
import { isJaas } from './secrets.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const disallowedLoginModule: Rule = {
  id: 'disallowed-login-module',
  title: 'A login module that opens the process to attackers',
  category: 'security',
  levels: { production: 'error', dev: 'error' },
  why: `JndiLoginModule and LdapLoginModule can be made to load code from a server of somebody else's choice. Kafka refuses the
first since 3.4 and both in newer releases when a connection is made; older ones run it.`,
  sources: [sources.kafkaSecurity, { title: 'CVE-2023-25194', url: 'https://kafka.apache.org/cve-list' }],
  check: {
    configuration({ config }, report) {
      for (const entry of config.entries.values()) {
        if (!isJaas(entry.key)) continue;
        const { key, value } = entry;
        const module = /\b(Jndi|Ldap)LoginModule\b/.exec(value.text)?.[0];
        if (!module) continue;
        report(
          value,
          `${key} uses ${module}, through which code can be loaded from elsewhere: newer releases refuse it, older ones run it. Use a module of Kafka's own.`,
        );
      }
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(
          'listener.name.internal.scram-sha-512.sasl.jaas.config=«com.sun.security.auth.module.JndiLoginModule required user.provider.url="${file:/run/x:url}";»',
        ),
      },
      good: {
        'server.properties': broker(
          'listener.name.internal.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=kafka password="${file:/run/x:password}";',
        ),
      },
      fixed: false,
    },
  ],
};
