import { choice, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import { knownEntriesOf } from './configured.ts';
import type { Rule } from './rule.ts';
import { broker, cluster } from './sound.ts';
import { sources } from './sources.ts';

const OLD = ['SSLv2', 'SSLv2Hello', 'SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1'];

export const sslOldProtocol: Rule = {
  id: 'ssl-old-protocol',
  title: 'A TLS version that is broken is allowed',
  category: 'security',
  levels: { production: 'warning', dev: 'warning' },
  why: `SSL 2 and 3 and TLS 1.0 and 1.1 are broken or formally retired (RFC 7568, RFC 8996), and current Java releases
switch them off anyway. Kafka takes their names without a word.`,
  sources: [
    { title: 'RFC 8996: deprecating TLS 1.0 and TLS 1.1', url: 'https://www.rfc-editor.org/rfc/rfc8996' },
    sources.kafkaSecurity,
  ],
  check: {
    configuration(configuration, report) {
      for (const { key, slot, value, facts } of knownEntriesOf(configuration)) {
        const { key: name } = facts;
        if (!isSet(value)) continue;
        if (name !== 'ssl.enabled.protocols' && name !== 'ssl.protocol') continue;
        const protocols = value.value.split(',').map((protocol) => protocol.trim());
        const old = protocols.filter((protocol) => OLD.includes(protocol));
        if (old.length === 0) continue;
        const kept = protocols.filter((protocol) => protocol !== '' && !OLD.includes(protocol));
        const better =
          name === 'ssl.protocol' ? 'TLSv1.3' : kept.length > 0 ? kept.join(',') : 'TLSv1.2,TLSv1.3';
        report(
          value,
          `${key} allows ${old.join(', ')}, which is broken: connections can be read or changed on the way. Set it to ${better}.`,
          {
            fixes: [choice(`Set ${key} to ${better}`, set(slot, better))],
          },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('ssl.enabled.protocols=«TLSv1.2,TLSv1.1»') },
      good: { 'server.properties': broker('ssl.enabled.protocols=TLSv1.2') },
    },
    {
      bad: cluster({ config: 'ssl.enabled.protocols: «TLSv1»' }),
      good: cluster({ config: 'ssl.enabled.protocols: "TLSv1.2,TLSv1.3"' }),
    },
  ],
};
