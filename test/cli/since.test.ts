import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cluster, topic } from '../../server/src/rules/sound.ts';
import { folderOf, kafkaReview } from './run.ts';

const git = (cwd: string, ...args: string[]): string =>
  execFileSync(
    'git',
    ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false', ...args],
    { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );

/** A repository with one commit of these files, and the files as they are then changed. */
function repository(committed: Record<string, string>, now: Record<string, string>) {
  const folder = folderOf(committed);
  git(folder.path, 'init', '-q');
  git(folder.path, 'add', '.');
  git(folder.path, 'commit', '-qm', 'The last one');
  for (const [name, text] of Object.entries(now)) writeFileSync(folder.at(name), text);
  return folder;
}

const found = (out: string): string[] =>
  JSON.parse(out).files.flatMap(({ path, findings }: { path: string; findings: { rule: string }[] }) =>
    findings.map(({ rule }) => `${path} ${rule}`),
  );

describe('kafka-review --since', () => {
  const committed = { ...cluster(), 'sub/topic.yaml': topic({ partitions: '24' }) };
  const now = { 'sub/topic.yaml': topic({ partitions: '12' }) };

  it('finds what a change since the commit would do, from any folder of the repository', () => {
    const folder = repository(committed, now);
    try {
      const compared = ['--format', 'json', '--since', 'HEAD'];
      assert.deepEqual(found(kafkaReview(['--format', 'json'], { cwd: folder.path }).out), []);
      assert.deepEqual(found(kafkaReview(compared, { cwd: folder.path }).out), [
        'sub/topic.yaml strimzi-topic-changed',
      ]);
      assert.deepEqual(found(kafkaReview(compared, { cwd: folder.at('sub') }).out), [
        'topic.yaml strimzi-topic-changed',
      ]);
      git(folder.path, 'commit', '-qam', 'Fewer partitions');
      assert.deepEqual(found(kafkaReview(compared, { cwd: folder.path }).out), []);
      const since = kafkaReview(['--format', 'json', '--since', 'HEAD~1'], { cwd: folder.path });
      assert.deepEqual(found(since.out), ['sub/topic.yaml strimzi-topic-changed']);
      assert.equal(since.code, 1);
    } finally {
      folder.remove();
    }
  });

  it('compares what an overlay of kustomize builds with what it built', () => {
    const overlay = (partitions: number) =>
      `kind: Kustomization\nresources: [kafka.yaml, pools.yaml, topic.yaml]\npatches:\n  - target: { kind: KafkaTopic }\n    patch: |-\n      - op: replace\n        path: /spec/partitions\n        value: ${partitions}\n`;
    const folder = repository(
      { ...cluster(), 'topic.yaml': topic(), 'kustomization.yaml': overlay(24) },
      { 'kustomization.yaml': overlay(18) },
    );
    try {
      const { out } = kafkaReview(['--format', 'json', '--since', 'HEAD'], { cwd: folder.path });
      assert.deepEqual(found(out), ['kustomization.yaml strimzi-topic-changed']);
    } finally {
      folder.remove();
    }
  });

  it('says so when there is no such commit, or no repository', () => {
    const folder = repository(committed, {});
    const other = folderOf(committed);
    try {
      for (const ref of ['nowhere', '--upload-pack=x', 'a b']) {
        const { code, err } = kafkaReview([`--since=${ref}`], { cwd: folder.path });
        assert.equal(code, 2, ref);
        assert.match(err, /commit/);
      }
      const { code, err } = kafkaReview(['--since', 'HEAD'], { cwd: other.path });
      assert.equal(code, 2);
      assert.match(err, /no Git repository/);
    } finally {
      folder.remove();
      other.remove();
    }
  });

  it('runs nothing that the repository names', () => {
    const folder = repository(committed, now);
    try {
      const touch = `touch ${folder.at('ran')}`;
      for (const key of [
        'core.fsmonitor',
        'core.pager',
        'core.sshCommand',
        'diff.external',
        'filter.x.clean',
        'filter.x.smudge',
      ])
        git(folder.path, 'config', key, touch);
      writeFileSync(folder.at('.gitattributes'), '* filter=x diff=x\n');
      const { out } = kafkaReview(['--format', 'json', '--since', 'HEAD'], { cwd: folder.path });
      assert.deepEqual(found(out), ['sub/topic.yaml strimzi-topic-changed']);
      assert.equal(existsSync(folder.at('ran')), false);
    } finally {
      folder.remove();
    }
  });
});
