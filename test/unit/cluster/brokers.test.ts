import assert from 'node:assert/strict';
import { isElsewhere } from '../../../server/src/cluster/protocol/broker.ts';
import { brokersOf } from '../../../server/src/cluster/snapshot/brokers.ts';
import { topic } from './snapshots.ts';

const metadata = (...ids: number[]) => ({
  throttleTimeMs: 0,
  brokers: ids.map((nodeId) => ({ nodeId, host: `b${nodeId}`, port: 9092, rack: null })),
  clusterId: 'c',
  controllerId: 1,
  topics: [],
});
const described = (brokerId: number, isFenced?: boolean) => ({
  brokerId,
  host: `b${brokerId}`,
  port: 9092,
  rack: 'a',
  ...(isFenced === undefined ? {} : { isFenced }),
});

describe('the brokers of a cluster', () => {
  const states = (...given: Parameters<typeof brokersOf>): string[] =>
    brokersOf(...given).map(({ id, registered, fenced }) =>
      [id, registered ? 'registered' : 'gone', ...(fenced ? ['fenced'] : [])].join(' '),
    );

  it('are those of the metadata, those that are fenced, and those that only replicas name', () => {
    const topics = [topic('orders', ['1,2,4'])];
    assert.deepEqual(states(metadata(1, 2), [described(1, false), described(3, true)], topics), [
      '1 registered',
      '2 registered',
      '3 gone fenced',
      '4 gone',
    ]);
  });

  it('have one that registers between two questions', () => {
    assert.deepEqual(states(metadata(1), [described(1, false), described(2, false)], []), [
      '1 registered',
      '2 registered',
    ]);
    assert.deepEqual(states(metadata(1), [described(2)], []), ['1 registered', '2 registered'], 'before 4.0');
  });

  it('run on this machine or elsewhere, by both ends of a connection', () => {
    const elsewhere = (localAddress: string, remoteAddress: string): boolean =>
      isElsewhere({ localAddress, remoteAddress });
    assert.equal(elsewhere('10.0.0.5', '10.0.0.9'), true);
    assert.equal(elsewhere('fd00::1', 'fd00::2'), true);
    assert.equal(elsewhere('10.0.0.5', '10.0.0.5'), false, 'its own address');
    assert.equal(elsewhere('127.0.0.1', '127.0.1.1'), false, 'what Debian names it');
    assert.equal(elsewhere('::ffff:127.0.0.1', '::ffff:127.0.1.1'), false);
    assert.equal(elsewhere('::1', '::1'), false);
    assert.equal(isElsewhere(undefined), false);
  });
});
