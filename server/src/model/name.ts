import type { Place } from './place.ts';

/** What a name is the name of. */
export type NameKind =
  | 'cluster'
  | 'pool'
  | 'listener'
  | 'port'
  | 'topic'
  | 'user'
  | 'connect'
  | 'connector'
  | 'mirror-maker'
  | 'bridge'
  | 'alias'
  | 'config-map'
  | 'secret';

/** What an operator can be told to look for in another namespace than its cluster's. */
export type WatchedKind = 'topic' | 'user';

/**
 * What a name belongs to: a resource that other files may declare, the Kafka node whose configuration begins at a
 * place, or the document at a place.
 */
export type NameOwner =
  | { kind: 'cluster' | 'connect'; name: string; namespace: string | undefined; by?: WatchedKind }
  | { kind: 'node' | 'document'; place: Place };

/**
 * One place of a file that names something: where the thing is declared, or where it is used. A text that can be read
 * in two ways (the Secret of that name, the user whose Secret it is) is two names at one site.
 */
export interface Name {
  kind: NameKind;
  role: 'declaration' | 'use';
  name: string;
  /** The Kubernetes namespace it is looked for in; undefined where nothing says it. */
  namespace: string | undefined;
  /** The letters of the name: of `prod-kafka-bootstrap` the `prod`. */
  place: Place;
  /** The whole value that a person sees as the name. */
  site: Place;
  /** Any of them; empty where the name stands alone in its namespace, or nothing says whose it is. */
  owners: readonly NameOwner[];
  /** A label on what an operator may look for in another namespace. */
  by?: WatchedKind;
  /** The namespaces that a cluster's operators were told to look in; undefined where a template says it. */
  watches?: Partial<Record<WatchedKind, string | undefined>>;
  /** What a cluster's user operator puts before the names of its users to name their Secrets. */
  secretPrefix?: string;
  /** An ACL of a prefix means every name that begins with it. */
  prefix?: true;
  /** How the letters follow from the name; as they are when absent. */
  spelling?: 'lower case' | 'variable';
  /** Why the letters cannot be replaced here. */
  fixed?: 'alias' | 'template';
}
