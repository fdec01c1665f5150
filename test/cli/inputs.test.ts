import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { broker, cluster, controllers, kafka, pool, topic } from '../../server/src/rules/sound.ts';
import { commandLine, environment, folderOf, kafkaReview } from './run.ts';

const BLOCKING = broker('min.insync.replicas=3');

const reported = (out: string): string[] => JSON.parse(out).files.map(({ path }: { path: string }) => path);

const kustomization = (text: string) => `kind: Kustomization\n${text}`;

describe('what kafka-review reads', () => {
  const review = (
    files: Record<string, string | Buffer>,
    args: string[] = [],
    options: { cwd?: string; input?: string } = {},
  ) => {
    const folder = folderOf(files);
    try {
      return kafkaReview(['--format', 'json', ...args], {
        ...options,
        cwd: join(folder.path, options.cwd ?? ''),
      });
    } finally {
      folder.remove();
    }
  };

  it('reviews an overlay of kustomize with its base, wherever that stands', () => {
    const files = {
      ...Object.fromEntries(Object.entries(cluster()).map(([name, text]) => [`base/${name}`, text])),
      'base/topic.yaml': topic({ labels: 'app: shop' }),
      'base/kustomization.yaml': kustomization(
        `resources:\n${[...Object.keys(cluster()), 'topic.yaml'].map((name) => `  - ${name}\n`).join('')}`,
      ),
      'overlays/prod/kustomization.yaml': kustomization(
        'resources: [../../base]\npatches:\n  - path: patch.json\n    target: {kind: KafkaTopic}\ncommonLabels: {strimzi.io/cluster: prod}\n',
      ),
      'overlays/prod/patch.json': '[{"op": "add", "path": "/spec/replicas", "value": 9}]',
    };
    const { out } = review(files, ['overlays/prod']);
    const found = JSON.parse(out).files.flatMap(
      ({ path, findings }: { path: string; findings: { rule: string; range: { line: number } }[] }) =>
        findings.map(({ rule }) => `${path} ${rule}`),
    );
    assert.deepEqual(found, ['overlays/prod/patch.json replication-factor-exceeds-brokers']);
  });

  it("names remote bases of what is Kafka's as not looked at, without their passwords", () => {
    const secret = 'https://robot:secret@example.org/platform//kafka?ref=v1';
    const files = {
      'prod/kustomization.yaml': kustomization(
        `resources: ["${secret}", "github.com/example/kafka?ref=main"]\npatches:\n  - path: topic.yaml\n`,
      ),
      'prod/topic.yaml': topic(),
      'web/kustomization.yaml': kustomization('resources: ["https://example.org/web"]\n'),
    };
    const { out, err, code } = review(files, ['.']);
    assert.equal(code, 0);
    assert.doesNotMatch(out + err, /secret/);
    assert.deepEqual(
      JSON.parse(out).problems.map(
        ({ path, message }: { path: string; message: string }) => `${path} ${message.split(' ')[0]}`,
      ),
      [
        'prod/kustomization.yaml https://example.org/platform//kafka?ref=v1',
        'prod/kustomization.yaml github.com/example/kafka?ref=main',
      ],
    );
  });

  it('reviews a folder as Flux deploys it, with what it changes at its lines', () => {
    const files = {
      'apps/kafka/all.yaml': [...Object.values(cluster()), topic()].join('---\n'),
      'clusters/eu/kafka.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: kafka, namespace: flux-system}
spec:
  path: ./apps/kafka
  targetNamespace: kafka
  patches:
    - target: {kind: KafkaTopic}
      patch: |
        - op: add
          path: /spec/config
          value:
            min.insync.replicas: 3
`,
    };
    const found = JSON.parse(review(files, ['.']).out).files.flatMap(
      ({ path, findings }: { path: string; findings: { rule: string; line: number }[] }) =>
        findings.map(({ rule, line }) => `${path}:${line} ${rule}`),
    );
    assert.deepEqual(found, ['clusters/eu/kafka.yaml:13 min-isr-equals-rf']);
  });

  it('reads what helm template and kustomize build write, and names the template with its line', () => {
    const rendered = (text: string) => `---\n# Source: shop/templates/topic.yaml\n${text}`;
    const template = `{{- if .Values.orders }}\n${topic({ config: 'min.insync.replicas: 3' })}{{- end }}\n`;
    const input = `${Object.values(cluster()).join('---\n')}${rendered(topic({ config: 'min.insync.replicas: 3' }))}`;
    const { out } = review({ 'shop/templates/topic.yaml': template }, ['-'], { input });
    const [file] = JSON.parse(out).files;
    assert.equal(file.path, 'stdin.yaml');
    assert.deepEqual(
      file.findings.map(({ rule }: { rule: string }) => rule),
      ['min-isr-equals-rf'],
    );
    const line = template.split('\n').findIndex((one) => one.includes('min.insync.replicas')) + 1;
    const related = file.findings[0].related.at(-1);
    assert.deepEqual(
      [related.path, related.line, related.message],
      ['shop/templates/topic.yaml', line, 'made from a template'],
    );
  });

  it('points at the line of the template that a value comes from, however it is spelled there', () => {
    const template = `{{- range .Values.topics }}
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: {{ .name }}
  labels:
    strimzi.io/cluster: {{ $.Values.cluster }}
spec:
  config:
    min.insync.replicas: {{ .minIsr }}
  partitions: {{ .partitions }}
  replicas: {{ .replicas }}
{{- end }}
`;
    const rendered = `---\n# Source: shop/templates/topics.yaml\n${topic({ config: 'min.insync.replicas: 3' })}`;
    const sourceIn = (files: Record<string, string>) => {
      const { out } = review(files, ['-'], { input: rendered });
      const { path, line } = JSON.parse(out).files[0].findings[0].source;
      return [path, line];
    };
    assert.deepEqual(sourceIn({ 'templates/topics.yaml': template }), ['templates/topics.yaml', 11]);
    // The folder of a chart may have another name than the chart.
    const deploy = {
      'deploy/kafka/Chart.yaml': 'apiVersion: v2\nname: shop\n',
      'deploy/kafka/templates/topics.yaml': template,
      'deploy/other/Chart.yaml': 'apiVersion: v2\nname: other\n',
      'deploy/other/templates/topics.yaml': template,
    };
    assert.deepEqual(sourceIn(deploy), ['deploy/kafka/templates/topics.yaml', 11]);
  });

  describe('of what kustomize built with origin annotations', () => {
    const built = (path: string, config: string) =>
      topic({ config }).replace(
        'metadata:\n',
        `metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      path: ${path}\n`,
      );
    const files = {
      'k8s/base/all.yaml': `${topic({ name: 'other', config: 'min.insync.replicas: 3' })}---\n${topic({ config: '"min.insync.replicas": "3" # all of them' })}`,
      'k8s/overlays/prod/kustomization.yaml': kustomization('resources: [../../base]\n'),
    };
    const line = files['k8s/base/all.yaml'].split('\n').findIndex((one) => one.includes('all of them')) + 1;
    const report = (path: string, format: string, more: string[] = []) =>
      review(files, ['-', '--format', format, ...more], {
        input: built(path, 'min.insync.replicas: 3'),
      }).out;

    it('names the file and the place of the value in it, where one file can be meant', () => {
      const source = (path: string, more: string[] = []) =>
        JSON.parse(report(path, 'json', more)).files[0].findings[0].source;
      const expected = { path: 'k8s/base/all.yaml', line, column: 28, endLine: line, endColumn: 31 };
      assert.deepEqual(source('../../base/all.yaml'), expected);
      assert.deepEqual(
        source('../../base/all.yaml', ['--stdin-filename', 'k8s/overlays/prod/x.yaml']),
        expected,
      );
      assert.equal(source('../../base/none.yaml'), undefined);
      assert.equal(source('/etc/passwd'), undefined);
      assert.equal(source('../../../../../../../../../../etc/passwd'), undefined);
    });

    it('shows the finding there in every report for machines', () => {
      assert.match(
        report('../../base/all.yaml', 'github'),
        new RegExp(`file=k8s/base/all\\.yaml,line=${line},`),
      );
      assert.match(
        report('../../base/all.yaml', 'junit'),
        new RegExp(`file="k8s/base/all\\.yaml" line="${line}"`),
      );
      const [result] = JSON.parse(report('../../base/all.yaml', 'sarif')).runs[0].results;
      const { physicalLocation } = result.locations[0];
      assert.equal(physicalLocation.artifactLocation.uri, 'k8s/base/all.yaml');
      assert.equal(physicalLocation.region.startLine, line);
      assert.equal(result.fixes, undefined);
      assert.match(
        report('../../base/all.yaml', 'text'),
        /built from this file \(k8s\/base\/all\.yaml:\d+\)/,
      );
    });

    it('says when another value stands there', () => {
      const { out } = review(
        { ...files, 'k8s/base/all.yaml': topic({ config: 'min.insync.replicas: 2' }) },
        ['-', '--format', 'text'],
        {
          input: built('../../base/all.yaml', 'min.insync.replicas: 3'),
        },
      );
      assert.match(out, /built from this file, and changed on the way \(k8s\/base\/all\.yaml:\d+\)/);
    });
  });

  it('leaves out what .gitignore files leave out, also nested ones and those above, as Git does', () => {
    const folder = folderOf({
      '.gitignore': 'generated/\n*.bak.properties\n/only-here.properties\n!kept.bak.properties\n',
      'server.properties': BLOCKING,
      'generated/server.properties': BLOCKING,
      'a.bak.properties': BLOCKING,
      'kept.bak.properties': BLOCKING,
      'only-here.properties': BLOCKING,
      'sub/only-here.properties': BLOCKING,
      'sub/.gitignore': '!b.bak.properties\nlocal.properties\nGenerated2/\n',
      'sub/b.bak.properties': BLOCKING,
      'sub/local.properties': BLOCKING,
      'sub/generated2/server.properties': BLOCKING,
      'sub/deep/local.properties': BLOCKING,
      'node_modules/x/server.properties': BLOCKING,
    });
    try {
      const git = (...args: string[]) => execFileSync('git', args, { cwd: folder.path, encoding: 'utf8' });
      git('init', '-q');
      const wanted = git('ls-files', '--others', '--exclude-standard')
        .split('\n')
        .filter((name) => name.endsWith('.properties') && !name.startsWith('node_modules'));
      assert.ok(wanted.includes('sub/b.bak.properties') && !wanted.includes('a.bak.properties'));
      const { out } = kafkaReview(['--format', 'json'], { cwd: folder.path });
      assert.deepEqual(reported(out).sort(), wanted.sort());
      const below = kafkaReview(['--format', 'json'], { cwd: folder.at('sub') });
      assert.deepEqual(
        reported(below.out)
          .map((path) => `sub/${path}`)
          .sort(),
        wanted.filter((name) => name.startsWith('sub/')),
      );
      const all = kafkaReview(['--format', 'json', '--no-gitignore'], { cwd: folder.path });
      assert.equal(reported(all.out).length, 10);
      const named = kafkaReview(['--format', 'json', 'a.bak.properties'], { cwd: folder.path });
      assert.deepEqual(reported(named.out), ['a.bak.properties']);
    } finally {
      folder.remove();
    }
  });

  it('does not follow symbolic links in folders, so that a circle ends', () => {
    const folder = folderOf({ 'a/server.properties': BLOCKING });
    try {
      symlinkSync('..', folder.at('a/up'));
      symlinkSync('self', folder.at('self'));
      const { code, out, err } = kafkaReview(['--format', 'json'], { cwd: folder.path });
      assert.deepEqual(
        { code, err, paths: reported(out) },
        { code: 1, err: '', paths: ['a/server.properties'] },
      );
      const named = kafkaReview(['self'], { cwd: folder.path });
      assert.equal(named.code, 2);
      assert.match(named.err, /self: the symbolic link leads in a circle/);
    } finally {
      folder.remove();
    }
  });

  it('takes the settings file of the folder or the nearest one above, up to the root of the repository', () => {
    const files = {
      '.kafka-review.yaml': 'rules:\n  min-isr-equals-rf: hint\n',
      'repo/.git/HEAD': '',
      'repo/.kafka-review.yaml': 'rules:\n  min-isr-equals-rf: warning\n',
      'repo/a/server.properties': BLOCKING,
      'repo/b/.kafka-review.yaml': 'ignore: ["*.properties"]\n',
      'repo/b/server.properties': BLOCKING,
      'lonely/.git/HEAD': '',
      'lonely/server.properties': BLOCKING,
    };
    const severities = (cwd: string, ...args: string[]) =>
      JSON.parse(review(files, args, { cwd }).out).files.flatMap(
        ({ path, findings }: { path: string; findings: { severity: string }[] }) =>
          findings.map(({ severity }) => `${path} ${severity}`),
      );
    assert.deepEqual(severities('repo'), ['a/server.properties warning']);
    assert.deepEqual(severities('repo/a'), ['server.properties warning']);
    assert.deepEqual(severities('repo/a', 'server.properties'), ['server.properties warning']);
    assert.deepEqual(severities('lonely'), ['server.properties error']);
  });

  it('tells of a mistake in a settings file at its line, and reviews all the same', () => {
    const { code, out } = review({
      '.kafka-review.yaml': 'profile: prod\n',
      'server.properties': broker(),
    });
    assert.equal(code, 0);
    const [file] = JSON.parse(out).files;
    assert.equal(file.path, '.kafka-review.yaml');
    assert.equal(file.findings[0].message, 'must be one of production, staging, dev');
    assert.equal(file.findings[0].line, 1);
  });

  it('reviews a path outside the current folder as if it were started there', () => {
    const folder = folderOf({ 'dev/here/x': '', 'dev/cluster/server.properties': BLOCKING });
    try {
      const { out } = kafkaReview(['../cluster', '--format', 'json'], { cwd: folder.at('dev/here') });
      const [file] = JSON.parse(out).files;
      assert.equal(file.path, '../cluster/server.properties');
      assert.equal(file.findings[0].severity, 'error');
    } finally {
      folder.remove();
    }
  });

  it('reads UTF-8 with a byte order mark and Latin-1 properties, with the right columns', () => {
    const { code, out } = review({
      'bom.properties': `\ufeffmin.insync.replicas=3\n${broker('-min.insync.replicas')}`,
      'latin1.properties': Buffer.from(`# größer\n${BLOCKING}`, 'latin1'),
    });
    assert.equal(code, 1);
    const [bom, latin1] = JSON.parse(out).files;
    assert.deepEqual([bom.findings[0].line, bom.findings[0].column], [1, 21]);
    assert.equal(latin1.findings[0].column, 21);
  });

  it('says what is wrong with UTF-16 and with YAML that is no UTF-8, reviews the rest, and exits with 2', () => {
    const { code, out, err } = review({
      'utf16.properties': Buffer.from(`\ufeff${BLOCKING}`, 'utf16le'),
      'kafka.yaml': Buffer.from(`# größer\n${kafka()}`, 'latin1'),
      'server.properties': BLOCKING,
      'noise-utf16.properties': Buffer.from('\ufeffmotd=hello\n', 'utf16le'),
      'noise.yaml': Buffer.from('name: größer\n', 'latin1'),
    });
    assert.equal(code, 2);
    assert.deepEqual(reported(out), ['server.properties']);
    assert.equal(
      err,
      'kafka-review: kafka.yaml: the file is not UTF-8; save it as UTF-8\n' +
        'kafka-review: utf16.properties: the file is UTF-16; Kafka and Kubernetes read UTF-8, save it as UTF-8\n',
    );
  });

  it('skips files that are huge with a note, and binary ones without; asked for by name, both are failures', () => {
    const files = {
      'huge.properties': Buffer.alloc(20 * 1024 * 1024 + 1, 'x'),
      'binary.properties': Buffer.from([1, 2, 0, 3]),
      'server.properties': BLOCKING,
    };
    const walked = review(files);
    assert.equal(walked.code, 1);
    assert.match(
      walked.err,
      /^kafka-review: huge\.properties: 20 MiB, more than the 20 MiB that are read: skipped\n$/,
    );
    const named = review(files, ['huge.properties', 'binary.properties']);
    assert.equal(named.code, 2);
    assert.match(named.err, /binary\.properties: binary file/);
  });

  it('says when a file that was asked for is not of Kafka', () => {
    const { code, err } = review({ 'values.yaml': 'replicas: 3\n' }, ['values.yaml']);
    assert.deepEqual(
      { code, err },
      { code: 0, err: 'kafka-review: values.yaml: nothing of Kafka is recognised in it\n' },
    );
  });

  it('reviews names with spaces, quotes, Unicode and percent signs', () => {
    const names = ["it's 100%.properties", 'größe ü.properties', 'a#b?c.properties'];
    const { out } = review(Object.fromEntries(names.map((name) => [name, BLOCKING])));
    assert.deepEqual(reported(out).sort(), [...names].sort());
  });

  it('shows control characters of a file as such: they cannot move the cursor', () => {
    const folder = folderOf({
      'server.properties': broker('min.insync.replicas=3').replace(
        'min.insync.replicas=3',
        'min.insync.replicas=3\u001b[2J',
      ),
      'esc\u001b[2J.properties': BLOCKING,
    });
    try {
      const { out } = kafkaReview(['.'], { cwd: folder.path });
      assert.ok(out.includes('esc\ufffd[2J.properties'));
      assert.equal(out.includes('\u001b'), false);
    } finally {
      folder.remove();
    }
  });

  it('ends quietly when its reader has seen enough', () => {
    const folder = folderOf(
      Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`s${n}/server.properties`, BLOCKING])),
    );
    try {
      const { stderr, stdout } = spawnSync(
        'sh',
        ['-c', `"${process.execPath}" "${commandLine}" . | head -1`],
        {
          cwd: folder.path,
          encoding: 'utf8',
        },
      );
      assert.equal(stderr, '');
      assert.equal(stdout, 's0/server.properties\n');
    } finally {
      folder.remove();
    }
  });
});

