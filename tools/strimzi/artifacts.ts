// Fetches Strimzi's API from Maven Central and lets it write its own CustomResourceDefinitions, into .cache/strimzi.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const cache = resolve(here, '../../.cache/strimzi');

/** The releases that knowledge is made from, oldest first, each with the generator that can read its classes. */
export const releases = [
  { api: '0.45.0', generator: '0.45.0' },
  { api: '0.49.1', generator: '1.2.0' },
  { api: '0.51.0', generator: '1.2.0' },
  { api: '1.2.0', generator: '1.2.0' },
] as const;

/** The kinds, with the class of io.strimzi.api.kafka.model that each is generated from. */
export const classes = {
  Kafka: 'kafka.Kafka',
  KafkaNodePool: 'nodepool.KafkaNodePool',
  KafkaTopic: 'topic.KafkaTopic',
  KafkaUser: 'user.KafkaUser',
  KafkaConnect: 'connect.KafkaConnect',
  KafkaConnector: 'connector.KafkaConnector',
  KafkaMirrorMaker2: 'mirrormaker2.KafkaMirrorMaker2',
  KafkaBridge: 'bridge.KafkaBridge',
  KafkaRebalance: 'rebalance.KafkaRebalance',
} as const;

export type Kind = keyof typeof classes;
export const kinds = Object.keys(classes) as Kind[];

/** Where one release's files are: crds/KIND.json as the generator wrote them, facts.json from StrimziFacts. */
export const folderOf = (api: string): string => join(cache, api);

/** Makes what is not there yet. Throws with what to install when Maven or a JDK of version 21 or newer is missing. */
export function prepareArtifacts(): void {
  const java = releases.some(({ api }) => !isReady(api)) ? findJava() : '';
  for (const { api, generator } of releases) {
    if (isReady(api)) continue;
    fetchJars(api, api, generator);
  }
  for (const { api } of releases) {
    if (!isReady(api)) writeFacts(java, api);
  }
}

function isReady(api: string): boolean {
  const folder = folderOf(api);
  return (
    existsSync(join(folder, 'facts.json')) &&
    kinds.every((kind) => existsSync(join(folder, `crds/${kind}.json`)))
  );
}

function fetchJars(folder: string, api: string, generator: string): void {
  const dependency = (artifact: string, version: string): string =>
    `<dependency><groupId>io.strimzi</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  const at = folderOf(folder);
  mkdirSync(join(at, 'crds'), { recursive: true });
  writeFileSync(
    join(at, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>` +
      `<groupId>local</groupId><artifactId>strimzi</artifactId><version>1</version>` +
      `<dependencies>${dependency('api', api)}${dependency('crd-generator', generator)}</dependencies></project>`,
  );
  const copy = [
    '-q',
    '-B',
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    '-DoutputDirectory=lib',
  ];
  run('mvn', copy, at, 'Maven is needed to fetch io.strimzi:api: install the package maven.');
}

function writeFacts(java: string, api: string): void {
  const at = folderOf(api);
  const className = (kind: Kind): string => `io.strimzi.api.kafka.model.${classes[kind]}`;
  const outputs = kinds.map((kind) => `${className(kind)}=crds/${kind}.json`);
  const generate = ['io.strimzi.crdgenerator.CrdGenerator', '--target-kube', '1.25+', ...outputs];
  run(java, ['-cp', 'lib/*', ...generate], at, 'The CRD generator failed.');
  // The deprecation annotations of 0.49 to 0.51 live in a package that only the older annotations jar still has.
  const annotations = join(folderOf('0.45.0'), 'lib/crd-annotations-0.45.0.jar');
  const facts = [join(here, 'StrimziFacts.java'), 'facts.json', ...kinds.map(className)];
  run(java, ['-cp', `lib/*:${annotations}`, ...facts], at, 'Reading the API classes failed.');
}

function run(program: string, args: readonly string[], cwd: string, failed: string): void {
  const result = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${failed}\n${result.stdout ?? ''}${result.stderr ?? ''}`);
}

/** The java program of the first JDK of version 21 or newer: JAVA_HOME, then /usr/lib/jvm, then the PATH. */
function findJava(): string {
  const installed = existsSync('/usr/lib/jvm') ? readdirSync('/usr/lib/jvm').sort().reverse() : [];
  const homes = [process.env.JAVA_HOME ?? '', ...installed.map((name) => join('/usr/lib/jvm', name))];
  const programs = [...homes.filter(Boolean).map((home) => join(home, 'bin/java')), 'java'];
  const found = programs.find((program) => javaVersion(program) >= 21);
  if (found === undefined) {
    throw new Error(
      'io.strimzi:api needs a JDK of version 21 or newer: install one, or point JAVA_HOME to it.',
    );
  }
  return found;
}

/** The major version of a java program; 0 when it does not run. */
function javaVersion(program: string): number {
  const result = spawnSync(program, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(result.stderr ?? '')?.[1] ?? 0);
}
