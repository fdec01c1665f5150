import { CompletionItemKind } from 'vscode-languageserver-types';
import type { ClusterFacts } from '../../model/deployment.ts';
import type { Name, NameKind, NameOwner } from '../../model/name.ts';
import type { Part } from '../../model/place.ts';
import { isSet } from '../../model/value.ts';
import type { Review } from '../../review/review.ts';
import { type YamlPosition, yamlPosition } from '../context.ts';
import type { Completed, StrimziCompletions } from '../strimzi-completion.ts';
import { kindWords } from './words.ts';

/** What the half-typed document says of itself: found from its text, because it is no sound YAML yet. */
interface Around {
  uri: string;
  namespace: string | undefined;
  owners: readonly NameOwner[];
}

/** The names that would mean something at an offset of a YAML text; undefined where no name is typed, or none is known. */
export function nameCompletions(
  review: Review,
  uri: string,
  text: string,
  offset: number,
): StrimziCompletions | undefined {
  const position = yamlPosition(text, offset);
  const value = position?.value;
  if (!position || !value) return undefined;
  const around = aroundOf(uri, text, position);
  const items = itemsFor(review, position, around);
  if (items.length === 0) return undefined;
  const word = wordAt(text, offset, value);
  return { items: items.sort((a, b) => (a.label < b.label ? -1 : 1)).map(sorted), ...word };
}

const sorted = (item: Completed, at: number): Completed => ({
  ...item,
  sortText: String(at).padStart(4, '0'),
});

/** The item of a list separated by commas, without the quotes around the value. */
function wordAt(text: string, offset: number, { start, end }: { start: number; end: number }) {
  let from = offset;
  while (from > start && !/[,\s"']/.test(text.charAt(from - 1))) from -= 1;
  const rest = /^[^,\s"']*/.exec(text.slice(offset, end))?.[0].length ?? 0;
  return { start: from, end: offset + rest };
}

function aroundOf(uri: string, text: string, { document, kind }: YamlPosition): Around {
  const body = text.slice(document.start, document.end);
  const namespace = /^ {1,8}["']?namespace["']?:[ \t]*["']?([\w.-]+)/m.exec(body)?.[1];
  const label = /^[ \t]+["']?strimzi\.io\/cluster["']?:[ \t]*["']?([\w.-]+)/m.exec(body)?.[1];
  const own = /^ {1,8}["']?name["']?:[ \t]*["']?([\w.-]+)/m.exec(body)?.[1];
  const owner = (of: 'cluster' | 'connect', name: string | undefined): NameOwner[] =>
    name === undefined ? [] : [{ kind: of, name, namespace }];
  const owners =
    kind === 'KafkaConnector' || kind === 'KafkaConnect'
      ? owner('connect', kind === 'KafkaConnect' ? own : label)
      : owner('cluster', kind === 'Kafka' ? own : label);
  return { uri, namespace, owners };
}

const SECRET_FIELDS = ['secretName', 'pushSecret'];
const SECRET_HOLDERS = ['secretKeyRef', 'secretRef', 'imagePullSecrets'];
const CONFIG_MAP_HOLDERS = ['configMapKeyRef', 'configMapRef', 'configMap', 'toConfigMap', 'fromConfigMap'];

function itemsFor(review: Review, { path, key, kind }: YamlPosition, around: Around): Completed[] {
  const parent = path.at(-1) ?? '';
  const of = (...kinds: NameKind[]) => kinds.flatMap((one) => named(review, one, around));
  if (key === 'strimzi.io/cluster') {
    if (path.join(' ') === 'metadata labels') return of(kind === 'KafkaConnector' ? 'connect' : 'cluster');
    return of('cluster', 'connect', 'mirror-maker', 'bridge');
  }
  if (key === 'strimzi.io/pool-name') return of('pool');
  if (SECRET_FIELDS.includes(key) || (key === 'name' && SECRET_HOLDERS.includes(parent))) {
    return [...of('secret', 'user'), ...clusterSecrets(review, around)];
  }
  if (key === 'name' && CONFIG_MAP_HOLDERS.includes(parent)) return of('config-map');
  if (key === 'bootstrapServers') return bootstraps(review, around);
  if (key === 'name' && parent === 'resource' && kind === 'KafkaUser') return of('topic');
  if (/^topics?$/.test(key) && parent === 'config' && kind === 'KafkaConnector') return of('topic');
  if (kind === 'KafkaMirrorMaker2' && /^(source|target|connect)Cluster$/.test(key)) {
    return review.names
      .in(around.uri)
      .filter((name) => name.kind === 'alias' && name.role === 'declaration')
      .map(({ name }) => item(name, 'cluster alias'));
  }
  return [];
}

/** The declarations that their own name would mean if it were written here. */
function named(review: Review, kind: NameKind, { uri, namespace, owners }: Around): Completed[] {
  const part: Part = { uri, format: 'yaml', text: '', offset: 0 };
  const place = { part, start: 0, end: 0 };
  const owned = kind === 'pool' || kind === 'topic' ? owners : [];
  const meant = (declaration: Name) =>
    review.names
      .declarationsOf({
        kind,
        role: 'use',
        name: declaration.name,
        namespace,
        owners: owned,
        place,
        site: place,
      })
      .includes(declaration);
  const names = new Set(
    review.names
      .declared(kind)
      .filter(meant)
      .map(({ name }) => name),
  );
  return [...names].map((name) => item(name, kindWords[kind]));
}

const item = (name: string, detail: string): Completed => ({
  label: name,
  kind: CompletionItemKind.Reference,
  detail,
  newText: name,
});

/** The Secrets with the certificate authorities of the clusters. */
const clusterSecrets = (review: Review, around: Around): Completed[] =>
  named(review, 'cluster', around).map(({ label }) =>
    item(`${label}-cluster-ca-cert`, `cluster CA of ${label}`),
  );

/** An address for each listener of each cluster; with the namespace where it is another one. */
function bootstraps(review: Review, { namespace }: Around): Completed[] {
  return review.clusters().flatMap(({ cluster }) => {
    const own = cluster.members[0]?.strimzi?.namespace;
    if (!own) return [];
    const elsewhere = isSet(own) && own.value !== namespace ? `.${own.value}.svc` : '';
    return cluster.facts.listeners.map((listener) =>
      item(
        `${cluster.name}-kafka-${isInternal(listener) ? '' : `${listener.name}-`}bootstrap${elsewhere}:${listener.port ?? 9092}`,
        [`listener ${listener.name}`, listener.tls ? 'TLS' : '', listener.authentication ?? '']
          .filter(Boolean)
          .join(' · '),
      ),
    );
  });
}

const isInternal = ({ type }: ClusterFacts['listeners'][number]): boolean => type === 'internal';
