// kafka:/CLUSTER-ID/NAME/topics/orders.properties: the address of a document inside a running cluster.

/** What there are documents of. `drift` is a file of the workspace as it would be if it said what the cluster says. */
export type DocumentKind = 'brokers' | 'topics' | 'groups' | 'drift';

export interface DocumentAddress {
  /** The cluster's id. */
  cluster: string;
  kind: DocumentKind;
  /** The broker's id, the topic's or group's name, the file's URI. */
  name: string;
}

const endings: Record<DocumentKind, string> = {
  brokers: '.properties',
  topics: '.properties',
  groups: '.txt',
  drift: '',
};

/** The whole path of a document, as an editor takes it; the cluster's name in it is for people only. */
export const fullPath = (cluster: string, name: string, path: string): string =>
  `/${encodeURIComponent(cluster)}/${name.replaceAll('/', ' ')}/${path}`;

/** The path below the cluster's own; an editor takes the language from its end and shows the last piece of it. */
export function documentPath(kind: DocumentKind, name: string): string {
  if (kind !== 'drift') return `${kind}/${encodeURIComponent(name)}${endings[kind]}`;
  const file = name.slice(name.lastIndexOf('/') + 1);
  return `${kind}/${encodeURIComponent(name)}/${file}`;
}

/** Reads an address; undefined for one that is none. */
export function parseDocumentUri(uri: string): DocumentAddress | undefined {
  const match = /^kafka:\/([^/]+)\/[^/]*\/(brokers|topics|groups|drift)\/([^/]+)/.exec(uri);
  const [, cluster, kind, encoded = ''] = match ?? [];
  if (cluster === undefined || kind === undefined) return undefined;
  try {
    const ending = endings[kind as DocumentKind];
    const name = twice(ending === '' ? encoded : encoded.slice(0, -ending.length));
    return { cluster: twice(cluster), kind: kind as DocumentKind, name };
  } catch {
    return undefined;
  }
}

/** Encoded once for the path, and once more by the editor for the address. */
const twice = (piece: string): string => decodeURIComponent(decodeURIComponent(piece));
