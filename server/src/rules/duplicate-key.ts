import { type Fix, fix, replace } from '../model/fix.ts';
import { afterBreak, lineBegin, lineEnd } from '../model/lines.ts';
import type { Place } from '../model/place.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  title: 'A key is written twice',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `Of two lines with the same key the last one counts, and nothing says so: whoever changes the first one changes
nothing.`,
  sources: [sources.javaProperties, sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      for (const { key, keyPlace, place, value } of config.overridden) {
        const last = config.entries.get(key);
        if (!last) continue;
        const same = last.value.text.trim() === value.text.trim();
        report(
          keyPlace,
          same
            ? `${key} is written again further down with the same value. Keep one of them.`
            : `${key} is written again further down, and only that counts: this value has no effect. Remove it.`,
          {
            levels: same
              ? { production: 'information', dev: 'hint' }
              : { production: 'warning', dev: 'warning' },
            related: [{ place: last.keyPlace, message: `${key} counts as it stands here` }],
            fixes: removal(place),
            tag: 'unnecessary',
          },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': `«num.partitions»=12\n${broker('num.partitions=6')}` },
      good: { 'server.properties': broker('num.partitions=6') },
    },
  ],
};

/** Takes away the whole line, or lines where the value goes on over several. */
function removal({ part, start, end }: Place): Fix[] {
  if (part.format !== 'properties') return [];
  const { text } = part;
  const whole = { part, start: lineBegin(text, start), end: afterBreak(text, lineEnd(text, end)) };
  return [fix('Remove this line, which has no effect', replace(whole, ''))];
}
