import { integer } from '../model/config.ts';
import { choice, fix, set } from '../model/fix.ts';
import { durationText } from '../model/quantity.ts';
import { effective, isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

const EXPIRATION = 'transactional.id.expiration.ms';
const LONGEST = 'transaction.max.timeout.ms';
const HOUR = 3_600_000;
const WEEK = 604_800_000;
/** transaction.max.timeout.ms unless a broker says otherwise. */
const USUAL_LONGEST = 900_000;

export const transactionTimeouts: Rule = {
  id: 'transaction-timeouts',
  title: 'Transactions outlive what keeps them',
  category: 'correctness',
  levels: { production: 'warning', dev: 'information' },
  why: `A transactional id that expires takes the producer's epoch with it: a zombie of the same id is then no longer
fenced. It must outlive the longest transaction, and pauses of the application. A producer that asks for longer
transactions than the brokers allow is refused when it begins.`,
  sources: [sources.kafkaBrokerConfigs],
  check: {
    configuration({ config }, report) {
      if (config.scope === 'broker') {
        const [expiration, longest] = [integer(config, EXPIRATION), integer(config, LONGEST)];
        const [expires, lasts] = [effective(expiration), effective(longest)];
        if (expires === undefined || !isSet(expiration)) return;
        if (lasts !== undefined && expires < lasts) {
          report(
            expiration,
            `${EXPIRATION} = ${durationText(expires)} is less than ${LONGEST} = ${durationText(lasts)}: an id can expire in the middle of a transaction. Set it to ${durationText(WEEK)}.`,
            {
              fixes: [
                fix(`Set ${EXPIRATION} to ${WEEK} (${durationText(WEEK)})`, set(expiration.slot, WEEK)),
              ],
            },
          );
        } else if (expires < HOUR) {
          report(
            expiration,
            `${EXPIRATION} = ${durationText(expires)}: a producer that pauses longer loses its epoch and is no longer fenced. Set it to ${durationText(WEEK)}.`,
            {
              fixes: [
                fix(`Set ${EXPIRATION} to ${WEEK} (${durationText(WEEK)})`, set(expiration.slot, WEEK)),
              ],
            },
          );
        }
      }
      if (config.scope === 'producer') {
        const timeout = integer(config, 'transaction.timeout.ms');
        if (!isSet(timeout) || timeout.value <= USUAL_LONGEST) return;
        report(
          timeout,
          `transaction.timeout.ms = ${durationText(timeout.value)}: brokers refuse more than ${LONGEST}, ${durationText(USUAL_LONGEST)} unless they are set otherwise. Lower it, or raise ${LONGEST} on the brokers.`,
          {
            fixes: [
              choice(
                `Set transaction.timeout.ms to ${USUAL_LONGEST} (${durationText(USUAL_LONGEST)})`,
                set(timeout.slot, USUAL_LONGEST),
              ),
            ],
          },
        );
      }
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker(`${EXPIRATION}=«600000»`) },
      good: { 'server.properties': broker(`${EXPIRATION}=604800000`) },
    },
    {
      bad: { 'producer.properties': producer('transaction.timeout.ms=«3600000»') },
      good: { 'producer.properties': producer('transaction.timeout.ms=900000') },
    },
  ],
};

function producer(line: string): string {
  return `bootstrap.servers=b1.kafka.internal:9094,b2.kafka.internal:9094\nsecurity.protocol=SASL_SSL\nacks=all\ntransactional.id=billing-1\n${line}\n`;
}
