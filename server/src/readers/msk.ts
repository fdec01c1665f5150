import type { Config } from '../model/config.ts';
import { fileName, type Part } from '../model/place.ts';
import { brokerOf } from './broker.ts';
import { directives } from './comments.ts';
import { propertiesConfig } from './properties/config.ts';
import { spell } from './properties/reader.ts';
import { parseProperties } from './properties/syntax.ts';
import type { Reader, Reading } from './reading.ts';

const PROPERTIES = 'server properties';

/** A block scalar behind ServerProperties (CloudFormation), or a heredoc behind server_properties (Terraform). */
const BLOCK = /^([ \t]*)ServerProperties:[ \t]*(?:!\w+[ \t]*)?[|>][-+\d]*[ \t]*\r?\n/gm;
const HEREDOC = /\bserver_properties[ \t]*=[ \t]*<<-?[ \t]*"?(\w+)"?[ \t]*\r?\n/g;

/** Amazon MSK configurations in CloudFormation and Terraform: the properties text inside is a part of its own. */
export const mskReader: Reader = {
  format: 'properties',
  recognises: (uri, text) =>
    /\.(tf|ya?ml|template)$/i.test(uri) &&
    /\b(AWS::MSK::Configuration|aws_msk_configuration)\b/.test(text) &&
    split(text).length > 1,
  split,
  read,
  spell: (part, changes) => (part.section === PROPERTIES ? spell(part, changes) : []),
};

function split(text: string): { offset: number; section?: string }[] {
  const blocks = [...text.matchAll(BLOCK)].map((match) => {
    const start = match.index + match[0].length;
    return { start, end: blockEnd(text, start, (match[1] ?? '').length) };
  });
  const heredocs = heredocsOf(text);
  const parts: { offset: number; section?: string }[] = [{ offset: 0 }];
  for (const { start, end } of [...blocks, ...heredocs].sort((a, b) => a.start - b.start)) {
    if (start < (parts.at(-1)?.offset ?? 0) || end <= start) continue;
    parts.push({ offset: start, section: PROPERTIES }, { offset: end });
  }
  return parts;
}

/** The heredocs that are closed; one within another is its text. */
function heredocsOf(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  /** Where each line of one word stands last: what comes to an end nowhere is not looked for to the end of the text. */
  let closing: Map<string, number> | undefined;
  let at = 0;
  for (const match of text.matchAll(HEREDOC)) {
    const start = match.index + match[0].length;
    const word = match[1] ?? '';
    closing ??= new Map(
      [...text.matchAll(/^[ \t]*(\w+)[ \t]*$/gm)].map((line) => [line[1] ?? '', line.index]),
    );
    if (start < at || (closing.get(word) ?? -1) < start) continue;
    const close = new RegExp(`^[ \\t]*${word}[ \\t]*$`, 'gm');
    close.lastIndex = start;
    const end = close.exec(text)?.index;
    if (end === undefined) continue;
    found.push({ start, end });
    at = end;
  }
  return found;
}

/** A block scalar ends before the first line that is indented no deeper than its key. */
function blockEnd(text: string, start: number, indent: number): number {
  const line = /^([ \t]*)(?=\S)/gm;
  line.lastIndex = start;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    if ((match[1] ?? '').length <= indent) return match.index;
    line.lastIndex = match.index + match[0].length + 1;
  }
  return text.length;
}

/** A cluster's version, or the ones that a configuration is for, in CloudFormation and in Terraform. */
const VERSIONS = /\b(?:KafkaVersion(?:sList)?|kafka_versions?)"?[ \t]*[:=]([^\n\]]*(?:\n[ \t]*- [^\n]*)*)/g;

/** The one Kafka version that the template names, without Amazon's suffixes (3.7.x, 2.8.2.tiered); none where there are several. */
function versionIn(text: string): Record<string, string> {
  const versions = new Set(
    [...text.matchAll(VERSIONS)].flatMap(
      ([, list = '']) => list.replace(/#.*/g, '').match(/(?<![\w.])\d+\.\d+(?:\.\d+)?/g) ?? [],
    ),
  );
  const [version] = versions;
  return version !== undefined && versions.size === 1 ? { 'kafka-version': version } : {};
}

function read(part: Part): Reading {
  const none: Reading = { drafts: [], problems: [], suppressions: [], pragmas: {}, devSignals: [] };
  if (part.section !== PROPERTIES) return { ...none, pragmas: versionIn(part.text) };
  const syntax = parseProperties(part.text);
  // MSK has defaults of its own for what is absent.
  const config: Config = { ...propertiesConfig(part, syntax, 'broker', []), open: true };
  const name = fileName(part.uri);
  return {
    ...none,
    ...directives(part, syntax.comments),
    drafts: [brokerOf(config, { platform: 'msk', name, place: config.anchor, group: { member: false } })],
    problems: syntax.problems.map(({ start, end, message }) => ({
      place: { part, start, end },
      message,
      refused: true,
    })),
  };
}
