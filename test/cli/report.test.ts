import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import { broker, cluster, topic } from '../../server/src/rules/sound.ts';
import { sarifFaults } from '../support/sarif.ts';
import { sharedFolder } from '../support/shared.ts';
import { folderOf, kafkaReview } from './run.ts';

const corpus = join(sharedFolder(), 'corpus');
const BLOCKING = 'min.insync.replicas=3';

describe('kafka-review --format', () => {
  const folder = folderOf({
    'a b/server.properties': broker(BLOCKING),
    'silenced/server.properties': broker(
      `# kafka-review-disable-next-line min-isr-equals-rf -- one "site" & <only>\n${BLOCKING}`,
    ),
    ...Object.fromEntries(
      Object.entries({ ...cluster(), 'topic.yaml': topic({ config: 'min.insync.replicas: 3' }) }).map(
        ([name, text]) => [`strimzi/${name}`, text],
      ),
    ),
  });
  after(() => folder.remove());
  const run = (format: string, ...paths: string[]) =>
    kafkaReview([...paths, '--format', format], { cwd: folder.path });
  const lineOf = (file: string, text: string) =>
    readFileSync(folder.at(file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  it('json: rule, severity, message, range, page and the edits of each fix', () => {
    const { code, out } = run('json', 'a b');
    assert.equal(code, 1);
    const report = JSON.parse(out);
    assert.equal(report.files.length, 1);
    const [file] = report.files;
    assert.equal(file.path, 'a b/server.properties');
    const [finding] = file.findings;
    const line = lineOf('a b/server.properties', BLOCKING);
    assert.deepEqual(
      { ...finding, message: undefined },
      {
        rule: 'min-isr-equals-rf',
        severity: 'error',
        message: undefined,
        line,
        column: 21,
        endLine: line,
        endColumn: 22,
        refused: false,
        url: 'https://github.com/kafka-review/kafka-review/blob/main/docs/rules/min-isr-equals-rf.md',
        related: finding.related,
        fixes: [
          {
            title: 'Set min.insync.replicas to 2',
            safe: true,
            edits: [
              { path: 'a b/server.properties', line, column: 21, endLine: line, endColumn: 22, text: '2' },
            ],
          },
        ],
      },
    );
    assert.equal(finding.related[0].line, lineOf('a b/server.properties', 'default.replication.factor=3'));
    assert.deepEqual(report.summary.counts, { error: 1, warning: 0, information: 0, hint: 0 });
  });

  describe('sarif', () => {
    let log: Log;
    before(() => {
      log = JSON.parse(run('sarif', '.').out);
    });

    it('is valid by the schema of SARIF 2.1.0, for real files too', () => {
      assert.equal(sarifFaults(log), '');
      const real: Log = JSON.parse(kafkaReview(['--format', 'sarif'], { cwd: corpus }).out);
      assert.ok((real.runs[0]?.results?.length ?? 0) > 100);
      assert.equal(sarifFaults(real), '');
      assert.notEqual(sarifFaults({ ...log, version: '2.0.0' }), '');
    });

    it('names files relative to the current folder, escaped', () => {
      const uris = log.runs[0]?.results?.map(
        (result) => result.locations?.[0]?.physicalLocation?.artifactLocation,
      );
      assert.deepEqual(uris, [
        { uri: 'a%20b/server.properties', uriBaseId: 'SRCROOT' },
        { uri: 'silenced/server.properties', uriBaseId: 'SRCROOT' },
        { uri: 'strimzi/topic.yaml', uriBaseId: 'SRCROOT' },
      ]);
      assert.equal(log.runs[0]?.originalUriBaseIds?.SRCROOT?.uri, `${pathToFileURL(folder.path).href}/`);
    });

    it('has the region, the rule, the fix and the place a finding is compared with', () => {
      const result = log.runs[0]?.results?.[0];
      const startLine = lineOf('a b/server.properties', BLOCKING);
      const region = { startLine, startColumn: 21, endLine: startLine, endColumn: 22 };
      assert.deepEqual(result?.locations?.[0]?.physicalLocation?.region, region);
      const rule = log.runs[0]?.tool.driver.rules?.[result?.ruleIndex ?? -1];
      assert.equal(rule?.id, 'min-isr-equals-rf');
      assert.equal(result?.ruleId, rule?.id);
      assert.deepEqual(result?.fixes?.[0]?.artifactChanges[0]?.replacements, [
        { deletedRegion: region, insertedContent: { text: '2' } },
      ]);
      assert.equal(
        result?.relatedLocations?.[0]?.physicalLocation?.region?.startLine,
        lineOf('a b/server.properties', 'default.replication.factor=3'),
      );
    });

    it('keeps what a comment silences, with its reason', () => {
      const result = log.runs[0]?.results?.[1];
      assert.deepEqual(result?.suppressions, [{ kind: 'inSource', justification: 'one "site" & <only>' }]);
    });

    it('says when the work could not be done in full', () => {
      const { code, out } = run('sarif', 'nowhere');
      assert.equal(code, 2);
      const [invocation] = JSON.parse(out).runs[0].invocations;
      assert.equal(invocation.executionSuccessful, false);
      assert.equal(invocation.toolExecutionNotifications[0].message.text, 'nowhere: no such file or folder');
    });
  });

  it('github: a workflow command for each finding, with the path escaped', () => {
    const { out } = run('github', 'a b', 'silenced');
    const line = lineOf('a b/server.properties', BLOCKING);
    assert.match(
      out,
      new RegExp(
        `^::error file=a b/server\\.properties,line=${line},endLine=${line},col=21,endColumn=22,title=min-isr-equals-rf::min\\.insync\\.replicas = [^\\n]+\\n$`,
      ),
    );
  });

  it('junit: a failed test for each finding, a passed one when there is none', () => {
    const found = run('junit', 'a b', 'silenced').out;
    assert.match(found, /<testsuites name="Kafka Review" tests="1" failures="1" errors="0">/);
    assert.match(
      found,
      /<testcase classname="a b\/server\.properties" name="min-isr-equals-rf \(line \d+\)"/,
    );
    const none = run('junit', 'silenced').out;
    assert.match(none, /tests="1" failures="0"/);
    assert.doesNotMatch(none, /<failure/);
  });

  it('text: colors on demand only, and none when NO_COLOR is set', () => {
    const csi = '\u001b[';
    const text = (env: Record<string, string>) => kafkaReview(['a b'], { cwd: folder.path, env }).out;
    assert.equal(text({}).includes(csi), false);
    assert.equal(text({ CI: 'true' }).includes(csi), false);
    assert.equal(text({ FORCE_COLOR: '1' }).includes(csi), true);
    assert.equal(text({ FORCE_COLOR: '1', NO_COLOR: '1' }).includes(csi), false);
  });

  it('every format gives the same bytes on every run', () => {
    for (const format of ['text', 'json', 'sarif', 'github', 'junit'])
      assert.equal(run(format, '.').out, run(format, '.').out);
  });
});
