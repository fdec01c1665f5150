import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isPair, isScalar, parseAllDocuments, type Scalar, visit } from 'yaml';
import { definitionAt } from '../../server/src/language/names/definition.ts';
import { renameAt } from '../../server/src/language/names/rename.ts';
import { lineStarts, positionAt } from '../../server/src/model/lines.ts';
import { absolute } from '../../server/src/model/place.ts';
import { createReview, type Review } from '../../server/src/review/review.ts';
import { rules } from '../../server/src/rules/index.ts';
import { filesBelow, repositoriesOf } from '../support/corpus.ts';
import { applyEdits } from '../support/places.ts';
import { sharedFolder } from '../support/shared.ts';

const corpus = join(sharedFolder(), 'corpus');

/** A resource as another parser sees it, and the values in it that name others. */
interface Seen {
  uri: string;
  kind: string;
  name: string;
  namespace: string | undefined;
  label: string | undefined;
  references: { kinds: string[]; name: string; namespace: string | undefined; offset: number }[];
}

/** Reads a file with `yaml` alone; what it cannot read names nothing. */
function seenIn(uri: string, text: string): Seen[] {
  if (!/\.ya?ml$/.test(uri) || text.includes('{{')) return [];
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document): Seen[] => {
    const json = document.errors.length > 0 ? null : document.toJS();
    if (!json || typeof json !== 'object' || typeof json.kind !== 'string') return [];
    const { name, namespace, labels } = json.metadata ?? {};
    if (typeof name !== 'string' || json.kind === 'CustomResourceDefinition') return [];
    const isStrimzi = /^kafka\.strimzi\.io\//.test(json.apiVersion ?? '');
    const references: Seen['references'] = [];
    const refer = (kinds: string[], node: Scalar, target: string, at = 0, space = namespace) =>
      references.push({ kinds, name: target, namespace: space, offset: (node.range?.[0] ?? 0) + at });
    visit(document, {
      Pair(_, { key, value }, path) {
        if (!isScalar(key) || !isScalar(value) || typeof value.value !== 'string') return;
        const quoted = /^["']/.test(text.slice(value.range?.[0])) ? 1 : 0;
        const parent = path.findLast((step) => isPair(step));
        const above = isPair(parent) && isScalar(parent.key) ? parent.key.value : undefined;
        if (key.value === 'strimzi.io/cluster' && above === 'labels' && isStrimzi && path.length === 6)
          refer([json.kind === 'KafkaConnector' ? 'KafkaConnect' : 'Kafka'], value, value.value, quoted);
        const authority = /^(.+)-(?:cluster|clients)-ca(?:-cert)?$/.exec(value.value)?.[1];
        if (key.value === 'secretName' && authority) refer(['Kafka'], value, authority, quoted);
        else if (key.value === 'secretName') refer(['Secret', 'KafkaUser'], value, value.value, quoted);
        if (key.value === 'name' && above === 'configMapKeyRef')
          refer(['ConfigMap'], value, value.value, quoted);
        const host = /^([\w-]+)-kafka-bootstrap(?:\.([\w-]+)\.svc(?:\.cluster\.local)?)?:\d+$/.exec(
          value.value,
        );
        if (key.value === 'bootstrapServers' && host)
          refer(['Kafka'], value, host[1] ?? '', quoted, host[2] ?? namespace);
      },
    });
    return [{ uri, kind: json.kind, name, namespace, label: labels?.['strimzi.io/cluster'], references }];
  });
}

interface Folder {
  folder: string;
  texts: Map<string, string>;
  review: Review;
  seen: Seen[];
}

function open(folder: string): Folder {
  const texts = new Map(
    filesBelow(folder).map((path) => [
      pathToFileURL(join(corpus, path)).href,
      readFileSync(join(corpus, path), 'utf8'),
    ]),
  );
  const review = reviewOf(folder, texts);
  return { folder, texts, review, seen: [...texts].flatMap(([uri, text]) => seenIn(uri, text)) };
}

