import type { Json } from './fix.ts';
import type { Place, Slot } from './place.ts';
import type { Value } from './value.ts';

/**
 * A structured value (a Strimzi `storage`, a pod template) of which a rule can ask for what is inside, without
 * knowing how it is written. Asking for what is not there gives an unset value with the place it would stand under.
 */
export interface Tree {
  kind: 'map' | 'seq' | 'scalar' | 'absent';
  place: Place;
  /** The key it stands under, or its own begin. */
  header: Place;
  slot: Slot;
  get(...path: (string | number)[]): Tree;
  keys(): { name: string; place: Place }[];
  items(): Tree[];
  /** The fields of a map in their order, those of merge keys (`<<`) included; the last one of a name that stands twice. */
  fields(): { name: string; place: Place; value: Tree }[];
  string(): Value<string>;
  integer(): Value<number>;
  boolean(): Value<boolean>;
  /** A scalar with the type that Kubernetes reads: a plain `yes`, `no`, `on` or `off` is a boolean there. */
  scalar(): Value<string | number | boolean>;
  /** The tree as a value: set when something is written here. */
  self(): Value<Tree>;
  json(): Json | undefined;
}
