import { createReview, type Review } from '../../server/src/review/review.ts';
import { noSettings } from '../../server/src/review/settings.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { Example } from '../../server/src/rules/rule.ts';

/** The address that an example's file is reviewed under. */
export const uriOf = (name: string): string => `file:///deployment/${name}`;

/** Reviews files, by name, under the profile and versions of an example; a rule that throws ends it. */
export function reviewExample(files: Record<string, string>, example: Example): Review {
  const { profile = 'production', kafkaVersion, strimziVersion } = example;
  const made = createReview({
    rules,
    defaults: {
      ...noSettings,
      profile,
      ...(kafkaVersion ? { kafkaVersion } : {}),
      ...(strimziVersion ? { strimziVersion } : {}),
    },
    onRuleError: (rule, error) => {
      throw new Error(`rule ${rule} threw`, { cause: error });
    },
  });
  for (const [name, text] of Object.entries(files)) made.set(uriOf(name), text);
  for (const [name, text] of Object.entries(example.before ?? {})) made.setBefore(uriOf(name), text);
  made.refresh();
  return made;
}

/** Takes the marks «» out of a text and says where they stood. */
export function unmark(text: string): { text: string; ranges: [number, number][] } {
  const ranges: [number, number][] = [];
  let plain = '';
  let start = 0;
  for (const c of text) {
    if (c === '«') start = plain.length;
    else if (c === '»') ranges.push([start, plain.length]);
    else plain += c;
  }
  return { text: plain, ranges };
}
