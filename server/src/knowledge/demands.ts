import metadataVersionLines from './generated/metadata-versions.ts';

/**
 * What Kafka demands of a value beyond its type.
 * - range: a number from min to max, both included.
 * - not: any number but this one.
 * - in: one of the values, exactly; anyCase: in upper or lower case.
 * - items: every member of the list is one of the values.
 * - notEmpty, unique, atMost: about the members of a list, or the characters of a string.
 * - filled: no member of the list is empty; Kafka takes a repeated member for one.
 * - metadataVersion: one of the versions, or the short form of one ('3.9', '3.9-IV0').
 * - form: a spelling of its own, checked by the function of that name in forms.ts.
 */
export type Demand =
  | { kind: 'range'; min?: number; max?: number }
  | { kind: 'not'; value: number }
  | { kind: 'in' | 'anyCase' | 'items' | 'metadataVersion'; values: readonly string[] }
  | { kind: 'notEmpty' | 'unique' | 'filled' }
  | { kind: 'atMost'; count: number }
  | { kind: 'form'; form: Form };

export type Form =
  | 'voters'
  | 'quorumServers'
  | 'throttledReplicas'
  | 'restUrls'
  | 'httpHeaders'
  | 'regex'
  | 'offsetReset'
  | 'noControl'
  | 'macAlgorithm'
  | 'keyAlgorithm';

/** Kafka's metadata versions with their release suffix, oldest first: '0.8.0' … '4.0-IV1'. */
export const metadataVersions: readonly string[] = metadataVersionLines.split('\n');

/** Reads the table's spelling of demands: `range 1..`, `in a,b`, joined by `|`. */
export function readDemands(text: string): Demand[] {
  return text === '' ? [] : text.split('|').map(readDemand);
}

function readDemand(text: string): Demand {
  const [kind = '', rest = ''] = text.split(' ');
  switch (kind) {
    case 'range':
      return { kind, ...bounds(rest) };
    case 'not':
      return { kind, value: Number(rest) };
    case 'in':
    case 'anyCase':
    case 'items':
      return { kind, values: rest.split(',') };
    case 'metadataVersion':
      return { kind, values: metadataVersions.slice(0, metadataVersions.indexOf(rest) + 1) };
    case 'notEmpty':
    case 'unique':
    case 'filled':
      return { kind };
    case 'atMost':
      return { kind, count: Number(rest) };
    default:
      return { kind: 'form', form: kind as Form };
  }
}

function bounds(text: string): { min?: number; max?: number } {
  const [min, max] = text.split('..');
  return { ...(min ? { min: Number(min) } : {}), ...(max ? { max: Number(max) } : {}) };
}
