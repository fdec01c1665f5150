import { advertisedListenerUnroutable } from './advertised-listener-unroutable.ts';
import { advertisedListenersMissing } from './advertised-listeners-missing.ts';
import { authorizerMissing } from './authorizer-missing.ts';
import { listenerWithoutAuthentication } from './listener-without-authentication.ts';
import { minIsrEqualsRf } from './min-isr-equals-rf.ts';
import { plaintextListener } from './plaintext-listener.ts';
import { rackMissing } from './rack-missing.ts';
import { rackSelectorMissing } from './rack-selector-missing.ts';
import { rackWithoutSpread } from './rack-without-spread.ts';
import type { Rule } from './rule.ts';
import { strimziDeprecatedField } from './strimzi-deprecated-field.ts';
import { strimziForbiddenConfig } from './strimzi-forbidden-config.ts';
import { strimziInvalidField } from './strimzi-invalid-field.ts';
import { strimziUnknownField } from './strimzi-unknown-field.ts';

/** Every rule, by id. */
export const rules: Rule[] = [
  advertisedListenerUnroutable,
  advertisedListenersMissing,
  authorizerMissing,
  listenerWithoutAuthentication,
  minIsrEqualsRf,
  plaintextListener,
  rackMissing,
  rackSelectorMissing,
  rackWithoutSpread,
  strimziDeprecatedField,
  strimziForbiddenConfig,
  strimziInvalidField,
  strimziUnknownField,
];
