// A cluster that nobody looks at costs nothing: no request, and no timer that could wake the process up.
import assert from 'node:assert/strict';
import { parseBootstrap } from '../../../server/src/cluster/connection.ts';
import { type Polling, startPolling } from '../../../server/src/cluster/polling.ts';
import { openSession } from '../../../server/src/cluster/session.ts';
import { type SimulatedKafka, simulateKafka } from '../../support/simulated-kafka.ts';

/** What can make this process do something by itself. */
const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length;

async function until(reached: () => boolean): Promise<void> {
  for (const end = performance.now() + 60_000; !reached(); await new Promise((done) => setImmediate(done))) {
    assert.ok(performance.now() < end, 'never came');
  }
}

describe('a connected cluster that no view shows', function () {
  // mocha's own timeout would be one of the timers that are counted.
  this.timeout(0);
  let cluster: SimulatedKafka;
  let polling: Polling;
  let polls = 0;
  let before: number;

  beforeEach(async () => {
    polls = 0;
    cluster = await simulateKafka({ brokers: 3, topics: 20, partitions: 4, groups: 5 });
    const bootstrap = parseBootstrap(cluster.bootstrap);
    assert.ok(Array.isArray(bootstrap));
    before = timers();
    const onChange = (): void => {
      polls += 1;
    };
    polling = startPolling(await openSession({ bootstrap }), { interval: 1, onChange });
  });
  afterEach(async () => {
    polling.stop();
    await cluster.stop();
  });

  const asked = (): number => [...cluster.requests.values()].reduce((sum, count) => sum + count, 0);

  it('is asked nothing, and nothing is set to wake up, before somebody looks', () => {
    assert.equal(asked(), 0);
    assert.ok(timers() <= before);
  });

  it('is left alone again once nobody looks any more, with its connections open', async () => {
    const unwatch = polling.watch();
    await until(() => polls >= 2);
    unwatch();
    // A poll that is under way may end.
    await polling.refresh();
    const requests = asked();
    await until(() => timers() <= before);
    for (let turn = 0; turn < 1000; turn++) await new Promise((done) => setImmediate(done));
    assert.equal(asked(), requests);
    assert.ok(timers() <= before);
  });

  it('is left alone after a single look', async () => {
    await polling.refresh();
    await until(() => timers() <= before);
    assert.equal(polls, 1);
  });
});
