import assert from 'node:assert/strict';
import { exactly, passes, sorted } from '../../../server/src/cluster/listing.ts';

describe('the filter of a list', () => {
  const names = ['orders', 'orders-dlq', 'eu.payments.Orders'];
  const passing = (filter?: string) => names.filter((name) => passes(name, filter));

  it('lets pass what contains every word, in any case and order', () => {
    assert.deepEqual(passing('ORDERS'), names);
    assert.deepEqual(passing('orders eu'), ['eu.payments.Orders']);
    assert.deepEqual(passing('dlq orders'), ['orders-dlq']);
    assert.deepEqual(passing('orders nothing'), []);
  });

  it('lets everything pass when it is empty', () => {
    assert.deepEqual(passing(), names);
    assert.deepEqual(passing(''), names);
    assert.deepEqual(passing('  '), names);
  });

  it('takes a name in quotes for that name only', () => {
    assert.deepEqual(passing(exactly('orders')), ['orders']);
  });
});

describe('the order of a list', () => {
  const entries = [
    { name: 'b', size: 5 },
    { name: 'c', size: undefined },
    { name: 'a', size: 5 },
    { name: 'd', size: 9 },
  ];
  const order = (sort: 'name' | 'size') =>
    sorted(entries, sort, ({ size }) => size)
      .map(({ name }) => name)
      .join('');

  it('is by name, or by a figure with the largest first, equal ones by name and unknown ones last', () => {
    assert.equal(order('name'), 'abcd');
    assert.equal(order('size'), 'dabc');
  });
});
