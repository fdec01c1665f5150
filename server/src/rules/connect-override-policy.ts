import type { Client } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';

const KEY = 'connector.client.config.override.policy';

const worker = (lines: string) => `bootstrap.servers=b1.example.org:9094,b2.example.org:9094
group.id=connect
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.json.JsonConverter
config.storage.topic=connect-configs
offset.storage.topic=connect-offsets
status.storage.topic=connect-status
${lines}
`;

export const connectOverridePolicy: Rule = {
  id: 'connect-override-policy',
  title: "Whoever makes a connector chooses its client's settings",
  category: 'security',
  levels: { production: 'information', dev: 'off' },
  why: `With the policy All, which is the default since Kafka 3.0, a connector may set anything for its producers and
consumers: another user, a login module, other brokers. Whoever reaches the REST interface then acts with more rights than
were meant for them; CVE-2023-25194 took this way. Principal allows a login of the connector's own and nothing else.`,
  sources: [
    {
      title: 'CVE-2023-25194: remote code by SASL JAAS configuration in Connect',
      url: 'https://github.com/advisories/GHSA-26f8-x7cc-wqpc',
    },
    {
      title: 'Apache Kafka: Connect configuration',
      url: 'https://kafka.apache.org/documentation/#connectconfigs',
    },
  ],
  check: { client: check },
  examples: [
    {
      bad: { 'connect-distributed.properties': worker(`${KEY}=«All»`) },
      good: { 'connect-distributed.properties': worker(`${KEY}=Principal`) },
    },
  ],
};

/** Only where it is written out: by default it is All everywhere. An extension may ask callers who they are. */
function check({ config }: Client, report: Report): void {
  const policy = config.entries.get(KEY)?.value;
  if (!isSet(policy) || policy.value.trim() !== 'All' || config.entries.has('rest.extension.classes')) return;
  report(
    policy,
    `${KEY} = All: whoever makes connectors chooses how they log in, and runs with the rights that this gives. Set it to Principal.`,
    { fixes: [choice('Set it to Principal', set(policy.slot, 'Principal'))] },
  );
}
