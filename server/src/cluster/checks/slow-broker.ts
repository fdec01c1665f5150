import { type Check, sources } from '../check.ts';

export const slowBroker: Check = {
  id: 'live-slow-broker',
  title: 'A broker answers more slowly than the others',
  why: 'One slow broker slows every producer with acks=all. The round trip from here is a hint only; the request times of JMX tell more.',
  sources: [sources.monitoring],
  thresholds: {
    factor: { value: 5, about: 'Times the median of the brokers’ round trips.' },
    least: { value: 250, about: 'Milliseconds below which no answer is slow.' },
  },
  check(snapshot, { threshold }) {
    const trips = snapshot.brokers.flatMap(({ id, answer }) =>
      answer.state === 'answered' ? [{ id, ms: answer.roundTripMs }] : [],
    );
    const sorted = trips.map(({ ms }) => ms).sort((a, b) => a - b);
    const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
    return trips
      .filter(({ ms }) => ms > threshold('least') && ms > median * threshold('factor'))
      .sort((a, b) => b.ms - a.ms)
      .map(({ id, ms }) => ({
        severity: 'information',
        subject: { kind: 'broker', id },
        message: `broker ${id} took ${Math.round(ms)} ms to answer, the median is ${Math.round(median)} ms. Compare its CPU, disk and garbage collection.`,
      }));
  },
};