describe('kafka-review on standard input', () => {
  const rendered = [kafka(), pool(), controllers(), topic({ config: 'min.insync.replicas: 3' })].join(
    '---\n',
  );

  it('reviews many documents, as helm template and kustomize build print them', () => {
    const { code, out } = kafkaReview(['-'], { input: rendered });
    assert.equal(code, 1);
    const line = rendered.split('\n').findIndex((text) => text.includes('min.insync.replicas: 3')) + 1;
    assert.match(out, new RegExp(`^stdin\\.yaml\\n {2}error .*\\n +${line} │`));
  });

  it('tells properties from YAML by the content', () => {
    assert.match(kafkaReview(['-'], { input: BLOCKING }).out, /^stdin\.properties\n/);
  });

  it('reads no more of a pipe than of a file, however long somebody writes', () => {
    const review = `"${process.execPath}" "${commandLine}" --no-cache`;
    const run = (script: string) =>
      spawnSync('bash', ['-c', script], { encoding: 'utf8', env: environment(), timeout: 120_000 });
    for (const script of [`yes 'a: b' | ${review} -`, `${review} <(yes 'a: b')`]) {
      const { status, stderr } = run(script);
      assert.match(stderr, /^kafka-review: \S+: more than the 20 MiB that are read\n$/);
      assert.equal(status, 2);
    }
  });

  it('takes the name, and with it the settings, from --stdin-filename; the text stands for the file', () => {
    const folder = folderOf({
      '.kafka-review.yaml': 'profile: dev\n',
      ...cluster(),
      'topic.yaml': topic(),
    });
    try {
      const { out } = kafkaReview(['.', '--stdin-filename', 'topic.yaml', '--format', 'json'], {
        cwd: folder.path,
        input: topic({ config: 'min.insync.replicas: 3' }),
      });
      const { files, summary } = JSON.parse(out);
      assert.equal(files[0].path, 'topic.yaml');
      assert.deepEqual(
        files[0].findings.map(
          ({ rule, severity }: { rule: string; severity: string }) => `${rule} ${severity}`,
        ),
        ['min-isr-equals-rf information'],
      );
      assert.equal(summary.files, 3);
    } finally {
      folder.remove();
    }
  });
});
