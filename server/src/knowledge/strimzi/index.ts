// What Strimzi's API knows: its kinds, their structure by release, and the Kafka versions each release runs.
export { type ForbiddenReason, filteredMaps, forbiddenConfig } from './forbidden.ts';
export {
  fieldPath,
  fieldsOf,
  type Lifetime,
  lifetimeOf,
  type NodeFacts,
  type Operator,
  pathOfKeys,
  schemaAt,
} from './lookup.ts';
export type { ProblemKind, StructureProblem, Suggestion } from './problems.ts';
export { fieldInsteadOf, type Replacement, replacementOf, replacementOfType } from './replacements.ts';
export { type FieldPath, ignoredKinds, isKind, type Kind, kinds, servedVersions } from './schema.ts';
export { isExplainedBy, isNotice, isOutdated, validateStructure } from './validate.ts';
export {
  compareReleases,
  defaultKafka,
  inRange,
  intersect,
  knownReleases,
  minorOf,
  type StrimziRange,
  servedBy,
  strimziRangeFor,
  supportedKafka,
} from './versions.ts';
