import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { broker, cluster, topic } from '../../server/src/rules/sound.ts';
import { commandLine, environment, folderOf, kafkaReview } from './run.ts';

describe('what kafka-review keeps', () => {
  const files: Record<string, string> = {
    ...cluster(),
    'topic.yaml': topic({ replicas: '1' }),
    'server.properties': broker(),
    'overlay/kustomization.yaml': 'resources: [../../base]\n',
  };

  /** A folder reviewed once; what was kept of it is marked, to tell it from what is reviewed anew. */
  function reviewedOnce(...args: string[]) {
    const folder = folderOf({ '.git/HEAD': '', ...inside('repository', files) });
    const run = (...more: string[]) =>
      kafkaReview(['.', ...args, ...more], {
        cwd: folder.at('repository'),
        env: { XDG_CACHE_HOME: folder.at('caches') },
      });
    const first = run();
    const [name = ''] = readdirSync(folder.at('caches/kafka-review'));
    const kept = folder.at(`caches/kafka-review/${name}`);
    const text = readFileSync(kept, 'utf8');
    const result = JSON.parse(text);
    writeFileSync(kept, JSON.stringify({ ...result, output: `kept\n${result.output}` }));
    return { folder, kept, result, first, run };
  }

  it('is told again, with the same exit code, while nothing is different', () => {
    const { folder, first, run } = reviewedOnce();
    const again = run();
    assert.match(first.out, /min-isr-exceeds-rf/);
    assert.equal(first.code, 1);
    assert.deepEqual(again, { ...first, out: `kept\n${first.out}` });
    folder.remove();
  });

  it('is told again with what could not be read', () => {
    const { folder, first, run } = reviewedOnce('no-such-file.yaml');
    assert.equal(first.code, 2);
    assert.match(first.err, /no-such-file/);
    assert.deepEqual(run(), { ...first, out: `kept\n${first.out}` });
    folder.remove();
  });

  const changes: Record<string, { files?: Record<string, string | undefined>; options?: string[] }> = {
    'the file of a finding': { files: { 'topic.yaml': topic({ replicas: '3' }) } },
    'another file that a finding depends on': {
      files: {
        'kafka.yaml': files['kafka.yaml']?.replace(/min\.insync\.replicas: \d/, 'min.insync.replicas: 1'),
      },
    },
    'a settings file': { files: { '.kafka-review.yaml': 'profile: dev\n' } },
    'a new file': { files: { 'more.yaml': topic({ name: 'more' }) } },
    'a file that is gone': { files: { 'server.properties': undefined } },
    'what is ignored': { files: { '.gitignore': 'server.properties\n' } },
    'a file outside that a kustomization builds on': {
      files: {
        '../base/kustomization.yaml': 'resources: [topic.yaml]\n',
        '../base/topic.yaml': topic({ replicas: '1' }),
      },
    },
    'an option': { options: ['--rule', 'min-isr-exceeds-rf=off'] },
    'the format': { options: ['--format', 'json'] },
    'the settings that are named': { options: ['--config', 'topic-settings.yaml'] },
  };
  for (const [what, { files: changed = {}, options = [] }] of Object.entries(changes)) {
    it(`is not told when there is a change of ${what}`, () => {
      const { folder, first, run } = reviewedOnce();
      if (options.includes('--config')) {
        writeFileSync(folder.at('repository/topic-settings.yaml'), 'profile: production\n');
        run(...options);
        writeFileSync(folder.at('repository/topic-settings.yaml'), 'profile: dev\n');
      }
      for (const [name, text] of Object.entries(changed)) {
        const path = folder.at(`repository/${name}`);
        mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
        if (text === undefined) rmSync(path);
        else writeFileSync(path, text);
      }
      const { out } = run(...options);
      const anew = run('--no-cache', ...options).out;
      assert.equal(out, anew);
      assert.notEqual(out, first.out);
      folder.remove();
    });
  }

  it('is not told when the file outside that a kustomization builds on changes later', () => {
    const { folder, run } = reviewedOnce();
    const base = (replicas: string) => {
      mkdirSync(folder.at('base'), { recursive: true });
      writeFileSync(folder.at('base/kustomization.yaml'), 'resources: [topic.yaml]\n');
      writeFileSync(folder.at('base/topic.yaml'), topic({ name: 'of-the-base', replicas }));
    };
    base('3');
    const before = run('overlay').out;
    base('1');
    const after = run('overlay').out;
    assert.notEqual(after, before);
    assert.equal(after, run('overlay', '--no-cache').out);
    folder.remove();
  });

  it('looks at bytes, and not at sizes and times', () => {
    const { folder, first, run } = reviewedOnce();
    const path = folder.at('repository/topic.yaml');
    const { atime, mtime } = statSync(path);
    writeFileSync(path, readFileSync(path, 'utf8').replace('replicas: 1', 'replicas: 3'));
    utimesSync(path, atime, mtime);
    const { out } = run();
    assert.notEqual(out, first.out);
    assert.doesNotMatch(out, /^kept/);
    folder.remove();
  });

  for (const changed of ['cli.cjs', 'cli-commands.cjs']) {
    it(`is not told by another build of the program, of which ${changed} differs`, () => {
      const { folder, first } = reviewedOnce();
      const build = folder.at('build');
      cpSync(dirname(commandLine), build, { recursive: true });
      const run = () =>
        kafkaReview(['.'], {
          cwd: folder.at('repository'),
          env: { XDG_CACHE_HOME: folder.at('caches') },
          program: join(build, 'cli.cjs'),
        });
      assert.equal(run().out, `kept\n${first.out}`, 'a copy is the same build');
      appendFileSync(join(build, changed), '\n// other rules\n');
      assert.equal(run().out, first.out);
      folder.remove();
    });
  }

  it('is neither told nor kept with --no-cache, and stands in another folder with --cache', () => {
    const { folder, first, run } = reviewedOnce();
    assert.equal(run('--no-cache').out, first.out);
    assert.equal(run('--cache', folder.at('other')).out, first.out);
    assert.equal(readdirSync(folder.at('other')).length, 1);
    assert.equal(readdirSync(folder.at('caches/kafka-review')).length, 1);
    folder.remove();
  });

  it('leaves nothing among the files under review', () => {
    const { folder } = reviewedOnce();
    const names = readdirSync(folder.at('repository')).sort();
    assert.deepEqual(names, ['overlay', ...Object.keys(files).filter((name) => !name.includes('/'))].sort());
    folder.remove();
  });

  it('is not asked where it cannot know: fixes, charts whose templates are looked up, pipes', () => {
    const folder = folderOf({
      'topic.yaml': `# Source: chart/templates/topic.yaml\n${topic()}`,
    });
    const run = (args: string[], input = '') =>
      kafkaReview([...args, '--cache', 'kept'], { cwd: folder.path, input });
    const origin = "  annotations: { config.kubernetes.io/origin: 'path: topic.yaml' }\n";
    run(['.']);
    run(['.', '--fix-dry-run']);
    run(['-'], topic().replace('metadata:\n', `metadata:\n${origin}`));
    const piped = [1, 2].map(() => run(['/dev/stdin'], topic({ replicas: '1' })).err);
    assert.equal(piped[1], piped[0]);
    assert.throws(() => readdirSync(folder.at('kept')), { code: 'ENOENT' });
    folder.remove();
  });

  it('keeps what standard input said apart from what it says next', () => {
    const folder = folderOf({});
    const run = (replicas: string) =>
      kafkaReview(['-', '--cache', 'kept'], { cwd: folder.path, input: topic({ replicas }) }).out;
    const [one, three] = [run('1'), run('3')];
    assert.notEqual(one, three);
    assert.deepEqual([run('3'), run('1')], [three, one]);
    folder.remove();
  });

  it('is no reason to fail when it is broken, of another shape, or cannot be written', () => {
    const { folder, kept, result, first, run } = reviewedOnce();
    const broken = [
      '',
      '{"key":',
      'null',
      '[]',
      '\0\0',
      JSON.stringify({ ...result, problems: [null] }),
      JSON.stringify({ ...result, problems: [{ path: 1 }] }),
      JSON.stringify({ ...result, references: [7] }),
      JSON.stringify({ ...result, exitCode: '0' }),
      JSON.stringify({ ...result, output: { length: 3 } }),
      JSON.stringify({ ...result, references: [{ from: '/', path: '/dev/zero' }] }),
    ];
    for (const text of broken) {
      writeFileSync(kept, text);
      assert.deepEqual(run(), first, text.slice(0, 80));
    }
    rmSync(kept);
    mkdirSync(kept);
    assert.deepEqual(run(), first);
    assert.deepEqual(run('--cache', 'server.properties'), first);
    folder.remove();
  });

  it('stays whole when runs work side by side', async () => {
    const folder = folderOf(files);
    const run = () =>
      promisify(execFile)(
        process.execPath,
        [commandLine, '.', '--fail-on', 'never', '--cache', folder.at('kept')],
        {
          cwd: folder.path,
          env: environment(),
        },
      );
    const outputs = (await Promise.all([run(), run(), run(), run()])).map(({ stdout }) => stdout);
    assert.deepEqual(outputs, Array(4).fill(outputs[0]));
    const names = readdirSync(folder.at('kept'));
    assert.equal(names.length, 1);
    assert.equal(JSON.parse(readFileSync(folder.at(`kept/${names[0]}`), 'utf8')).output, outputs[0]);
    folder.remove();
  });
});

const inside = (folder: string, files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
