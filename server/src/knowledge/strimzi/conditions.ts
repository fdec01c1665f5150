import type { Place } from '../../model/place.ts';
import type { Tree } from '../../model/tree.ts';
import { effective } from '../../model/value.ts';
import type { SchemaNode } from './schema.ts';

/** A condition of the schema that a resource breaks, with the field it is about. */
interface BrokenCondition {
  name: string;
  field: string;
  place: Place;
}

interface Fields {
  has(field: string): boolean;
  /** Undefined when the field is absent, no scalar, or nobody can judge it. */
  get(field: string): string | number | boolean | undefined;
}

/**
 * The rules that Strimzi's schemas carry beyond types (x-kubernetes-validations), each giving the field at fault.
 * A value that nobody can judge breaks nothing.
 */
const conditions: Readonly<Record<string, (fields: Fields) => string | undefined>> = {
  'jmx-exporter-needs-value-from': ({ get, has }) =>
    get('type') === 'jmxPrometheusExporter' && !has('valueFrom') ? 'valueFrom' : undefined,
  'no-strimzi-metrics-reporter': ({ get }) => (get('type') === 'strimziMetricsReporter' ? 'type' : undefined),
  'rack-needs-topology-key': ({ get, has }) => {
    const usesLabel = !has('type') || get('type') === 'topology-label';
    return usesLabel && isEmpty({ get, has }, 'topologyKey') ? 'topologyKey' : undefined;
  },
  'rack-needs-variable-name': (fields) =>
    fields.get('type') === 'environment-variable' && isEmpty(fields, 'envVarName') ? 'envVarName' : undefined,
  'days-only-with-tls': ({ get, has }) => {
    if (get('type') === undefined || get('type') === 'tls') return undefined;
    return ['validityDays', 'renewalDays'].find(has);
  },
  'days-together': ({ get, has }) => {
    if (get('type') !== 'tls' || has('renewalDays') === has('validityDays')) return undefined;
    return has('renewalDays') ? 'validityDays' : 'renewalDays';
  },
  'renewal-before-validity': ({ get }) => {
    const [renewal, validity] = [get('renewalDays'), get('validityDays')];
    const judged = get('type') === 'tls' && typeof renewal === 'number' && typeof validity === 'number';
    return judged && renewal >= validity ? 'renewalDays' : undefined;
  },
};

const isEmpty = ({ get, has }: Fields, field: string): boolean => !has(field) || get(field) === '';

/** The conditions of a node that an object breaks; a field that is missing is shown at the object's header. */
export function conditionProblems(node: SchemaNode, tree: Tree): BrokenCondition[] {
  if (node.conditions === undefined) return [];
  const fields: Fields = {
    has: (field) => tree.get(field).self().state !== 'unset',
    get: (field) => effective(tree.get(field).scalar()),
  };
  return node.conditions.flatMap((name) => {
    const field = conditions[name]?.(fields);
    return field === undefined ? [] : [{ name, field, place: tree.get(field).place }];
  });
}
