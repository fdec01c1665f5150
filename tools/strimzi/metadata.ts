import type { CrdSchema } from './merge.ts';

const string: CrdSchema = { type: 'string' };
const integer: CrdSchema = { type: 'integer' };
const boolean: CrdSchema = { type: 'boolean' };
const stringMap: CrdSchema = { type: 'object', additionalProperties: string };
const open: CrdSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/**
 * Kubernetes' own ObjectMeta (meta/v1): a CustomResourceDefinition only says "object", the API server checks the rest.
 * A label or annotation that is not a string is refused, which is what an unquoted `true` becomes.
 */
export const metadataSchema: CrdSchema = {
  type: 'object',
  properties: {
    name: string,
    generateName: string,
    namespace: string,
    labels: stringMap,
    annotations: stringMap,
    finalizers: { type: 'array', items: string },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          apiVersion: string,
          kind: string,
          name: string,
          uid: string,
          controller: boolean,
          blockOwnerDeletion: boolean,
        },
        required: ['apiVersion', 'kind', 'name', 'uid'],
      },
    },
    managedFields: { type: 'array', items: open },
    uid: string,
    resourceVersion: string,
    selfLink: string,
    generation: integer,
    creationTimestamp: string,
    deletionTimestamp: string,
    deletionGracePeriodSeconds: integer,
  },
};
