import assert from 'node:assert/strict';
import { broker } from '../../server/src/rules/sound.ts';
import { folderOf, kafkaReview } from './run.ts';

const SOUND = broker();
const BLOCKING = broker('min.insync.replicas=3');

describe('kafka-review PATH…', () => {
  const folder = folderOf({
    'bad/server.properties': BLOCKING,
    'good/server.properties': SOUND,
    'other/server.properties': 'motd=A Minecraft Server\nserver-port=25565\n',
  });
  after(() => folder.remove());
  const run = (...args: string[]) => kafkaReview(args, { cwd: folder.path });

  it('exits with 1 and shows the line, the place and the fix of a finding', () => {
    const { code, out } = run('bad');
    assert.equal(code, 1);
    assert.match(out, /^bad\/server\.properties\n {2}error +min\.insync\.replicas = /);
    assert.match(out, /(\d+) │ min\.insync\.replicas=3\n +│ {21}\^ Set min\.insync\.replicas to 2\n/);
    assert.match(out, /1 error in 1 file · 1 cluster · Kafka \S+ assumed · profile production\n/);
  });

  it('exits with 0 and says in one line what was looked at when nothing is found', () => {
    const { code, out, err } = run('good');
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    assert.match(out, /^Nothing found in 1 file · 1 cluster · Kafka \S+ assumed · profile production\n$/);
  });

  it("says so when nothing is Kafka's", () => {
    assert.deepEqual(run('other'), { code: 0, out: 'Nothing of Kafka found to review.\n', err: '' });
  });

  it('exits with 2 when a path is not there, and reviews the others', () => {
    const { code, out, err } = run('bad', 'nowhere');
    assert.equal(code, 2);
    assert.match(out, /min-isr-equals-rf/);
    assert.equal(err, 'kafka-review: nowhere: no such file or folder\n');
  });

  it('exits with 2 and a suggestion for an unknown option, format or rule', () => {
    for (const [args, said] of [
      [['--formt', 'json'], /--format/],
      [['--format', 'jsn'], /json/],
      [['--rule', 'min-isr-equal-rf=off'], /did you mean min-isr-equals-rf\?/],
    ] as const) {
      const { code, out, err } = run(...args);
      assert.deepEqual({ code, out }, { code: 2, out: '' });
      assert.match(err, said);
    }
  });
});
