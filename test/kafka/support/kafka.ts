// Real Kafka from Maven Central on 127.0.0.1: controllers (before KRaft: one ZooKeeper) and three brokers in three racks,
// started by the tests and by the demo. Needs java, maven and, with security, openssl.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes, randomInt } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repository } from '../../support/shared.ts';
import { makeCertificates } from './certificates.ts';
import { compiled, warmTools } from './tools.ts';

/** 2.8.2 runs with ZooKeeper, the others with KRaft; only four of them run in every test. */
export type KafkaVersion =
  | '2.8.2'
  | '3.3.2'
  | '3.6.2'
  | '3.9.2'
  | '4.0.1'
  | '4.1.2'
  | '4.2.1'
  | '4.3.1'
  | '4.4.0';

export interface KafkaOptions {
  version: KafkaVersion;
  /** Adds listeners with SASL, TLS and mutual TLS, and an authorizer; users admin and viewer. */
  security?: boolean;
  /** Settings of every broker that differ from the usual ones. */
  settings?: Record<string, string | number>;
  /** Writes every request that a broker gets to its log, as Kafka's own request logger does. */
  requestLog?: boolean;
  /** Adds a SASL_PLAINTEXT listener with OAUTHBEARER, whose tokens this issuer has signed. */
  tokens?: { issuer: string; audience: string; keys: string };
  /** A Java class beside this file that looks at tokens in place of Kafka's own. */
  tokenValidator?: string;
  /** Further plaintext listeners by name, with the host:port that each broker advertises for it. */
  advertised?: Record<string, (id: number) => string>;
  /** How many controllers there are; one, if not said. ZooKeeper is always one. */
  controllers?: number;
  /** What each broker's Java may take, as -Xmx has it. */
  heap?: string;
}

export interface TestKafka {
  version: KafkaVersion;
  folder: string;
  brokers: number[];
  controllers: number[];
  /** host:port of every broker's listener of that name. */
  bootstrap(listener?: string): string;
  port(id: number, listener?: string): number;
  /** The port of the first controller, or ZooKeeper's. */
  controllerPort: number;
  start(id: number): Promise<void>;
  kill(id: number): Promise<void>;
  /** Stops a process as it stands: its ports stay open and nothing answers. */
  freeze(id: number): void;
  thaw(id: number): void;
  /** The text that one of Kafka's own command-line tools prints; throws when it fails. */
  tool(name: ToolName, ...args: string[]): string;
  /** A tool that runs until it is killed, or the cluster is stopped. */
  toolInBackground(name: ToolName, ...args: string[]): ChildProcess;
  log(id: number): string;
  stop(): Promise<void>;
}

const tools = {
  'kafka-acls': 'org.apache.kafka.tools.AclCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-console-share-consumer': 'org.apache.kafka.tools.consumer.ConsoleShareConsumer',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-log-dirs': 'org.apache.kafka.tools.LogDirsCommand',
  'kafka-metadata-quorum': 'org.apache.kafka.tools.MetadataQuorumCommand',
  'kafka-reassign-partitions': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'kafka-share-groups': 'org.apache.kafka.tools.consumer.group.ShareGroupCommand',
  'kafka-storage': 'kafka.tools.StorageTool',
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'zookeeper-shell': 'org.apache.zookeeper.ZooKeeperMainWithTlsSupportForKafka',
} as const;

export type ToolName = keyof typeof tools;

/** What ends its Java, or is needed before there is a cluster. */
const ownJava: ToolName[] = ['kafka-storage', 'zookeeper-shell'];

/** Where the tools were before they left Kafka's core. */
const olderTools: Partial<Record<KafkaVersion, Partial<Record<ToolName, string>>>> = {
  '2.8.2': {
    'kafka-acls': 'kafka.admin.AclCommand',
    'kafka-console-consumer': 'kafka.tools.ConsoleConsumer',
    'kafka-consumer-groups': 'kafka.admin.ConsumerGroupCommand',
    'kafka-log-dirs': 'kafka.admin.LogDirsCommand',
    'kafka-reassign-partitions': 'kafka.admin.ReassignPartitionsCommand',
    'kafka-topics': 'kafka.admin.TopicCommand',
  },
  '3.9.2': { 'kafka-acls': 'kafka.admin.AclCommand' },
};

/** Listeners that are named as their protocols; only the first is there in any case. */
const listeners = ['PLAINTEXT', 'SASL_PLAINTEXT', 'SASL_SSL', 'SSL'];
const brokers = [1, 2, 3];
/** The id of the first controller, or of ZooKeeper; the next ones follow it. */
export const controllerId = 100;
const jvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** Some tools are not on Maven Central, and some were elsewhere before; those of 4.3.1 speak to every Kafka since 2.1. */
const toolsVersion = (version: KafkaVersion): KafkaVersion =>
  ['2.8.2', '3.9.2'].includes(version) ? version : '4.3.1';

