// What real nodes died of (boot.tsv, made by boot.ts) is refused, and what came up is not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals } from '../../server/src/knowledge/refusal/refusal.ts';
import { repository } from '../../tools/knowledge/jars.ts';
import { base } from './boot-changes.ts';

/** Deaths whose reason does not stand in the file, by a part of what the node said. */
const elsewhere = [
  'UnresolvedAddress', // what the name service knows
  "Could not find a 'Kaf", // a JAAS file may be given to the JVM
  'No `meta.properties`', // the folder's content
  'No readable meta.properties',
  'NoSuchFile', // files that the machine has
  'Failed to load SSL keystore',
  'ClassNotFound', // the class path
  'No LoginModule found',
  'in PEM file', // what the PEM text holds
  'NoSuchAlgorithm', // what the JVM can do
  'KeyStoreException',
  'ended itself', // a class of Kafka's own in the wrong place, or not on the class path
];

describe('What a real node dies of while it starts', () => {
  const rows = readFileSync(join(repository, 'test/oracle/boot.tsv'), 'utf8').trimEnd().split('\n');
  assert.ok(rows.length >= 60);
  for (const row of rows) {
    const [change = '', outcome, cause = ''] = row.split('\t');
    const written = { ...base, ...(JSON.parse(change) as Record<string, string | null>) };
    const settings = new Map(
      Object.entries(written)
        .filter((entry): entry is [string, string] => entry[1] !== null)
        .map(([key, value]) => [
          key,
          value.replaceAll('PORT1', '19092').replaceAll('PORT2', '19093').replaceAll('DATA', '/d'),
        ]),
    );
    const found = refusals('broker', settings, '4.3.1');
    const said = found.map(({ message }) => message).join(' | ');
    if (outcome === 'boots') it(`comes up and is taken: ${change}`, () => assert.equal(said, ''));
    else if (outcome === 'dies' && found.length === 0)
      it(`dies of what no file says: ${change}`, () =>
        assert.ok(
          elsewhere.some((part) => cause.includes(part)),
          `not refused, but it died of ${cause}`,
        ));
    else
      it(`${outcome} and is ${found.length > 0 ? 'refused' : 'taken'}: ${change}`, () =>
        assert.ok(outcome === 'waits' || found.length > 0));
  }
});
