import { parseSetting } from '../knowledge/setting.ts';
import { knownEntriesOf } from './configured.ts';
import type { Rule } from './rule.ts';
import { isPlaceholder, isSecretPlaceholder } from './secrets.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const placeholderLeft: Rule = {
  id: 'placeholder-left',
  title: 'A placeholder is still to be filled in',
  category: 'operations',
  levels: { production: 'information', dev: 'hint' },
  why: `Something has to replace the placeholder before Kafka reads the file: a number in this form is refused, a name is
taken as it stands. In a template this is as it should be; say so by the file's name (.tpl, .template, .j2, .dist).`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      if (config.open || TEMPLATE.test(config.holder.part.uri)) return;
      for (const { key, value, facts } of knownEntriesOf(configuration)) {
        const text = value.text.trim();
        const left = facts.type === 'PASSWORD' ? isSecretPlaceholder(text) : isPlaceholder(text);
        if (!left) continue;
        const refused = 'error' in parseSetting(facts, text);
        report(
          value,
          `${key} still has the placeholder ${text}: Kafka ${refused ? 'does not start with it' : 'takes it as it stands'}. Fill it in.`,
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('node.id=«<id>»') },
      good: { 'server.properties': broker('node.id=1') },
      fixed: false,
    },
    {
      bad: { 'server.properties': broker('broker.rack=«CHANGEME»') },
      good: { 'server.properties': broker('broker.rack=eu-west-1a') },
      fixed: false,
    },
    {
      bad: { 'server.properties': broker('ssl.key.password=«<password of the key>»') },
      good: {
        'server.properties': broker(
          `ssl.key.password=\${file:/etc/kafka/secrets.properties:ssl.key.password}`,
        ),
      },
      fixed: false,
    },
  ],
};

const TEMPLATE = /\.(tpl|tmpl|template|j2|jinja2?|dist|sample|example|in|erb|mustache)$|template/i;
