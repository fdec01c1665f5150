import { BarChart, FixedScaleAxis, LineChart } from 'chartist';
import type { BrokerFigures, Dashboard } from '../../../server/src/cluster/dashboard.ts';
import { size } from '../../../server/src/cluster/words.ts';
import { type Section, section } from './section.ts';

/** One part of the dashboard. */
export interface Drawn {
  element: HTMLElement;
  draw(dashboard: Dashboard): void;
}

const whole = { onlyInteger: true, offset: 50 };
/** Enough for the names of brokers and racks below the bars. */
const named = { offset: 40, showGrid: false };

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** Bars that are drawn anew with every poll: what is there stays until the new one is. */
function bars(
  { canvas }: Section,
  labels: string[],
  series: number[][],
  options: { high?: number; format?: (value: number) => string } = {},
): void {
  const { high, format } = options;
  // Few bars fill the width, many make the chart scroll.
  canvas.style.setProperty('--bars', String(labels.length * series.length));
  new BarChart(
    canvas,
    { labels, series },
    {
      axisX: named,
      axisY: {
        ...whole,
        labelInterpolationFnc: (value) => (format ? format(Number(value)) : String(value)),
      },
      seriesBarDistance: 18,
      low: 0,
      ...(high === undefined ? {} : { high }),
    },
  );
}

export function partitions(): Drawn {
  const own = section('partitions', 'Partitions by state');
  return {
    element: own.element,
    draw({ partitions: conditions }) {
      const all = sum(conditions.map(({ count }) => count));
      const wrong = conditions.filter(({ state, count }) => state !== 'in sync' && count > 0);
      const words = wrong.map(({ state, count }) => `${count} ${state}`).join(', ');
      own.update({
        sentence: `${counted(all, 'partition')}: ${words || 'all in sync'}.`,
        legend: [],
        head: ['State', 'Partitions'],
        rows: conditions.map(({ state, count }) => [state, String(count)]),
      });
      const labels = conditions.map(({ state, count }) => `${state}: ${count}`);
      // A series for each state, so that each has its color.
      const series = conditions.map(({ count }, i) => conditions.map((_, j) => (i === j ? count : 0)));
      own.canvas.style.setProperty('--bars', String(conditions.length * 2));
      new BarChart(own.canvas, { labels, series }, { axisX: named, axisY: whole, stackBars: true, low: 0 });
    },
  };
}

const brokerName = ({ id, rack, live }: BrokerFigures): string =>
  `${id}${rack === null ? '' : ` · ${rack}`}${live ? '' : ' (gone)'}`;

const loadLegend = ['leaders', 'replicas'];

export function leadership(): Drawn {
  const own = section('leadership', 'Leaders and replicas by broker');
  return {
    element: own.element,
    draw({ brokers }) {
      const leaders = brokers.map((broker) => broker.leaders);
      const replicas = brokers.map((broker) => broker.replicas);
      const live = brokers.filter((broker) => broker.live).length;
      own.update({
        sentence: `${live} of ${counted(brokers.length, 'broker')} lead ${counted(sum(leaders), 'partition')} and hold ${counted(sum(replicas), 'replica')}.`,
        legend: loadLegend,
        head: ['Broker', 'Rack', 'State', 'Leaders', 'Replicas'],
        rows: brokers.map((broker) => [
          String(broker.id),
          broker.rack ?? 'none',
          broker.live ? 'in the cluster' : 'gone',
          String(broker.leaders),
          String(broker.replicas),
        ]),
      });
      bars(own, brokers.map(brokerName), [leaders, replicas]);
    },
  };
}

export function racks(): Drawn {
  const own = section('racks', 'Leaders and replicas by rack');
  return {
    element: own.element,
    draw({ brokers }) {
      const names = [...new Set(brokers.map(({ rack }) => rack))];
      const totals = names.map((name) => {
        const inside = brokers.filter(({ rack }) => rack === name);
        return {
          rack: name ?? 'no rack',
          brokers: inside.length,
          leaders: sum(inside.map(({ leaders }) => leaders)),
          replicas: sum(inside.map(({ replicas }) => replicas)),
        };
      });
      own.update({
        sentence: `${counted(names.filter((name) => name !== null).length, 'rack')}.`,
        legend: loadLegend,
        head: ['Rack', 'Brokers', 'Leaders', 'Replicas'],
        rows: totals.map((total) => [
          total.rack,
          String(total.brokers),
          String(total.leaders),
          String(total.replicas),
        ]),
      });
      bars(
        own,
        totals.map(({ rack }) => rack),
        [totals.map(({ leaders }) => leaders), totals.map(({ replicas }) => replicas)],
      );
    },
  };
}

export function disk(): Drawn {
  const own = section('disk', 'Disk by broker');
  return {
    element: own.element,
    draw({ brokers }) {
      const share = ({ disk: of }: BrokerFigures): number | undefined =>
        of && Math.round((of.used / of.total) * 100);
      const known = brokers.flatMap((broker) => share(broker) ?? []);
      own.update({
        sentence:
          known.length === 0
            ? 'Not known: Kafka does not tell, or this user may not see it.'
            : `The fullest broker has used ${Math.max(...known)} %.`,
        legend: [],
        head: ['Broker', 'Used', 'Of', 'Percent'],
        rows: brokers.map((broker) => [
          String(broker.id),
          broker.disk ? size(broker.disk.used) : 'not known',
          broker.disk ? size(broker.disk.total) : 'not known',
          broker.disk ? `${share(broker)} %` : 'not known',
        ]),
      });
      bars(own, brokers.map(brokerName), [brokers.map((broker) => share(broker) ?? 0)], {
        high: 100,
        format: (value) => `${value} %`,
      });
    },
  };
}

/** A line for each is told apart by color and stroke up to here; the table has the others. */
const linesDrawn = 6;

export function lag(): Drawn {
  const own = section('lag', 'Lag by consumer group');
  const clock = (time: number): string => new Date(time).toLocaleTimeString();
  return {
    element: own.element,
    draw({ lags: { times, groups } }) {
      const entries = Object.entries(groups);
      const drawn = entries.slice(0, linesDrawn);
      const [from = 0, to = 0] = [times[0], times.at(-1)];
      const last = (lags: (number | null)[]): string => String(lags.at(-1) ?? 'not known');
      const worst = entries[0];
      own.update({
        sentence: worst
          ? `Since ${clock(from)}. Most behind is ${worst[0]} with ${last(worst[1])} messages.`
          : 'No group is behind.',
        legend: drawn.map(([name]) => name),
        head: ['Group', `Lag at ${clock(from)}`, 'Most', `Lag at ${clock(to)}`],
        rows: entries.map(([name, lags]) => [
          name,
          String(lags[0] ?? 'not known'),
          String(Math.max(...lags.map((value) => value ?? 0))),
          last(lags),
        ]),
      });
      new LineChart(
        own.canvas,
        {
          series: drawn.map(([, lags]) =>
            lags.flatMap((y, i) => {
              const x = times[i];
              return y === null || x === undefined ? [] : [{ x, y }];
            }),
          ),
        },
        {
          axisX: {
            type: FixedScaleAxis,
            divisor: 4,
            low: from,
            high: Math.max(to, from + 1000),
            labelInterpolationFnc: (value) => clock(Number(value)),
          },
          axisY: { ...whole, offset: 70 },
          low: 0,
          showPoint: times.length < 3,
          lineSmooth: false,
        },
      );
    },
  };
}