/** Downloads the jars of a version into .cache/kafka once; gives the class path. */
export function kafkaJars(version: KafkaVersion): string {
  const folder = join(repository, '.cache/kafka', version);
  const pom = join(import.meta.dirname, 'pom.xml');
  const complete = join(
    folder,
    `complete-${createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12)}`,
  );
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const result = spawnSync(
      'mvn',
      [
        '-q',
        '-B',
        '-f',
        pom,
        `-Dkafka.version=${version}`,
        `-Dtools.version=${toolsVersion(version)}`,
        'dependency:copy-dependencies',
        '-DincludeScope=runtime',
        `-DoutputDirectory=${folder}`,
      ],
      { encoding: 'utf8' },
    );
    if (result.status !== 0) throw new Error(`maven could not fetch Kafka ${version}: ${result.stdout}`);
    writeFileSync(complete, '');
  }
  return `${folder}/*`;
}

/**
 * Ports that nobody listens on, below those that systems hand out to connections: one of these might take a port while
 * its broker is down.
 */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(12_000, 32_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** Starts the cluster and returns when every broker is registered. `stop()` ends it and removes its folder. */
export async function startKafka(options: KafkaOptions): Promise<TestKafka> {
  const { version, security = false, tokens, settings = {}, requestLog = false, heap = '192m' } = options;
  const { advertised = {}, tokenValidator } = options;
  const withZooKeeper = version === '2.8.2';
  const names: string[] = [...listeners, ...Object.keys(advertised)];
  const controllers = Array.from(
    { length: withZooKeeper ? 1 : (options.controllers ?? 1) },
    (_, i) => controllerId + i,
  );
  const folder = join(tmpdir(), `kafka-review-${version}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { recursive: true });
  const ports = await freePorts(controllers.length + brokers.length * names.length);
  const portOfController = (id: number): number => ports[id - controllerId] ?? 0;
  const controllerPort = portOfController(controllerId);
  const port = (id: number, listener = 'PLAINTEXT'): number =>
    ports[controllers.length + (id - 1) * names.length + names.indexOf(listener)] ?? 0;
  const bootstrap = (listener?: string): string =>
    brokers.map((id) => `127.0.0.1:${port(id, listener)}`).join(',');
  const classPath = kafkaJars(version);
  const brokerClassPath = tokenValidator ? `${compiled(tokenValidator, classPath)}:${classPath}` : classPath;
  const toolClassPath = kafkaJars(toolsVersion(version));
  const processes = new Map<number, ChildProcess>();
  const background: ChildProcess[] = [];
  let stopped = false;
  const nodeFolder = (id: number): string => join(folder, `node-${id}`);

  if (security) makeCertificates(join(folder, 'tls'));
  const clusterId = randomBytes(16).toString('base64url');
  for (const id of [...controllers, ...brokers]) {
    mkdirSync(nodeFolder(id), { recursive: true });
    const lines = Object.entries(nodeSettings(id)).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(join(nodeFolder(id), 'server.properties'), lines.join(''));
  }
  if (!withZooKeeper) format();

  function nodeSettings(id: number): Record<string, string | number> {
    if (withZooKeeper && id === controllerId) {
      return {
        dataDir: join(nodeFolder(id), 'data'),
        clientPort: controllerPort,
        clientPortAddress: '127.0.0.1',
        'admin.enableServer': 'false',
      };
    }
    const kraft = {
      'node.id': id,
      'controller.quorum.voters': controllers
        .map((voter) => `${voter}@127.0.0.1:${portOfController(voter)}`)
        .join(','),
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': [
        'CONTROLLER:PLAINTEXT',
        ...listeners.map((name) => `${name}:${name}`),
        ...Object.keys(advertised).map((name) => `${name}:PLAINTEXT`),
      ].join(','),
      'broker.session.timeout.ms': 6000,
    };
    const zooKeeper = {
      'broker.id': id,
      'zookeeper.connect': `127.0.0.1:${controllerPort}`,
      'zookeeper.session.timeout.ms': 6000,
    };
    const common = {
      ...(withZooKeeper ? zooKeeper : kraft),
      'log.dirs': join(nodeFolder(id), 'data'),
      ...(security ? authorizer : {}),
    };
    if (controllers.includes(id)) {
      return {
        ...common,
        'process.roles': 'controller',
        listeners: `CONTROLLER://127.0.0.1:${portOfController(id)}`,
      };
    }
    const own = [
      ...listeners.slice(0, security ? listeners.length : tokens ? 2 : 1),
      ...Object.keys(advertised),
    ];
    const addressOf = (name: string): string => `127.0.0.1:${port(id, name)}`;
    return {
      ...common,
      ...(withZooKeeper ? {} : { 'process.roles': 'broker', 'broker.heartbeat.interval.ms': 1000 }),
      listeners: own.map((name) => `${name}://${addressOf(name)}`).join(','),
      'advertised.listeners': own
        .map((name) => `${name}://${advertised[name]?.(id) ?? addressOf(name)}`)
        .join(','),
      'inter.broker.listener.name': 'PLAINTEXT',
      'broker.rack': `rack-${'abc'[id - 1]}`,
      'replica.lag.time.max.ms': 6000,
      'auto.create.topics.enable': 'false',
      'offsets.topic.replication.factor': 3,
      'offsets.topic.num.partitions': 4,
      'transaction.state.log.num.partitions': 4,
      'transaction.state.log.replication.factor': 3,
      'transaction.state.log.min.isr': 2,
      'group.initial.rebalance.delay.ms': 0,
      'num.network.threads': 2,
      'num.io.threads': 3,
      'log.cleaner.dedupe.buffer.size': 4194304,
      ...groupProtocols(version),
      ...(security ? saslAndTls(join(folder, 'tls')) : {}),
      ...(tokens ? bearerTokens(tokens, tokenValidator) : {}),
      ...settings,
    };
  }

  /** Formats one node with Kafka's tool and copies what it wrote for the others: a JVM less for each. */
  function format(): void {
    const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) =>
      ['admin', 'viewer', 'nobody'].flatMap((user) => [
        '--add-scram',
        `${mechanism}=[name=${user},password=${user}-secret]`,
      ]),
    );
    const config = join(nodeFolder(controllerId), 'server.properties');
    tool('kafka-storage', 'format', `--cluster-id=${clusterId}`, '-c', config, ...(security ? scram : []));
    for (const id of [...controllers.slice(1), ...brokers]) {
      cpSync(join(nodeFolder(controllerId), 'data'), join(nodeFolder(id), 'data'), { recursive: true });
      const meta = join(nodeFolder(id), 'data/meta.properties');
      const text = readFileSync(meta, 'utf8')
        .replace(/^node\.id=.*$/m, `node.id=${id}`)
        .replace(/^directory\.id=.*$/m, `directory.id=${randomBytes(16).toString('base64url')}`);
      writeFileSync(meta, text);
    }
  }

  function java(path: string, heap: string, args: string[]): string[] {
    return [...jvm, `-Xmx${heap}`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', path, ...args];
  }

  function mainClass(name: ToolName): string {
    return olderTools[version]?.[name] ?? tools[name];
  }

  const warm = warmTools(join(folder, 'tools'), (classes) => java(`${classes}:${toolClassPath}`, '128m', []));

  function tool(name: ToolName, ...args: string[]): string {
    const { printed, code } = ownJava.includes(name) ? runOnce(name, args) : warm.run(mainClass(name), args);
    if (code !== 0) throw new Error(`${name} ${args.join(' ')}: ${printed}`);
    return printed;
  }

  function runOnce(name: ToolName, args: string[]): { printed: string; code: number | null } {
    // The storage tool must be the version that will run.
    const path = name === 'kafka-storage' ? classPath : toolClassPath;
    const { stdout, stderr, status } = spawnSync('java', java(path, '128m', [mainClass(name), ...args]), {
      encoding: 'utf8',
      timeout: 120_000,
    });
    return { printed: status === 0 ? stdout : stdout + stderr, code: status };
  }

  function spawnNode(id: number): void {
    const log = openSync(join(nodeFolder(id), 'server.log'), 'a');
    const logging = requestLog ? ['-Dorg.slf4j.simpleLogger.log.kafka.request.logger=debug'] : [];
    const server =
      withZooKeeper && id === controllerId
        ? 'org.apache.zookeeper.server.quorum.QuorumPeerMain'
        : 'kafka.Kafka';
    // Kafka fetches nothing from where its own command line does not allow.
    const allowed = tokens ? [`-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${tokens.keys}`] : [];
    const args = [
      ...logging,
      ...allowed,
      ...java(brokerClassPath, heap, [server, join(nodeFolder(id), 'server.properties')]),
    ];
    const child = spawn('java', args, { cwd: nodeFolder(id), stdio: ['ignore', log, log] });
    closeSync(log);
    processes.set(id, child);
  }

  const log = (id: number): string => readFileSync(join(nodeFolder(id), 'server.log'), 'utf8');

  /** Waits until a broker itself says that as many brokers are registered. */
  async function untilRegistered(id: number, count: number): Promise<void> {
    const until = Date.now() + 90_000;
    while ((await registeredBrokers(port(id))) < count) {
      if (processes.get(id)?.exitCode !== null)
        throw new Error(`broker ${id} ended:\n${log(id).slice(-4000)}`);
      if (Date.now() > until) throw new Error(`broker ${id} did not start:\n${log(id).slice(-4000)}`);
      await sleep(150);
    }
  }

  async function end(id: number): Promise<void> {
    const child = processes.get(id);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  for (const id of [...controllers, ...brokers]) spawnNode(id);
  const endAll = (): void => {
    for (const child of [...processes.values(), ...background]) child.kill('SIGKILL');
    warm.stop();
  };
  process.once('exit', endAll);
  async function stop(): Promise<void> {
    stopped = true;
    warm.stop();
    for (const child of background) child.kill('SIGKILL');
    await Promise.all([...processes.keys()].map(end));
    process.off('exit', endAll);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    await Promise.all(brokers.map((id) => untilRegistered(id, brokers.length)));
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    version,
    folder,
    brokers,
    controllers,
    bootstrap,
    port,
    controllerPort,
    start: async (id) => {
      spawnNode(id);
      if (brokers.includes(id)) await untilRegistered(id, 1);
    },
    kill: end,
    freeze: (id) => void processes.get(id)?.kill('SIGSTOP'),
    thaw: (id) => void processes.get(id)?.kill('SIGCONT'),
    tool,
    toolInBackground: (name, ...args) => {
      if (stopped) throw new Error('the cluster is gone');
      const child = spawn('java', java(toolClassPath, '128m', [mainClass(name), ...args]), {
        stdio: 'ignore',
      });
      background.push(child);
      return child;
    },
    log,
    stop,
  };
}

/** What the newer group protocols need. */
function groupProtocols(version: KafkaVersion): Record<string, string | number> {
  if (version < '3.9') return {};
  if (version === '3.9.2') return { 'group.coordinator.rebalance.protocols': 'classic,consumer' };
  return {
    'share.coordinator.state.topic.replication.factor': 3,
    'share.coordinator.state.topic.min.isr': 2,
    'share.coordinator.state.topic.num.partitions': 4,
  };
}

const authorizer = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': 'User:admin;User:ANONYMOUS;User:CN=client',
};