function reviewOf(folder: string, texts: ReadonlyMap<string, string>): Review {
  const review = createReview({ rules, roots: [pathToFileURL(join(corpus, folder)).href] });
  for (const [uri, text] of texts) review.set(uri, text);
  review.refresh();
  return review;
}

/** Every finding as a line of text, with the new name of a cluster read as its old one. */
const findingsOf = (review: Review, texts: ReadonlyMap<string, string>): string[] =>
  [...texts.keys()]
    .flatMap((uri) =>
      review.findings(uri).map(({ rule, severity, place, message }) => {
        const { line } = positionAt(lineStarts(review.text(uri) ?? ''), absolute(place).start);
        return `${uri}:${line} ${rule} ${severity} ${message.replaceAll('renamed-', '')}`;
      }),
    )
    .sort();

const compatible = (a: string | undefined, b: string | undefined) =>
  a === undefined || b === undefined || a === b;

describe('names in real Strimzi repositories', () => {
  const folders = repositoriesOf('strimzi');

  for (const folder of folders) {
    it(`${folder}: lead to what they name, wherever it is in the repository`, () => {
      const { review, seen, texts } = open(folder);
      const lost: string[] = [];
      for (const { uri, references } of seen) {
        const starts = lineStarts(texts.get(uri) ?? '');
        for (const { kinds, name, namespace, offset } of references) {
          const targets = seen.filter(
            (one) => kinds.includes(one.kind) && one.name === name && compatible(one.namespace, namespace),
          );
          const found = definitionAt(review, uri, positionAt(starts, offset));
          const right = found.every(({ targetUri }) => targets.some((one) => one.uri === targetUri));
          if (found.length > 0 !== targets.length > 0 || !right)
            lost.push(`${uri}:${positionAt(starts, offset).line + 1} ${kinds} ${name}`);
        }
      }
      assert.deepEqual(lost, []);
    });
  }

  it('of clusters can be changed, and the findings stay the same', () => {
    let renamed = 0;
    for (const folder of folders) {
      for (const texts of alternatives(open(folder))) {
        const review = reviewOf(folder, texts);
        for (const { name, place } of review.names.declared('cluster')) {
          const { uri } = place.part;
          const position = positionAt(lineStarts(texts.get(uri) ?? ''), absolute(place).start);
          const answer = renameAt(review, uri, position, `renamed-${name}`) ?? assert.fail();
          assert.ok('changes' in answer, JSON.stringify(answer));
          const after = new Map(texts);
          for (const [changed, edits] of Object.entries(answer.changes ?? {}))
            after.set(changed, applyEdits(texts.get(changed) ?? '', edits));
          assert.notDeepEqual(after, texts);
          assert.deepEqual(findingsOf(reviewOf(folder, after), after), findingsOf(review, texts));
          renamed += 1;
        }
      }
    }
    assert.ok(renamed >= 20, `only ${renamed} clusters were renamed`);
  });
});

/**
 * Folders of examples declare one cluster again and again, and then nobody can say which is meant: of each folder at
 * the top, the files are taken as far as they declare no cluster of a name that a file before them declares.
 */
function alternatives({ folder, texts, seen }: Folder): Map<string, string>[] {
  const root = pathToFileURL(join(corpus, folder)).href;
  const sets = new Map<string, { names: Set<string>; texts: Map<string, string> }>();
  for (const [uri, text] of texts) {
    const top = uri.slice(0, uri.indexOf('/', root.length + 1));
    const set = sets.get(top) ?? { names: new Set(), texts: new Map() };
    sets.set(top, set);
    const own = seen.filter((one) => one.uri === uri && one.kind === 'Kafka').map(({ name }) => name);
    if (own.some((name, index) => set.names.has(name) || own.indexOf(name) !== index)) continue;
    for (const name of own) set.names.add(name);
    set.texts.set(uri, text);
  }
  return [...sets.values()].map((set) => set.texts);
}
