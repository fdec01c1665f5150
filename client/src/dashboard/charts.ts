import { BarChart, FixedScaleAxis, LineChart } from 'chartist';
import type { BrokerFigures, Figures } from '../../../server/src/cluster/dashboard.ts';
import { size } from '../../../server/src/cluster/words.ts';
import { barsInHalf, type Section, section } from './section.ts';

/** One part of the dashboard. */
export interface Drawn {
  element: HTMLElement;
  draw(figures: Figures): void;
}

const number = (value: number): string => value.toLocaleString('en');
const counted = (n: number, one: string): string => `${number(n)} ${one}${n === 1 ? '' : 's'}`;
const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

const whole = {
  onlyInteger: true,
  offset: 60,
  labelInterpolationFnc: (value: unknown) => number(Number(value)),
};
/** Enough for the names of brokers and racks below the bars. */
const named = { offset: 54, showGrid: false };

/** A group of bars for each label, one bar for each series. */
function bars(
  { canvas }: Section,
  labels: { long: string; short: string }[],
  series: number[][],
  percent = false,
): void {
  const many = labels.length * series.length > barsInHalf;
  // Of many, every fifth has its name below it.
  const text = ({ long, short }: (typeof labels)[number], i: number): string =>
    many ? (i % 5 === 0 ? short : '') : long;
  const axisY = percent ? { ...whole, labelInterpolationFnc: (value: unknown) => `${value} %` } : whole;
  const range = percent ? { low: 0, high: 100 } : { low: 0 };
  new BarChart(
    canvas,
    { labels: labels.map(text), series },
    { axisX: named, axisY, seriesBarDistance: many ? 6 : 18, ...range },
  );
}

export function partitions(): Drawn {
  const own = section('partitions', 'Partitions by state');
  return {
    element: own.element,
    draw({ partitions: conditions }) {
      const all = sum(conditions.map(({ count }) => count));
      const wrong = conditions.filter(({ state, count }) => state !== 'in sync' && count > 0);
      const words = wrong.map(({ state, count }) => `${number(count)} ${state}`).join(', ');
      const content = {
        sentence:
          all === 0 ? 'There are no topics.' : `${counted(all, 'partition')}: ${words || 'all in sync'}.`,
        legend: [],
        head: ['State', 'Partitions'],
        rows: all === 0 ? [] : conditions.map(({ state, count }) => [state, number(count)]),
        bars: conditions.length * 2,
      };
      own.update(content, () => {
        const labels = conditions.map(({ state, count }) => `${state}: ${number(count)}`);
        // A series for each state, so that each has its color.
        const series = conditions.map(({ count }, i) => conditions.map((_, j) => (i === j ? count : 0)));
        new BarChart(own.canvas, { labels, series }, { axisX: named, axisY: whole, stackBars: true, low: 0 });
      });
    },
  };
}

const brokerName = ({ id, rack, live }: BrokerFigures): { long: string; short: string } => ({
  long: `${id}${rack === null ? '' : ` · ${rack}`}${live ? '' : ' (gone)'}`,
  short: String(id),
});

const loadLegend = ['leaders', 'replicas'];

export function leadership(): Drawn {
  const own = section('leadership', 'Leaders and replicas by broker');
  return {
    element: own.element,
    draw({ brokers }) {
      const leaders = brokers.map((broker) => broker.leaders);
      const replicas = brokers.map((broker) => broker.replicas);
      const live = brokers.filter((broker) => broker.live).length;
      const content = {
        sentence: `${number(live)} of ${counted(brokers.length, 'broker')} lead ${counted(sum(leaders), 'partition')} and hold ${counted(sum(replicas), 'replica')}.`,
        legend: loadLegend,
        head: ['Broker', 'Rack', 'State', 'Leaders', 'Replicas'],
        rows: brokers.map((broker) => [
          String(broker.id),
          broker.rack ?? 'none',
          broker.live ? 'in the cluster' : 'gone',
          number(broker.leaders),
          number(broker.replicas),
        ]),
        bars: brokers.length * 2,
      };
      own.update(content, () => bars(own, brokers.map(brokerName), [leaders, replicas]));
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
      const known = names.filter((name) => name !== null).length;
      const content = {
        sentence:
          known === 0
            ? 'No broker names a rack: replicas are placed as if all stood in one.'
            : `${counted(known, 'rack')}.`,
        legend: loadLegend,
        head: ['Rack', 'Brokers', 'Leaders', 'Replicas'],
        rows: totals.map((total) => [
          total.rack,
          number(total.brokers),
          number(total.leaders),
          number(total.replicas),
        ]),
        bars: totals.length * 2,
      };
      own.update(content, () =>
        bars(
          own,
          totals.map(({ rack }) => ({ long: rack, short: rack })),
          [totals.map(({ leaders }) => leaders), totals.map(({ replicas }) => replicas)],
        ),
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
      const content = {
        sentence:
          known.length === 0
            ? 'Not known: Kafka does not tell, or this user may not see it.'
            : `The fullest broker has used ${Math.max(...known)} %.`,
        legend: [],
        head: ['Broker', 'Used', 'Of', 'Percent'],
        rows:
          known.length === 0
            ? []
            : brokers.map((broker) => [
                String(broker.id),
                broker.disk ? size(broker.disk.used) : 'not known',
                broker.disk ? size(broker.disk.total) : 'not known',
                broker.disk ? `${share(broker)} %` : 'not known',
              ]),
        bars: brokers.length,
      };
      own.update(content, () =>
        bars(own, brokers.map(brokerName), [brokers.map((broker) => share(broker) ?? 0)], true),
      );
    },
  };
}

/** A line for each is told apart by color and stroke up to here; the table has the others. */
const linesDrawn = 6;

export function lag(): Drawn {
  const own = section('lag', 'Lag by consumer group');
  const clock = (time: number): string => new Date(time).toLocaleTimeString();
  const told = (value: number | null | undefined): string =>
    typeof value === 'number' ? number(value) : 'not known';
  return {
    element: own.element,
    draw({ lags: { times, groups } }) {
      const entries = Object.entries(groups);
      const drawn = entries.slice(0, linesDrawn);
      const [from = 0, to = 0] = [times[0], times.at(-1)];
      const worst = entries[0];
      const content = {
        sentence: worst
          ? `Since ${clock(from)}. Most behind is ${worst[0]} with ${told(worst[1].at(-1))} messages.`
          : 'No group is behind.',
        legend: drawn.map(([name]) => name),
        head: ['Group', 'Lag at first', 'Most', 'Lag now'],
        rows: entries.map(([name, lags]) => [
          name,
          told(lags[0]),
          number(Math.max(...lags.map((value) => value ?? 0))),
          told(lags.at(-1)),
        ]),
        until: to,
      };
      own.update(content, () => lines(own, drawn, times, { from, to, clock }));
    },
  };
}

function lines(
  { canvas }: Section,
  groups: [name: string, lags: (number | null)[]][],
  times: number[],
  { from, to, clock }: { from: number; to: number; clock(time: number): string },
): void {
  new LineChart(
    canvas,
    {
      series: groups.map(([, lags]) =>
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
}
