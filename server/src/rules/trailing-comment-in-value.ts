import { fix, replace } from '../model/fix.ts';
import { textAt } from '../model/place.ts';
import { knownEntriesOf, trailingComment } from './configured.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const trailingCommentInValue: Rule = {
  id: 'trailing-comment-in-value',
  title: 'A comment behind a value is part of the value',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `In a properties file a comment has a line of its own. Behind a value, # and all that follows belong to the value:
a number is no number any more and Kafka does not start; a text quietly says something else.`,
  sources: [sources.javaProperties],
  check: {
    configuration(configuration, report) {
      for (const entry of knownEntriesOf(configuration)) {
        const comment = trailingComment(entry);
        if (!comment) continue;
        const { place, value } = entry;
        const line = textAt(place);
        const head = line.slice(0, line.length - comment.text.length).trimEnd();
        report(
          { ...value.place, start: value.place.end - comment.text.length },
          comment.refused
            ? `"${comment.text}" is part of the value of ${entry.key}: Kafka refuses it. Move the comment to a line of its own.`
            : `"${comment.text}" is part of the value of ${entry.key}. Move the comment to a line of its own.`,
          {
            ...(comment.refused ? { refused: true } : {}),
            fixes: [
              fix(
                'Move the comment to its own line',
                replace(
                  place,
                  `# ${comment.text.replace(/^(#|\/\/|;)\s*/, '')}${eol(place.part.text)}${head}`,
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
      bad: { 'server.properties': broker('num.partitions=6 «# as many as disks»') },
      good: { 'server.properties': broker('num.partitions=6') },
      fixed: { 'server.properties': broker('-num.partitions\n# as many as disks\nnum.partitions=6') },
    },
    {
      bad: { 'server.properties': broker('broker.rack=eu-west-1a «# the first zone»') },
      good: { 'server.properties': broker('broker.rack=eu-west-1a') },
      fixed: { 'server.properties': broker('-broker.rack\n# the first zone\nbroker.rack=eu-west-1a') },
    },
  ],
};

const eol = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
