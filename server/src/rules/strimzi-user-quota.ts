import type { User } from '../model/deployment.ts';
import { isSet } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, user } from './sound.ts';
import { sources } from './sources.ts';

/** A rate below this, in bytes a second, was meant in a larger unit. */
const LEAST_BYTES = 1024;

const BYTES = ['producerByteRate', 'consumerByteRate'];
const OTHERS = ['requestPercentage', 'controllerMutationRate'];

export const strimziUserQuota: Rule = {
  id: 'strimzi-user-quota',
  title: 'A quota that lets nothing through',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `A quota is not a switch: above its rate the broker keeps each answer back for as long as the average needs to come
down. Byte rates count bytes a second on each broker, so 10 stands for ten bytes and not for megabytes, and 0 keeps every
answer back for as long as it may.`,
  sources: [
    { title: 'Apache Kafka: quotas', url: 'https://kafka.apache.org/documentation/#design_quotas' },
    sources.strimziApi,
  ],
  check: { user: check },
  examples: [
    {
      bad: { ...cluster(), 'user.yaml': user({ quotas: 'producerByteRate: «10»' }) },
      good: { ...cluster(), 'user.yaml': user({ quotas: 'producerByteRate: 10485760' }) },
      fixed: false,
    },
    {
      bad: { ...cluster(), 'user.yaml': user({ quotas: 'requestPercentage: «0»' }) },
      good: { ...cluster(), 'user.yaml': user({ quotas: 'requestPercentage: 50' }) },
      fixed: false,
    },
  ],
};

function check({ quotas, name }: User, report: Report): void {
  if (!isSet(quotas)) return;
  for (const field of BYTES) {
    const rate = quotas.value.get(field).integer();
    if (!isSet(rate) || rate.value >= LEAST_BYTES || rate.value < 0) continue;
    report(
      rate,
      `${field} is ${rate.value}, in bytes a second: ${name} is kept waiting after its first records. For megabytes write ${Math.max(1, rate.value) * 2 ** 20}, or remove the field for no limit.`,
    );
  }
  for (const field of OTHERS) {
    const rate = quotas.value.get(field);
    if (Number(rate.json()) !== 0 || !isSet(rate.self())) continue;
    report(
      rate.place,
      `${field} is 0: ${name} is kept waiting after its first request. Raise it, or remove the field for no limit.`,
    );
  }
}
