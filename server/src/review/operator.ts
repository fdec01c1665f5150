import { intersect, minorOf, servedBy, strimziRangeFor } from '../knowledge/strimzi/index.ts';
import type { OperatorRange } from '../model/deployment.ts';
import { isSet, type Value } from '../model/value.ts';
import type { Settings } from './settings.ts';

/**
 * The Strimzi releases that can be meant: what the settings say, else those that serve the API version of the kind and
 * can run the Kafka version. The API version wins where no release does both: it is the one that is surely served.
 */
export function operatorRange(
  kind: string,
  apiVersion: Value<string>,
  kafkaVersion: Value<string> | undefined,
  settings: Settings,
): OperatorRange {
  if (settings.strimziVersion) {
    const release = minorOf(settings.strimziVersion);
    return { min: release, max: release, from: [] };
  }
  const served = isSet(apiVersion) ? servedBy(kind, apiOf(apiVersion.value)) : undefined;
  const able = isSet(kafkaVersion) ? strimziRangeFor(kafkaVersion.value) : undefined;
  const both = served && able && intersect(served, able);
  const range = both ?? served ?? able;
  const from = [
    ...(served && isSet(apiVersion) ? [apiVersion.place] : []),
    ...(able && (both || !served) && isSet(kafkaVersion) ? [kafkaVersion.place] : []),
  ];
  return { min: range?.min, max: range?.max, from };
}

const apiOf = (apiVersion: string): string => apiVersion.slice(apiVersion.indexOf('/') + 1);
