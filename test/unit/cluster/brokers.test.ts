import assert from 'node:assert/strict';
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
});
