import { intersect, strimziRangeFor } from '../knowledge/strimzi/index.ts';
import type { OperatorRange } from '../model/deployment.ts';
import type { Place } from '../model/place.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Settings } from './settings.ts';

/**
 * The Strimzi releases that can be meant: what the settings say, else what the API version allows (`v1` is served
 * since 0.49, `v1beta2` from 0.22 until 0.51) and which releases support the Kafka version.
 */
export function operatorRange(
  apiVersion: Value<string>,
  kafkaVersion: Value<string> | undefined,
  settings: Settings,
): OperatorRange {
  if (settings.strimziVersion)
    return { min: settings.strimziVersion, max: settings.strimziVersion, from: [] };
  const from: Place[] = [];
  if (!isSet(apiVersion)) return { min: undefined, max: undefined, from };
  from.push(apiVersion.place);
  const serving = apiVersion.value.endsWith('/v1') ? { min: '0.49' } : { max: '0.51' };
  const running = isSet(kafkaVersion) ? strimziRangeFor(kafkaVersion.value) : undefined;
  // A Kafka version that no serving release runs is a mistake of its own: it says nothing about the operator.
  const both = running === undefined ? undefined : intersect(serving, running);
  if (both !== undefined && isSet(kafkaVersion)) from.push(kafkaVersion.place);
  const { min, max } = both ?? { min: undefined, max: undefined, ...serving };
  return { min, max, from };
}
