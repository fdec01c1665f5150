import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { isReference, isSecretName, isSecretPlaceholder, sampleLevels } from './secrets.ts';
import { connector } from './sound.ts';
import { sources } from './sources.ts';

export const connectSecrets: Rule = {
  id: 'connect-secrets',
  title: "A password stands in a connector's configuration",
  category: 'security',
  levels: { production: 'warning', dev: 'information' },
  why: `Whoever may read KafkaConnector resources, the repository or Connect's REST interface sees the password. A
configuration provider keeps it in a Secret: Connect looks the value up when the connector starts, and the resource
holds a reference only.`,
  sources: [
    {
      title: 'Strimzi: loading configuration values from external sources',
      url: `${sources.strimziDeploying.url}#assembly-loading-config-with-providers-str`,
    },
    {
      title: 'KIP-297: externalizing secrets for Connect configurations',
      url: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-297%3A+Externalizing+Secrets+for+Connect+Configurations',
    },
  ],
  check: {
    resource({ type, tree }, report) {
      if (type !== 'KafkaConnector') return;
      for (const { name, value } of tree.get('spec', 'config').fields()) {
        const text = value.string();
        if (!isSecretName(name) || !isSet(text) || text.value.trim() === '') continue;
        if (isReference(text.value) || isSecretPlaceholder(text.value)) continue;
        report(
          text,
          `${name} is written out: whoever reads this resource has it. Keep it in a Secret, refer to it as \${secrets:NAMESPACE/SECRET:KEY}, and change the password.`,
          sampleLevels(text.value),
        );
      }
    },
  },
  examples: [
    {
      bad: { 'connector.yaml': connector({ config: 'database.password: «kU8-swordfish»' }) },
      good: {
        'connector.yaml': connector({ config: 'database.password: ${secrets:shop/orders-db:password}' }),
      },
      fixed: false,
    },
  ],
};
