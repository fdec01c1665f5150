// The snippets, filled with their defaults, are put to Kafka's own classes.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broker } from '../../server/src/rules/sound.ts';
import { repository } from '../support/shared.ts';
import { fill, type Snippet } from '../support/snippets.ts';
import { type Answer, ask, type Question } from './oracle.ts';

const snippets: Record<string, Snippet> = JSON.parse(
  readFileSync(join(repository, 'snippets/properties.code-snippets'), 'utf8'),
);

const kinds: Record<string, { kind: Question['kind']; part?: boolean }> = {
  'KRaft broker': { kind: 'broker' },
  'KRaft controller': { kind: 'broker' },
  'KRaft combined node for development': { kind: 'broker' },
  'SASL_SSL listener': { kind: 'broker', part: true },
  'Mutual TLS listener': { kind: 'broker', part: true },
  'SCRAM between brokers': { kind: 'broker', part: true },
  'Tiered storage': { kind: 'broker', part: true },
  'Producer with safe settings': { kind: 'producer' },
  'Consumer with safe settings': { kind: 'consumer' },
};

describe('Kafka 4.3.1 accepts the snippets', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-snippets-'));
  const secrets = join(folder, 'kafka.properties');
  const asked = Object.entries(kinds).map(([name, { kind, part }]) => {
    const text = fill(snippets[name] ?? assert.fail(`no snippet ${name}`));
    // The secret's file is there on the machine that the snippet is for; here one stands in for it.
    const here = text.replace('/run/secrets/kafka.properties', secrets);
    return { name, kind, text: part ? broker(here) : here };
  });
  let answers: Answer[] = [];

  before(async () => {
    writeFileSync(secrets, 'password=example\n');
    answers = await ask(
      '4.3.1',
      asked.map(({ kind, text }) => ({ kind, text })),
    );
  });

  after(() => rmSync(folder, { recursive: true }));

  asked.forEach(({ name }, at) => {
    it(name, () => assert.equal(answers[at]?.message ?? '', '', name));
  });

  it('every snippet that a Kafka class reads is among them', () => {
    // MirrorMaker 2 has no class that reads its whole file.
    assert.deepEqual(
      Object.keys(snippets).filter((name) => !(name in kinds)),
      ['MirrorMaker 2'],
    );
  });
});
