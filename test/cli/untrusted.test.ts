import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broker, cluster, topic } from '../../server/src/rules/sound.ts';
import { commandLine, environment, folderOf, kafkaReview } from './run.ts';

const BLOCKING = broker('min.insync.replicas=3');

/** Reviews the folder `repository` of some files: what stands beside it is none of a stranger's business. */
function reviewRepository(files: Record<string, string>, links: Record<string, string> = {}) {
  const folder = folderOf({ 'repository/.git/HEAD': '', ...files });
  try {
    for (const [name, target] of Object.entries(links)) symlinkSync(target, folder.at(name));
    const { code, out, err } = kafkaReview(['--format', 'json'], { cwd: join(folder.path, 'repository') });
    return {
      code,
      err,
      paths: JSON.parse(out).files.map(({ path }: { path: string }) => path) as string[],
      out,
    };
  } finally {
    folder.remove();
  }
}

describe('a repository of a stranger', () => {
  it('has settings that reach nothing outside it, whatever paths they name', () => {
    const said = `$schema: ../secret.json\nignore: [../**, "/etc/**", "a/../../x"]\noverrides:\n  - files: "../**"\n    profile: dev\n`;
    const { code, paths, out } = reviewRepository({
      'repository/.kafka-review.yaml': said,
      'repository/server.properties': BLOCKING,
      'secret/server.properties': BLOCKING,
    });
    assert.equal(code, 1);
    assert.deepEqual(paths, ['.kafka-review.yaml', 'server.properties']);
    assert.doesNotMatch(out, /secret\//);
  });

  it('has settings that run nothing: a tag, an anchor or a prototype in them is text', () => {
    const said =
      '!!js/function "function () { process.exit(42) }": 1\n__proto__: {rules: {min-isr-equals-rf: off}}\nconstructor: &a {prototype: *a}\nrules: {toString: off, __proto__: off}\n';
    const { code, paths } = reviewRepository({
      'repository/.kafka-review.yaml': said,
      'repository/server.properties': BLOCKING,
    });
    assert.equal(code, 1);
    assert.ok(paths.includes('server.properties'));
  });

  it('has links that are not followed out of it', () => {
    const { paths } = reviewRepository(
      { 'secret/server.properties': BLOCKING, 'repository/own.properties': BLOCKING },
      {
        'repository/link.properties': '../secret/server.properties',
        'repository/folder': '../secret',
        'repository/.kafka-review.yaml': '../secret/server.properties',
      },
    );
    assert.deepEqual(paths, ['own.properties']);
  });

  it('has kustomizations that read nothing outside it, be it by path or by a link', () => {
    const files = Object.entries(cluster()).map(([name, text]) => [`repository/base/${name}`, text]);
    const { code, paths } = reviewRepository(
      {
        ...Object.fromEntries(files),
        'secret/topic.yaml': topic({ config: 'min.insync.replicas: 3' }),
        'repository/base/kustomization.yaml':
          'kind: Kustomization\nresources: [kafka.yaml, pools.yaml, ../../secret/topic.yaml, ../link/topic.yaml, /dev/zero, ../../../../../../etc/passwd]\n',
      },
      { 'repository/link': '../secret' },
    );
    assert.deepEqual({ code, paths }, { code: 0, paths: [] });
  });
});

describe('a repository with odd names', () => {
  it('is reviewed and named as it is', () => {
    const names = [
      'a b',
      `it's "quoted"`,
      'line\nbreak',
      'größe-😀',
      '100%',
      '%zz',
      '#x?y',
      '-n',
      'back\\slash',
    ];
    const files = Object.fromEntries(names.map((name) => [`repository/${name}/server.properties`, BLOCKING]));
    const { code, err, paths } = reviewRepository(files);
    assert.equal(err, '');
    assert.equal(code, 1);
    assert.deepEqual(paths.sort(), names.map((name) => `${name}/server.properties`).sort());
  });
});

describe('files and folders that a person may not read', () => {
  it('are named, and the rest is reviewed', () => {
    const names = ['locked.properties', 'locked/server.properties', 'server.properties'];
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, BLOCKING])));
    try {
      chmodSync(folder.at('locked.properties'), 0o000);
      chmodSync(folder.at('locked'), 0o000);
      // Nothing is locked to the superuser, who can give that right up where the system lets them.
      const withRights =
        process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
      const run = (...command: string[]) => {
        const [program = '', ...args] = [...withRights, ...command];
        return spawnSync(program, args, { cwd: folder.path, env: environment(), encoding: 'utf8' });
      };
      const isLocked = run('cat', 'locked.properties').status !== 0 && run('true').status === 0;
      const { status, stderr } = isLocked
        ? run(process.execPath, commandLine, '--format', 'json')
        : spawnSync(process.execPath, [commandLine, '--format', 'json'], {
            cwd: folder.path,
            env: environment(),
            encoding: 'utf8',
          });
      const said =
        'kafka-review: locked: permission denied\nkafka-review: locked.properties: permission denied\n';
      assert.deepEqual(
        { status, stderr },
        isLocked ? { status: 2, stderr: said } : { status: 1, stderr: '' },
      );
    } finally {
      chmodSync(folder.at('locked'), 0o755);
      folder.remove();
    }
  });
});

describe('a folder with 100,000 entries', function () {
  this.timeout(600_000);

  it('is walked, and what is Kafka’s in it is found', () => {
    // In memory where there is such a folder: many a disk takes a minute to make as many.
    const path = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kafka-review-many-'));
    try {
      mkdirSync(join(path, 'many'));
      for (let n = 0; n < 100_000; n += 1)
        writeFileSync(join(path, 'many', `${n}.${n % 100 ? 'txt' : 'yaml'}`), '');
      writeFileSync(join(path, 'many/server.properties'), BLOCKING);
      const { code, out } = kafkaReview(['--format', 'json'], { cwd: path, timeout: 300_000 });
      assert.equal(code, 1);
      assert.deepEqual(
        JSON.parse(out).files.map(({ path }: { path: string }) => path),
        ['many/server.properties'],
      );
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });
});
