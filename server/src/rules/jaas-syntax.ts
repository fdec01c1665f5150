import { fix, replace } from '../model/fix.ts';
import { entriesOf } from './configured.ts';
import type { Rule } from './rule.ts';
import { isJaas } from './secrets.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const MODULE =
  'org.apache.kafka.common.security.scram.ScramLoginModule required username=kafka password="${file:/run/secrets/kafka:password}"';

export const jaasSyntax: Rule = {
  id: 'jaas-syntax',
  title: "The login module's line does not end with a semicolon",
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `A JAAS entry is a login module, a control flag and its options, closed by a semicolon. Without it the
configuration cannot be parsed, and the broker or client does not start.`,
  sources: [sources.kafkaSecurity],
  check: {
    configuration(configuration, report) {
      for (const entry of entriesOf(configuration)) {
        if (!isJaas(entry.key)) continue;
        const { key, value } = entry;
        if (!isModule(value.text) || /;\s*$/.test(value.text)) continue;
        const { part, start, end } = value.place;
        const quoted =
          /["']\s*$/.test(part.text.slice(start, end)) && /^["']/.test(part.text.slice(start, end));
        // Inside YAML's quotes the semicolon belongs before the closing one.
        const at = { part, start: quoted ? end - 1 : end, end: quoted ? end - 1 : end };
        report(
          value,
          `${key} does not end with a semicolon: it cannot be parsed, and what reads it does not start. Add one.`,
          {
            refused: true,
            fixes: [fix('Add the semicolon', replace(at, ';'))],
          },
        );
      }
    },
  },
  examples: [
    {
      bad: {
        'server.properties': broker(`listener.name.internal.scram-sha-512.sasl.jaas.config=«${MODULE}»`),
      },
      good: {
        'server.properties': broker(`listener.name.internal.scram-sha-512.sasl.jaas.config=${MODULE};`),
      },
    },
  ],
};

/** Is this a login module with its flag? A mere reference to text kept elsewhere says nothing about its end. */
const isModule = (text: string): boolean =>
  /\w+LoginModule\s+(required|requisite|sufficient|optional)\b/i.test(text);
