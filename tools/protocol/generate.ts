// npm run protocol: writes server/src/cluster/protocol/generated/ from the kafka-clients jar of Maven Central.
// Needs java and maven. The newest Kafka knows the older versions of every request too.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type RequestName, readRequests, unread } from '../../server/src/cluster/protocol/requests.ts';
import type { Schemas, WireField, WireType } from '../../server/src/cluster/protocol/wire.ts';

const kafkaVersion = '4.4.0';
const here = import.meta.dirname;
const repository = resolve(here, '../..');
const cache = join(repository, '.cache/protocol', kafkaVersion);
const out = join(repository, 'server/src/cluster/protocol/generated');

interface Dump {
  apis: Schemas;
  errors: Record<string, string>;
  metadataVersions: Record<string, string>;
}

function run(program: string, args: string[]): string {
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (result.status !== 0) throw new Error(`${program} failed: ${result.stdout}${result.stderr}`);
  return result.stdout;
}

/** snake_case of the jar's schemas to the camelCase of Kafka's own message definitions. */
const camel = (name: string): string =>
  name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Paths of fields whose names were left out. */
const leftOut = new Set<string>();

/** The type with names in camelCase, and without those of the fields whose paths are in `without`. */
function renamed(type: WireType, without: string[] = [], path = ''): WireType {
  const field = ([name, inner]: WireField): WireField => {
    const at = path + camel(name);
    if (without.includes(at)) leftOut.add(at);
    return [without.includes(at) ? '' : camel(name), renamed(inner, without, `${at}.`)];
  };
  if (typeof type === 'string') return type;
  if ('array' in type) return { ...type, array: renamed(type.array, without, path) };
  if ('tags' in type) {
    const tags = Object.entries(type.tags).map(([tag, one]) => [tag, field(one)]);
    return { tags: Object.fromEntries(tags) };
  }
  return { ...type, struct: type.struct.map(field) };
}

const scalars: Record<string, string> = {
  BOOLEAN: 'boolean',
  UUID: 'string',
  BYTES: 'Uint8Array',
  COMPACT_BYTES: 'Uint8Array',
  STRING: 'string',
  COMPACT_STRING: 'string',
  NULLABLE_STRING: 'string | null',
  COMPACT_NULLABLE_STRING: 'string | null',
};

/** One TypeScript type for all versions of a message: a field that some version lacks is optional. */
function typescript(types: WireType[], allOptional: boolean, indent: string): string {
  const [first] = types;
  if (first === undefined) throw new Error('no type');
  if (typeof first === 'string') {
    const written = types.map((type) => scalars[String(type)] ?? 'number');
    return written.find((text) => text.endsWith('null')) ?? String(written[0]);
  }
  if ('array' in first) {
    const elements = types.flatMap((type) =>
      typeof type === 'object' && 'array' in type ? [type.array] : [],
    );
    const nullable = types.some((type) => typeof type === 'object' && 'nullable' in type && type.nullable);
    const element = typescript(elements, allOptional, indent);
    const array = /[ |]/.test(element) && !element.startsWith('{') ? `(${element})[]` : `${element}[]`;
    return nullable ? `${array} | null` : array;
  }
  return struct(types, allOptional, indent);
}

function struct(types: WireType[], allOptional: boolean, indent: string): string {
  const fields = new Map<string, { types: WireType[]; always: number }>();
  const structs = types.flatMap((type) => (typeof type === 'object' && 'struct' in type ? [type] : []));
  const add = ([name, type]: WireField, always: number) => {
    if (name === '') return;
    const field = fields.get(name) ?? { types: [], always: 0 };
    field.types.push(type);
    field.always += always;
    fields.set(name, field);
  };
  for (const { struct: members } of structs) {
    for (const [name, type] of members) {
      if (typeof type === 'object' && 'tags' in type)
        for (const field of Object.values(type.tags)) add(field, 0);
      else add([name, type], 1);
    }
  }
  const lines = [...fields].map(([name, field]) => {
    const optional = allOptional || field.always < structs.length ? '?' : '';
    return `${indent}  ${name}${optional}: ${typescript(field.types, allOptional, `${indent}  `)};`;
  });
  const text = lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
  return structs.some((type) => type.nullable) ? `${text} | null` : text;
}

mkdirSync(cache, { recursive: true });
mkdirSync(out, { recursive: true });
const classpath = `${cache}/classes:${cache}/jars/*`;
run('mvn', [
  '-q',
  '-B',
  '-f',
  join(here, 'pom.xml'),
  `-Dkafka.version=${kafkaVersion}`,
  'dependency:copy-dependencies',
  '-DincludeScope=runtime',
  `-DoutputDirectory=${cache}/jars`,
]);
run('javac', ['-d', `${cache}/classes`, '-cp', classpath, join(here, 'DumpProtocol.java')]);
const dump: Dump = JSON.parse(run('java', ['-cp', classpath, 'DumpProtocol', ...readRequests]));

const head = `// Generated by tools/protocol/generate.ts from kafka-clients ${kafkaVersion}: do not edit, run npm run protocol.\n`;
const schemas = Object.entries(dump.apis).map(([name, api]) => {
  const versions = Object.entries(api.versions).map(
    ([version, v]) =>
      [
        version,
        { ...v, request: renamed(v.request), response: renamed(v.response, unread[name as RequestName]) },
      ] as const,
  );
  return [name, { key: api.key, versions: Object.fromEntries(versions) }] as const;
});
const gone = Object.values(unread)
  .flat()
  .filter((path) => !leftOut.has(path));
if (gone.length > 0) throw new Error(`no such fields: ${gone.join(', ')}`);
const lines = schemas.map(([name, api]) => `  ${name}: ${JSON.stringify(api)},`);
writeFileSync(
  join(out, 'schemas.ts'),
  `${head}import type { Schemas } from '../wire.ts';\n\nexport const schemas: Schemas = {\n${lines.join('\n')}\n};\n`,
);
const messages = schemas.map(([name, api]) => {
  const versions = Object.values(api.versions);
  const request = typescript(
    versions.map((v) => v.request),
    true,
    '    ',
  );
  const response = typescript(
    versions.map((v) => v.response),
    false,
    '    ',
  );
  return `  ${name}: {\n    request: ${request};\n    response: ${response};\n  };`;
});
writeFileSync(join(out, 'messages.ts'), `${head}\nexport interface Messages {\n${messages.join('\n')}\n}\n`);
const table = (entries: Record<string, string>) =>
  Object.entries(entries)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
    .join('');
writeFileSync(
  join(out, 'codes.ts'),
  `${head}
/** Names of the protocol's error codes. */
export const errorNames: Record<string, string> = {\n${table(dump.errors)}};

/** The release that introduced a metadata.version level, as "4.3-IV0". */
export const metadataVersions: Record<string, string> = {\n${table(dump.metadataVersions)}};\n`,
);
console.log(`${schemas.length} requests of Kafka ${kafkaVersion} written to ${out}`);
