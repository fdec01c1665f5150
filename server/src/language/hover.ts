import type { Hover } from 'vscode-languageserver-types';
import type { Config, Entry } from '../model/config.ts';
import { lineStarts, offsetAt, type Position } from '../model/lines.ts';
import { absolute, fileName, type Part, type Place } from '../model/place.ts';
import type { Review } from '../review/review.ts';
import { rulePage } from '../rules/page.ts';
import type { Rule } from '../rules/rule.ts';
import { rangeFinder } from './diagnostics.ts';
import { keyHover } from './key-hover.ts';
import { nameHover } from './names/hover.ts';
import { strimziHover } from './strimzi-hover.ts';

/** What a person wants to know at a position: the key under it, and why the findings there are findings. */
export function hoverAt(
  review: Review,
  rules: ReadonlyMap<string, Rule>,
  uri: string,
  position: Position,
): Hover | undefined {
  const text = review.text(uri);
  if (text === undefined) return undefined;
  const offset = offsetAt(lineStarts(text), position, text.length);
  const found = entryAt(review, uri, offset);
  const findings = review
    .findings(uri)
    .filter((finding) => finding.suppressed === undefined && contains(finding.place, offset));
  const field = found ? undefined : fieldHover(review, uri, offset);
  const name = nameHover(review, uri, position);
  const sections = [
    ...(name ? [name.markdown] : []),
    ...(found ? [hoverOf(review, found)] : []),
    ...(field ? [field.markdown] : []),
    ...[...new Set(findings.map((finding) => finding.rule))].flatMap((id) => {
      const rule = rules.get(id);
      return rule
        ? [`**${rule.title}**  \n${rule.why.replace(/\s+/g, ' ').trim()} [${id}](${rulePage(id)})`]
        : [];
    }),
  ];
  const place =
    found && contains(found.entry.keyPlace, offset)
      ? found.entry.keyPlace
      : (found?.entry.value.place ?? name?.place ?? field?.place ?? findings[0]?.place);
  if (sections.length === 0 || !place) return undefined;
  return {
    contents: { kind: 'markdown', value: sections.join('\n\n---\n\n') },
    range: rangeFinder(review)(place),
  };
}

/** What Strimzi's API says about the field at an offset of a file. */
function fieldHover(review: Review, uri: string, offset: number): ReturnType<typeof strimziHover> {
  const file = review.file(uri);
  const holder = file?.parts.findLast(({ part }) => part.offset <= offset);
  const resource = holder?.reading.drafts.find((draft) => draft.kind === 'resource');
  return resource?.kind === 'resource' && file !== undefined && holder !== undefined
    ? strimziHover(resource.tree, offset - holder.part.offset, file.settings.strimziVersion)
    : undefined;
}

const contains = (place: Place, offset: number): boolean => {
  const { start, end } = absolute(place);
  return start <= offset && offset <= end;
};

/** The configuration entry, and its configuration, at an offset of a file. */
export function entryAt(
  review: Review,
  uri: string,
  offset: number,
): { config: Config; entry: Entry } | undefined {
  for (const { config } of configsOf(review, uri)) {
    for (const entry of [...config.entries.values(), ...config.overridden]) {
      if (!contains(entry.place, offset)) continue;
      if (contains(entry.keyPlace, offset) || contains(entry.value.place, offset)) return { config, entry };
    }
  }
  return undefined;
}

/** Every configuration that stands in a file. */
export function configsOf(review: Review, uri: string): { config: Config }[] {
  return (review.file(uri)?.parts ?? []).flatMap(({ reading }) =>
    reading.drafts.flatMap((draft) => ('config' in draft ? [{ config: draft.config }] : [])),
  );
}

function hoverOf(review: Review, { config, entry }: { config: Config; entry: Entry }): string {
  const text = entry.value.state === 'set' ? entry.value.value : undefined;
  return keyHover(config.scope, entry.key, versionText(review, config.holder.part), text);
}

/** The Kafka version that holds for a part, and why in a few words. */
export function versionText(review: Review, part: Part): { value: string; why: string } | undefined {
  const version = review.version(part);
  if (!version) return undefined;
  const [from] = version.from;
  const file = from && fileName(from.part.uri);
  if (file) return { value: version.value, why: `from ${from.part === part ? 'this resource' : file}` };
  const written = review
    .file(part.uri)
    ?.parts.some(({ reading }) => reading.pragmas['kafka-version'] === version.value);
  return { value: version.value, why: written ? 'as this file says' : 'from the settings' };
}
