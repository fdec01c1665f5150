/**
 * A file with one topic or user of Strimzi, as it would be with other names: of itself, and of what its rules are about.
 * Undefined for any other file, where no name is a plain word, and for a topic that has a name beside its resource's.
 */
export function renamed(text: string, name: string): string | undefined {
  const kinds = [...text.matchAll(/^kind: *(.*)$/gm)].map(([, kind = '']) => kind);
  if (kinds.length !== 1 || !/^Kafka(?:Topic|User)\s*$/.test(kinds[0] ?? '')) return undefined;
  const made = text.replace(/^( *(?:- )?name: )[a-z][a-z0-9-]*$/gm, `$1${name}`);
  return made === text || text.includes('topicName:') ? undefined : made;
}
