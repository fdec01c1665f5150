// kafka-review cluster as a cron job, a CI step and a person run it: a process of its own, without a terminal.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Log } from 'sarif';
import { sarifFaults } from '../support/sarif.ts';
import { type SimulatedKafka, simulateKafka } from '../support/simulated-kafka.ts';
import { commandLine, folderOf, type Result } from './run.ts';

interface Running {
  process: ChildProcess;
  out(): string;
  err(): string;
  /** Waits until standard output holds this. */
  until(wanted: RegExp): Promise<void>;
  /** Ends it by a signal, or waits for its own end. */
  end(signal?: NodeJS.Signals): Promise<Result>;
}

const running = new Set<ChildProcess>();

function start(args: string[], cwd?: string): Running {
  const child = spawn(process.execPath, [commandLine, 'cluster', ...args], { cwd });
  running.add(child);
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    written.err += text;
  });
  const closed = once(child, 'close');
  return {
    process: child,
    out: () => written.out,
    err: () => written.err,
    async until(wanted) {
      while (!wanted.test(written.out)) {
        assert.equal(child.exitCode, null, `ended before ${wanted}: ${written.out}${written.err}`);
        await new Promise((done) => setTimeout(done, 20));
      }
    },
    async end(signal) {
      if (signal) child.kill(signal);
      const [code] = await closed;
      running.delete(child);
      return { code, ...written };
    },
  };
}

