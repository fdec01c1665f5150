import { fix, replace } from '../model/fix.ts';
import { textAt } from '../model/place.ts';
import { isSet } from '../model/value.ts';
import { factsFor } from './configured.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const propertiesEscape: Rule = {
  id: 'properties-escape',
  title: 'A backslash is eaten by the properties format',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `In a properties file a backslash begins an escape: \\t is a tab, \\n a new line, and before any other letter the
backslash just goes. A Windows path loses its separators, and a backslash at the end of a line joins the next key to
the value.`,
  sources: [sources.javaProperties],
  check: {
    configuration(configuration, report) {
      const { config } = configuration;
      const { part } = config.holder;
      if (part.format !== 'properties' || !part.text.includes('\\')) return;
      for (const entry of config.entries.values()) {
        if (!textAt(entry.place).includes('\\')) continue;
        const { key, value } = entry;
        if (!isSet(value)) continue;
        const raw = textAt(value.place);
        if (!raw.includes('\\')) continue;
        if (/^[A-Za-z]:\\(?!\\)/.test(raw) && !/[\r\n]/.test(raw)) {
          const path = raw.replace(/\\+/g, '/');
          report(
            value,
            `Kafka reads ${key} as "${shown(value.value)}": a backslash is an escape here. Write ${path}.`,
            { fixes: [fix(`Write ${path}`, replace(value.place, path))] },
          );
        }
        const swallowed = swallowedKey(raw, (name) => factsFor(configuration, name) !== undefined);
        if (!swallowed) continue;
        report(
          { ...value.place, start: value.place.start + swallowed.at, end: value.place.start + swallowed.end },
          `the backslash at the end of the line before joins ${swallowed.key} to the value of ${key}. Remove it.`,
          {
            fixes: [
              fix(
                'Remove the backslash',
                replace(
                  {
                    ...value.place,
                    start: value.place.start + swallowed.backslash,
                    end: value.place.start + swallowed.backslash + 1,
                  },
                  '',
                ),
              ),
            ],
          },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('log.dirs=«C:\\kafka\\new»') },
      good: { 'server.properties': broker('log.dirs=C:/kafka/new') },
    },
    {
      bad: {
        'server.properties': broker('log.dirs=/var/lib/kafka/data\\\n«num.io.threads»=16'),
      },
      good: { 'server.properties': broker('log.dirs=/var/lib/kafka/data\nnum.io.threads=16') },
    },
  ],
};

const shown = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text).slice(1, -1);

/** The first line of a continued value that is an entry of its own; offsets in the raw value. */
function swallowedKey(
  raw: string,
  isKey: (name: string) => boolean,
): { key: string; at: number; end: number; backslash: number } | undefined {
  for (const match of raw.matchAll(/\\\r?\n[ \t]*(([A-Za-z][\w.-]*)\s*=)/g)) {
    const [, entry = '', key = ''] = match;
    const at = match.index + match[0].length - entry.length;
    if (isKey(key)) return { key, at, end: at + key.length, backslash: match.index };
  }
  return undefined;
}
