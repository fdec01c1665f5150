import type { Entry } from '../model/config.ts';
import type { Configuration } from '../model/deployment.ts';
import { choice, type Fix, set } from '../model/fix.ts';
import { others } from '../model/others.ts';
import { type Place, textAt } from '../model/place.ts';
import { isSet } from '../model/value.ts';
import { entriesOf, factsFor, knownEntriesOf } from './configured.ts';
import type { Rule } from './rule.ts';
import { isJaas, isSample, isSecretName, isSecretPlaceholder, sampleLevels } from './secrets.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const secretInPlainText: Rule = {
  id: 'secret-in-plain-text',
  title: 'A password stands in the file',
  category: 'security',
  levels: { production: 'warning', dev: 'information' },
  why: `Whoever can read the repository, a backup of it or its history has the password. Kafka reads secrets from
elsewhere: a configuration provider takes them from a file, a folder of mounted secrets or the environment when the
process starts. A password that was committed once should be changed.`,
  sources: [
    {
      title: 'KIP-297: externalizing secrets for Connect configurations',
      url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-297%3A+Externalizing+Secrets+for+Connect+Configurations',
    },
    sources.mskMigration,
    sources.kafkaSecurity,
  ],
  check: {
    configuration(configuration, report) {
      for (const entry of secretsOf(configuration)) {
        const { key, value } = entry;
        if (!isSet(value) || value.value.trim() === '' || isSecretPlaceholder(value.value)) continue;
        if (isJaas(key)) {
          const found = jaasPasswords(value.place);
          const worst = found.find(({ text }) => !isSample(text)) ?? found[0];
          if (!worst) continue;
          report(
            worst.place,
            `${key} holds a password. ${ADVICE}${others(found.length - 1)}`,
            sampleLevels(worst.text),
          );
        } else {
          const fixes = fixesFor(configuration, entry);
          report(value, `${key} is written out. ${ADVICE}`, { ...sampleLevels(value.value), fixes });
        }
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('ssl.keystore.password=«kU8-swordfish»') },
      good: {
        'server.properties': broker(`ssl.keystore.password=\${file:/etc/kafka/secrets.properties:keystore}`),
      },
      fixed: {
        'server.properties': broker(
          `ssl.keystore.password=\${file:/etc/kafka/secrets.properties:ssl.keystore.password}\nconfig.providers=file\nconfig.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider`,
        ),
      },
    },
    {
      bad: {
        'client.properties': `bootstrap.servers=b1.kafka.internal:9094
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="orders" password="«kU8-swordfish»";
`,
      },
      good: {
        'client.properties': `bootstrap.servers=b1.kafka.internal:9094
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="orders" password="\${env:PASSWORD}";
`,
      },
      fixed: false,
    },
  ],
};

const ADVICE =
  'Whoever reads this file has it. Let a configuration provider read it from elsewhere, and change the password.';

const FILE = 'org.apache.kafka.common.config.provider.FileConfigProvider';

/**
 * Login modules; of Kafka's own keys those of the type password, but for certificates and trust stores, which are
 * public; of plugins' what the name says.
 */
function secretsOf(configuration: Configuration): Entry[] {
  return [
    ...knownEntriesOf(configuration).filter(
      ({ key, facts }) =>
        !isJaas(key) && facts.type === 'PASSWORD' && !/certificate|truststore/.test(facts.key),
    ),
    ...entriesOf(configuration).filter(
      ({ key }) => isJaas(key) || (isSecretName(key) && factsFor(configuration, key) === undefined),
    ),
  ];
}

/** password="…" and user_NAME="…" in a login module's options, but for references to a provider. */
function jaasPasswords(at: Place): { place: Place; text: string }[] {
  const raw = textAt(at);
  return [
    ...raw.matchAll(/\b(?:password|user_\w+|clientSecret|oauth\.client\.secret)\s*=\s*\\?(["'])(.*?)\\?\1/gi),
  ].flatMap((match) => {
    const text = match[2] ?? '';
    if (text === '' || /^\$\{|\{\{|^<.*>$|^%.*%$/.test(text) || isSecretPlaceholder(text)) return [];
    const start = at.start + match.index + match[0].lastIndexOf(text);
    return [{ place: { ...at, start, end: start + text.length }, text }];
  });
}

/** Points at a file of secrets; its path and the move are a person's. */
function fixesFor({ config }: Configuration, { key, slot }: Entry): Fix[] {
  const providers = config.entries.get('config.providers')?.value;
  const at = (name: string) => ({ part: slot.part, path: [...slot.path.slice(0, -1), name] });
  const reference = set(slot, `\${file:/etc/kafka/secrets.properties:${key}}`);
  if (providers)
    return isSet(providers) && providers.value.split(',').some((name) => name.trim() === 'file')
      ? [choice('Read it from a file', reference)]
      : [];
  return [
    choice(
      'Read it from a file',
      reference,
      set(at('config.providers'), 'file'),
      set(at('config.providers.file.class'), FILE),
    ),
  ];
}