describe('kafka-review cluster', () => {
  let kafka: SimulatedKafka;
  const bootstrap = (): string[] => ['--bootstrap-server', kafka.bootstrap];
  const look = (...args: string[]): Promise<Result> => start([...bootstrap(), ...args]).end();

  beforeEach(async () => {
    kafka = await simulateKafka({ brokers: 3, topics: 2, partitions: 3, groups: 1 });
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
    await kafka.stop();
  });

  it('ends with 0 where nothing is at or above --fail-on, and with 1 else', async () => {
    const { code, out, err } = await look();
    assert.match(out, /⚠ warning {5}the cluster has 1 controller/);
    assert.match(out, /Brokers \(3 of 3\)/);
    assert.deepEqual([code, err], [0, '']);
    assert.equal((await look('--fail-on', 'warning')).code, 1);
    kafka.lose(2);
    const broken = await look();
    assert.match(broken.out, /✖ error {7}broker 2 is not in the cluster/);
    assert.equal(broken.code, 1);
    assert.equal((await look('--fail-on', 'never')).code, 0);
  });

  it('writes one JSON object, and SARIF that its schema allows', async () => {
    const json = JSON.parse((await look('--format', 'json')).out);
    assert.equal(json.health.state, 'warning');
    assert.equal(json.snapshot.topics.length, 2);
    kafka.lose(2);
    const { out, code } = await look('--format', 'sarif');
    const log: Log = JSON.parse(out);
    assert.equal(sarifFaults(log), '');
    const [run] = log.runs;
    assert.deepEqual([code, run?.invocations?.[0]?.exitCode], [1, 1]);
    const missing = run?.results?.find(({ ruleId }) => ruleId === 'live-broker-missing');
    assert.equal(missing?.level, 'error');
    assert.equal(
      missing?.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName,
      `${kafka.bootstrap}/brokers/2`,
    );
    const rule = run?.tool.driver.rules?.[missing?.ruleIndex ?? -1];
    assert.equal(rule?.id, 'live-broker-missing');
  });

  it('writes figures and versions to hand on, with no name in them', async () => {
    const { code, out, err } = await look('--format', 'support');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^Kafka Review [\d.]+, Node\.js [\d.]+, \w+ \w+\nCluster 1: no TLS, no sign-in/);
    assert.match(out, /topics 2, partitions 6, groups 1/);
    assert.match(out, /API versions of broker 1, 2, 3: /);
    assert.doesNotMatch(out, /127\.0\.0\.1|orders|service/);
  });

  describe('of a cluster that cannot be reached', () => {
    const nowhere = ['--bootstrap-server', '127.0.0.1:1'];
    const diagnosis =
      '127.0.0.1:1: nothing listens on 127.0.0.1:1: the connection was refused. The broker is down, or it listens on another port.';

    it('ends with 2 and says in words why, whatever --fail-on is', async () => {
      assert.deepEqual(await start([...nowhere, '--fail-on', 'never']).end(), {
        code: 2,
        out: '',
        err: `${diagnosis}\n`,
      });
    });

    it('says so in JSON and SARIF too', async () => {
      const json = await start([...nowhere, '--format', 'json']).end();
      assert.equal(json.code, 2);
      assert.equal(JSON.parse(json.out).unreachable.kind, 'refused');
      const support = await start([...nowhere, '--format', 'support']).end();
      assert.equal(support.code, 2);
      assert.match(support.out, /never read\n {2}could not be read \d+ s ago: refused\n$/);
      const sarif = await start([...nowhere, '--format', 'sarif']).end();
      const log: Log = JSON.parse(sarif.out);
      assert.equal(sarifFaults(log), '');
      const [invocation] = log.runs[0]?.invocations ?? [];
      assert.deepEqual([sarif.code, invocation?.exitCode, invocation?.executionSuccessful], [2, 2, false]);
      assert.equal(invocation?.toolExecutionNotifications?.[0]?.message.text, diagnosis);
    });
  });

  it('ends with 2 where the command itself cannot be carried out', async () => {
    const told = async (...args: string[]): Promise<string> => {
      const { code, out, err } = await start(args).end();
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      return err;
    };
    assert.match(await told('--bootstrap-server', 'b1'), /^b1 is not host:port/);
    assert.match(
      await told(...bootstrap(), '--command-config', '/no/such.properties'),
      /cannot be read \(ENOENT\)/,
    );
    assert.match(await told(...bootstrap(), '--watch', '--format', 'sarif'), /^--watch tells what changes/);
    assert.match(await told(...bootstrap(), '--interval', '0'), /1 or more/);
    assert.match(await told(...bootstrap(), '--threshold', 'live-disk=1'), /there is no threshold live-disk/);
    assert.match(await told(...bootstrap(), '--against', '/no/such/folder'), /no such file or folder/);
  });

  it('takes security settings and thresholds from files beside the job', async () => {
    const folder = folderOf({
      'client.properties': `bootstrap.servers=${kafka.bootstrap}\nsecurity.protocol=PLAINTEXT\n`,
      '.kafka-review.yaml': 'cluster:\n  thresholds:\n    live-disk-usage.error: 40\n',
    });
    try {
      const args = [...bootstrap(), '--command-config', 'client.properties'];
      const { code, out } = await start(args, folder.path).end();
      assert.match(out, /✖ error {7}disk of broker 1 at 50 %/);
      assert.equal(code, 1);
    } finally {
      folder.remove();
    }
  });

  describe('--against', () => {
    const strimzi = (partitions: number): string => `apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata:
  name: brokers
  labels: {strimzi.io/cluster: prod}
spec:
  replicas: 3
  roles: [broker]
  storage: {type: persistent-claim, size: 100Gi}
---
apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata:
  name: prod
spec:
  kafka: {}
${[0, 1]
  .map(
    (id) => `---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: orders-of-region-${id}
  labels: {strimzi.io/cluster: prod}
spec:
  partitions: ${partitions}
  replicas: 3
  config: {min.insync.replicas: 2, retention.ms: 86400000}
`,
  )
  .join('')}`;

    it('tells differences at their lines, and judges them by --fail-on', async () => {
      const folder = folderOf({ 'same.yaml': strimzi(3), 'other.yaml': strimzi(6) });
      try {
        const against = (name: string, ...more: string[]): Promise<Result> =>
          start([...bootstrap(), '--against', name, ...more], folder.path).end();
        assert.match((await against('same.yaml')).out, /\nAs in the files of prod\.\n$/);
        const { out, code } = await against('other.yaml');
        assert.match(out, /\nDiffers from the files of prod in 2 places\n/);
        assert.match(
          out,
          /other\.yaml:24:15 {2}orders-of-region-0 has partitions 3 in the running cluster, and 6 here\./,
        );
        assert.equal(code, 0, 'differences are information');
        assert.equal((await against('other.yaml', '--fail-on', 'information')).code, 1);
        const log: Log = JSON.parse((await against('other.yaml', '--format', 'sarif')).out);
        assert.equal(sarifFaults(log), '');
        const lines = log.runs[0]?.results?.flatMap(
          ({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine ?? [],
        );
        assert.deepEqual(lines, [24, 34]);
      } finally {
        folder.remove();
      }
    });
  });

  describe('--watch', () => {
    // A busy machine makes a simulated broker slow.
    const slow = ['--threshold', 'live-slow-broker.least=1000000'];
    const watch = (...args: string[]): Running =>
      start([...bootstrap(), '--watch', '--interval', '1', ...slow, ...args]);

    it('tells the first look in full, then only what changes, until Ctrl+C', async () => {
      const watched = watch();
      await watched.until(/read in \d+ ms\n/);
      const first = watched.out().length;
      kafka.lose(2);
      await watched.until(/Z {2}error {8}broker 2 is not in the cluster/);
      kafka.regain(2);
      await watched.until(/Z {2}over {9}broker 2 is not in the cluster/);
      const asked = kafka.requests.get('Metadata') ?? 0;
      while ((kafka.requests.get('Metadata') ?? 0) < asked + 2)
        await new Promise((done) => setTimeout(done, 50));
      const { code, out, err } = await watched.end('SIGINT');
      assert.deepEqual([code, err], [0, '']);
      const words = out
        .slice(first)
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/)[1]);
      assert.equal(words.filter((word) => word === 'over').length * 2, words.length, out.slice(first));
    });

    it('ends with the code of the last look: 1 with a problem, 2 out of reach', async () => {
      kafka.lose(2);
      const broken = watch();
      await broken.until(/read in \d+ ms\n/);
      assert.equal((await broken.end('SIGTERM')).code, 1);
      const lost = watch();
      await lost.until(/read in \d+ ms\n/);
      await kafka.stop();
      await lost.until(/Z {2}unreachable {2}.* refused\. The broker is down/);
      assert.equal((await lost.end('SIGINT')).code, 2);
    });

    it('waits for a cluster that is not there yet', async () => {
      const waiting = start(['--bootstrap-server', '127.0.0.1:1', '--watch', '--interval', '1']);
      await waiting.until(/Z {2}unreachable {2}nothing listens on 127\.0\.0\.1:1/);
      const { code, err } = await waiting.end('SIGINT');
      assert.deepEqual([code, err], [2, '']);
    });

    it('writes a line of JSON for each change', async () => {
      const watched = watch('--format', 'json');
      await watched.until(/\n/);
      kafka.lose(2);
      await watched.until(/\n.*"live-broker-missing".*\n/);
      const [first = '', ...more] = (await watched.end('SIGINT')).out.trimEnd().split('\n');
      assert.equal(JSON.parse(first).snapshot.brokers.length, 3);
      // A look may fall into the very moment: then one change more is told.
      const change = more
        .map((line) => JSON.parse(line))
        .find(({ appeared }) =>
          appeared?.some(({ check }: { check: string }) => check === 'live-broker-missing'),
        );
      assert.equal(change?.state, 'error');
    });
  });
});
