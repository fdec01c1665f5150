// What Strimzi's API knows: its kinds, their structure by release, and the Kafka versions each release runs.
export { type ForbiddenReason, forbiddenConfig, isFiltered } from './forbidden.ts';
export { fieldPath, fieldsOf, type NodeFacts, type Operator, schemaAt } from './lookup.ts';
export type { ProblemKind, StructureProblem, Suggestion } from './problems.ts';
export { type FieldPath, ignoredKinds, isKind, type Kind, kinds } from './schema.ts';
export { isNotice, validateStructure } from './validate.ts';
export {
  compareReleases,
  defaultKafka,
  inRange,
  intersect,
  knownReleases,
  minorOf,
  type StrimziRange,
  servedBy,
  servedVersions,
  strimziRangeFor,
  supportedKafka,
} from './versions.ts';
