import type { Unit } from '../model/deployment.ts';
import { choice, fix, replace, set } from '../model/fix.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { service } from './sound.ts';
import { sources } from './sources.ts';

/** systemd's own wait before it kills, and what a controlled shutdown of a full broker may take. Seconds. */
const DEFAULT_STOP = 90;
const ENOUGH = 180;

export const systemdUnit: Rule = {
  id: 'systemd-unit',
  title: 'A systemd service that does not treat a broker as one',
  category: 'operations',
  levels: { production: 'information', dev: 'hint' },
  why: `A broker that is asked to stop hands its partitions over and closes its logs. systemd gives it 90 seconds and then
kills it; after that the next start reads every open segment again, for minutes or hours. Without Restart= a crashed
broker stays down until somebody looks, and without User= whoever breaks into it is root. A script that is told to put
the broker into the background ends at once: for systemd the service is over, and it kills what is left of it.`,
  sources: [
    {
      title: 'systemd.service',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
    },
    sources.awsKafka,
    { title: 'Confluent: cp-ansible', url: 'https://github.com/confluentinc/cp-ansible' },
  ],
  check: {
    unit(unit, report) {
      background(unit, report);
      stopTime(unit, report);
      left(unit, report);
    },
  },
  examples: [
    {
      bad: service('TimeoutStopSec=«10»'),
      good: service('TimeoutStopSec=3min'),
      fixed: service('TimeoutStopSec=180'),
    },
    {
      bad: service('-Restart\n-TimeoutStopSec', '«[Service]»'),
      good: service('Restart=on-failure\nTimeoutStopSec=180'),
    },
    {
      bad: service('ExecStart=/opt/kafka/bin/kafka-server-start.sh «-daemon» /etc/kafka/server.properties'),
      good: service(),
      fixed: service('ExecStart=/opt/kafka/bin/kafka-server-start.sh /etc/kafka/server.properties'),
    },
  ],
};

/** A start script that returns while systemd takes it for the broker. */
function background(unit: Unit, report: Report): void {
  const start = unit.directive('Service', 'ExecStart');
  const type = unit.directive('Service', 'Type');
  if (!isSet(start) || type.state === 'unknown') return;
  const flag = / +-daemon(?=\s)/.exec(start.value);
  if (!flag || (isSet(type) && /^(forking|oneshot)$/.test(type.value))) return;
  const { part } = start.place;
  const from = start.place.start + flag.index;
  const end = from + flag[0].length;
  report(
    { part, start: end - '-daemon'.length, end },
    `-daemon with Type=${isSet(type) ? type.value : 'simple'}: the script ends at once, systemd takes the service for stopped and kills the broker it left behind. Remove -daemon.`,
    {
      levels: { production: 'warning', dev: 'warning' },
      fixes: [fix('Remove -daemon', replace({ part, start: from, end }, ''))],
    },
  );
}

function stopTime(unit: Unit, report: Report): void {
  const stop = stopSetting(unit);
  const seconds = isSet(stop) ? secondsOf(stop.value) : undefined;
  if (!isSet(stop) || seconds === undefined || seconds >= ENOUGH) return;
  report(
    stop,
    `systemd kills the broker ${seconds} s after it is told to stop: partitions are not handed over, and the next start recovers its logs. Give it ${ENOUGH} s.`,
    { fixes: [fix(`Set ${stop.slot.path.at(-1)} to ${ENOUGH}`, set(stop.slot, ENOUGH))] },
  );
}

/** TimeoutSec= sets both the start's and the stop's. */
function stopSetting(unit: Unit) {
  const own = unit.directive('Service', 'TimeoutStopSec');
  const both = unit.directive('Service', 'TimeoutSec');
  return isUnset(own) && !isUnset(both) ? both : own;
}

/** What is not said at all is one finding on the section's header. */
function left(unit: Unit, report: Report): void {
  const [restart, user] = [unit.directive('Service', 'Restart'), unit.directive('Service', 'User')];
  const stop = stopSetting(unit);
  const dynamic = unit.directive('Service', 'DynamicUser');
  const missing = [
    { name: 'Restart', value: restart, means: 'a crashed broker stays down', set: 'on-failure' },
    {
      name: 'TimeoutStopSec',
      value: stop,
      means: `a stop becomes a kill after ${DEFAULT_STOP} s`,
      set: ENOUGH,
    },
    ...(isUnset(dynamic)
      ? [{ name: 'User', value: user, means: 'the broker runs as root', set: undefined }]
      : []),
  ].filter(({ value }) => isUnset(value));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const changes = missing.flatMap(({ value, set: to }) => (to === undefined ? [] : [set(value.slot, to)]));
  const written = missing.flatMap(({ name, set: to }) => (to === undefined ? [] : [`${name}=${to}`]));
  report(
    unit.service,
    `${list(names)} ${names.length > 1 ? 'are' : 'is'} not set: ${list(missing.map(({ means }) => means))}. Set ${names.length > 1 ? 'them' : 'it'}.`,
    { fixes: changes.length > 0 ? [choice(`Add ${list(written)}`, ...changes)] : [] },
  );
}

const list = (words: string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const UNITS: Record<string, number> = {
  ms: 0.001,
  '': 1,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  hours: 3600,
};

/** A time span as systemd writes it (`90`, `3min 20s`, `infinity`, and 0 for no limit), in seconds; undefined: no such text. */
function secondsOf(text: string): number | undefined {
  if (text === 'infinity' || /^0+$/.test(text)) return Infinity;
  const spans = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)\s*/g)];
  if (spans.length === 0 || spans.map(([whole]) => whole).join('') !== text) return undefined;
  let seconds = 0;
  for (const [, count, unit = ''] of spans) {
    const factor = UNITS[unit];
    if (factor === undefined) return undefined;
    seconds += Number(count) * factor;
  }
  return seconds;
}