/** Users of PLAIN stand in the listener's JAAS line, those of SCRAM in the cluster's metadata. */
function saslAndTls(tls: string): Record<string, string> {
  const plain =
    'org.apache.kafka.common.security.plain.PlainLoginModule required user_admin="admin-secret" user_viewer="viewer-secret" user_nobody="nobody-secret";';
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const jaas = ['sasl_plaintext', 'sasl_ssl'].flatMap((listener) => [
    [`listener.name.${listener}.plain.sasl.jaas.config`, plain],
    [`listener.name.${listener}.scram-sha-256.sasl.jaas.config`, scram],
    [`listener.name.${listener}.scram-sha-512.sasl.jaas.config`, scram],
  ]);
  return {
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    ...Object.fromEntries(jaas),
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': join(tls, 'server.pem'),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': join(tls, 'ca.crt'),
    'listener.name.ssl.ssl.client.auth': 'required',
  };
}

const security = 'org.apache.kafka.common.security.oauthbearer';

/** Tokens are JSON Web Tokens; their signatures are checked with the keys of the issuer's address. */
function bearerTokens(
  { issuer, audience, keys }: NonNullable<KafkaOptions['tokens']>,
  validator = `${security}.OAuthBearerValidatorCallbackHandler`,
): Record<string, string> {
  const listener = 'listener.name.sasl_plaintext.oauthbearer';
  return {
    'sasl.enabled.mechanisms': 'OAUTHBEARER',
    [`${listener}.sasl.jaas.config`]: `${security}.OAuthBearerLoginModule required;`,
    [`${listener}.sasl.server.callback.handler.class`]: validator,
    'sasl.oauthbearer.jwks.endpoint.url': keys,
    'sasl.oauthbearer.expected.issuer': issuer,
    'sasl.oauthbearer.expected.audience': audience,
  };
}

/** How many brokers a broker knows, asked with Metadata 1 on a bare socket: 0 while it does not answer. */
function registeredBrokers(port: number): Promise<number> {
  const request = Buffer.from('000000110003000100000001000377616900000000', 'hex');
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    const finish = (count: number): void => {
      socket.destroy();
      done(count);
    };
    socket.setTimeout(2000, () => finish(0));
    socket.on('error', () => finish(0));
    socket.on('close', () => finish(0));
    socket.on('data', (bytes) => finish(bytes.length >= 12 ? bytes.readInt32BE(8) : 0));
  });
}
