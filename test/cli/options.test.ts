import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../server/src/rules/index.ts';
import { broker } from '../../server/src/rules/sound.ts';
import { folderOf, kafkaReview, type Result } from './run.ts';

const BLOCKING = broker('min.insync.replicas=3');
const SILENCED = broker('# kafka-review-disable-next-line min-isr-equals-rf -- known\nmin.insync.replicas=3');

/** Severities of what is found, by rule. */
const found = ({ out }: Result): Record<string, string> =>
  Object.fromEntries(
    JSON.parse(out).files.flatMap((file: { findings: { rule: string; severity: string }[] }) =>
      file.findings.map(({ rule, severity }) => [rule, severity]),
    ),
  );

describe('the options of kafka-review', () => {
  const folder = folderOf({
    'bad/server.properties': BLOCKING,
    'silenced/server.properties': SILENCED,
    'broken/server.properties': broker('min.insync.replicas=\\u00'),
    'useless/server.properties': broker(
      '# kafka-review-disable-next-line min-isr-equals-rf -- gone\nmin.insync.replicas=2\n# kafka-review-disable-next-line min-isr-equal-rf -- typo\nnum.partitions=6',
    ),
    'pinned/server.properties': `# kafka-review kafka-version=3.7.0\n${broker()}`,
    'set/.kafka-review.yaml': 'profile: dev\n',
    'set/server.properties': BLOCKING,
    'other.yaml': 'rules:\n  min-isr-equals-rf: hint\n',
    'wrong.yaml': 'profile: production\nrules:\n  nothing: error\n',
  });
  after(() => folder.remove());
  const run = (...args: string[]) => kafkaReview(args, { cwd: folder.path });
  const json = (...args: string[]) => found(run('--format', 'json', ...args));

  it('--fail-on sets the level from which on the exit code is 1', () => {
    const code = (level: string, ...more: string[]) => run('bad', '--fail-on', level, ...more).code;
    assert.deepEqual(
      ['error', 'warning', 'information', 'hint', 'refused', 'never'].map((level) => code(level)),
      [1, 1, 1, 1, 0, 0],
    );
    const asInformation = ['--rule', 'min-isr-equals-rf=information'];
    assert.deepEqual(
      ['error', 'warning', 'information', 'hint'].map((level) => code(level, ...asInformation)),
      [0, 0, 1, 1],
    );
  });

  it('--fail-on refused looks at what Kafka would not start with', () => {
    const { code, out } = run('broken', '--fail-on', 'refused');
    assert.equal(code, 1);
    // Whoever is stopped by it sees by what.
    assert.match(out, /syntax · refused · /);
    assert.match(out, /^1 error \(1 refused\)/m);
  });

  it('--max-warnings lets a number of warnings pass', () => {
    const warn = ['bad', '--rule', 'min-isr-equals-rf=warning'];
    assert.equal(run(...warn).code, 0);
    assert.equal(run(...warn, '--max-warnings', '0').code, 1);
    assert.equal(run(...warn, '--max-warnings', '1').code, 0);
    assert.equal(run(...warn, '--max-warnings', 'few').code, 2);
  });

  it('--profile judges every file by one profile, whatever the settings say', () => {
    assert.deepEqual(json('set'), { 'min-isr-equals-rf': 'information' });
    assert.deepEqual(json('set', '--profile', 'production'), { 'min-isr-equals-rf': 'error' });
    assert.equal(run('set', '--profile', 'prod').code, 2);
  });

  it('--rule gives a rule another severity, or none', () => {
    assert.deepEqual(json('bad', '--rule', 'min-isr-equals-rf=hint'), { 'min-isr-equals-rf': 'hint' });
    assert.deepEqual(json('bad', '--rule', 'min-isr-equals-rf=off'), {});
    assert.deepEqual(json('bad', '--rule', 'rack-missing=off', '--rule', 'min-isr-equals-rf=off'), {});
    for (const wrong of ['min-isr-equals-rf', 'min-isr-equals-rf=fatal'])
      assert.equal(run('bad', '--rule', wrong).code, 2);
  });

  it('--kafka-version and --strimzi-version take versions only', () => {
    assert.match(run('bad', '--kafka-version', '3.9.1').out, / · Kafka 3\.9\.1 · /);
    assert.match(run('pinned').out, / · Kafka 3\.7\.0 · /);
    assert.match(run('pinned', '--kafka-version', '3.9.1').out, / · Kafka 3\.9\.1 · /);
    assert.match(run('pinned', '--no-inline').out, / assumed · /);
    assert.equal(run('bad', '--kafka-version', 'newest').code, 2);
    assert.equal(run('bad', '--strimzi-version', '0.45').code, 1);
    assert.equal(run('bad', '--strimzi-version', 'v1').code, 2);
  });

  it('--no-inline counts what comments silence', () => {
    assert.equal(run('silenced').code, 0);
    assert.match(run('silenced').out, /1 suppressed/);
    assert.equal(run('silenced', '--no-inline').code, 1);
  });

  it('--report-unused-suppressions finds comments that silence nothing, and misspelled rules in them', () => {
    assert.deepEqual(json('useless'), {});
    assert.deepEqual(json('silenced', '--report-unused-suppressions'), { 'min-isr-equals-rf': 'error' });
    const { out } = run('useless', '--report-unused-suppressions');
    assert.match(out, /min-isr-equals-rf finds nothing here/);
    assert.match(out, /there is no rule min-isr-equal-rf; did you mean min-isr-equals-rf\?/);
  });

  it('--quiet reports errors only and changes no exit code', () => {
    const warn = ['bad', '--rule', 'min-isr-equals-rf=warning', '--fail-on', 'warning'];
    assert.deepEqual(json(...warn, '--quiet'), {});
    assert.equal(run(...warn, '--quiet').code, 1);
    assert.deepEqual(json('bad', '--quiet'), { 'min-isr-equals-rf': 'error' });
  });

  it('--config takes one settings file in place of those beside the files; --no-config none', () => {
    assert.deepEqual(json('set', '--config', 'other.yaml'), { 'min-isr-equals-rf': 'hint' });
    assert.deepEqual(json('set', '--no-config'), { 'min-isr-equals-rf': 'error' });
  });

  it('--config with a mistake in it, or without a file, does not begin', () => {
    assert.deepEqual(run('bad', '--config', 'wrong.yaml'), {
      code: 2,
      out: '',
      err: 'kafka-review: wrong.yaml:3: there is no rule nothing\n',
    });
    assert.deepEqual(run('bad', '--config', 'none.yaml'), {
      code: 2,
      out: '',
      err: 'kafka-review: none.yaml: no such file or folder\n',
    });
  });

  it('--version and --help answer and exit with 0', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.deepEqual(run('--version'), { code: 0, out: `${version}\n`, err: '' });
    const { code, out } = run('--help');
    assert.equal(code, 0);
    assert.match(out, /Exit codes: 0 /);
  });
});

describe('the commands of kafka-review', () => {
  const folder = folderOf({
    'thresholds.yaml': 'cluster:\n  thresholds:\n    live-disk-usage.error: many\n',
  });
  after(() => folder.remove());
  const run = (...args: string[]) => kafkaReview(args, { cwd: folder.path });

  it('rules lists every rule once, as a table or as JSON', () => {
    const { code, out } = run('rules');
    assert.equal(code, 0);
    const first = out.split('\n').map((line) => line.split(' ')[0]);
    for (const { id } of rules) assert.equal(first.filter((word) => word === id).length, 1, id);
    const listed: { id: string }[] = JSON.parse(run('rules', '--format', 'json').out);
    assert.deepEqual(listed.map(({ id }) => id).sort(), rules.map(({ id }) => id).sort());
  });

  it('explain tells why, shows the change of the example and names the sources', () => {
    const { code, out } = run('explain', 'min-isr-equals-rf');
    assert.equal(code, 0);
    assert.match(out, /error in production, information in dev/);
    assert.match(out, /\n-min\.insync\.replicas=3\n\+min\.insync\.replicas=2\n/);
    assert.match(out, /\nSources\n.+https:/);
  });

  it('explain tells a live check with its thresholds', () => {
    const { code, out } = run('explain', 'live-disk-usage');
    assert.equal(code, 0);
    assert.match(out, /--threshold live-disk-usage\.error=85/);
  });

  it('cluster takes thresholds that there are, from its option and from the settings file', () => {
    const cluster = (...args: string[]) => run('cluster', '--bootstrap-server', '127.0.0.1:1', ...args);
    const wrong = cluster('--threshold', 'live-disk-usage.eror=90');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /there is no threshold live-disk-usage\.eror/);
    assert.match(cluster('--threshold', 'live-disk-usage.error').err, /write NAME=NUMBER/);
    assert.match(
      cluster('--config', 'thresholds.yaml').err,
      /thresholds\.yaml:3: must be a number, 0 or more/,
    );
    // With thresholds that are right it goes on to connect, where nothing listens.
    assert.match(cluster('--threshold', 'live-disk-usage.error=90').err, /127\.0\.0\.1:1/);
  });

  it('explain suggests the rule that was meant', () => {
    const { code, err } = run('explain', 'min-isr-equal-rf');
    assert.equal(code, 2);
    assert.match(err, /did you mean min-isr-equals-rf\?/);
  });

  it('init writes settings that are understood, and never over others', () => {
    assert.deepEqual(run('init'), { code: 0, out: 'wrote .kafka-review.yaml\n', err: '' });
    assert.ok(existsSync(folder.at('.kafka-review.yaml')));
    assert.equal(run('--config', '.kafka-review.yaml').code, 0);
    assert.deepEqual(run('init'), {
      code: 2,
      out: '',
      err: 'kafka-review: .kafka-review.yaml: is there already\n',
    });
  });

  it('a word that is neither a path nor a command is told apart from an empty folder', () => {
    const { code, err } = run('explian');
    assert.equal(code, 2);
    assert.match(err, /explian: no such file or folder; did you mean the command explain\?/);
  });
});
