import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repository } from '../../support/shared.ts';

const require = createRequire(import.meta.url);
// Both packages are CommonJS in a shape that import does not see through.
const {
  createOnigScanner,
  createOnigString,
  loadWASM,
}: typeof import('vscode-oniguruma') = require('vscode-oniguruma');
const textmate: typeof import('vscode-textmate') = require('vscode-textmate');
const read = (path: string) => readFileSync(path, 'utf8');

/** VS Code's own grammars for properties files (source.ini) and YAML, with ours injected as the manifest says. */
const paths: Record<string, string> = {
  'source.ini': require.resolve('tm-grammars/grammars/ini.json'),
  'source.yaml': require.resolve('tm-grammars/grammars/yaml.json'),
  'kafka-review.injection': join(repository, 'syntaxes/kafka.tmLanguage.json'),
};

const manifest = JSON.parse(read(join(repository, 'package.json')));

const registry = new textmate.Registry({
  onigLib: loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))).then(() => ({
    createOnigScanner,
    createOnigString,
  })),
  loadGrammar: async (scope) => {
    const path = paths[scope];
    return path ? textmate.parseRawGrammar(read(path), path) : null;
  },
  getInjections: (scope) =>
    manifest.contributes.grammars
      .filter((grammar: { injectTo?: string[] }) => grammar.injectTo?.includes(scope))
      .map((grammar: { scopeName: string }) => grammar.scopeName),
});

/** The innermost scope of each piece of a line that our grammar colors. */
async function colors(scope: string, line: string): Promise<[string, string][]> {
  const grammar = (await registry.loadGrammar(scope)) ?? assert.fail(`no grammar ${scope}`);
  const { tokens } = grammar.tokenizeLine(line, textmate.INITIAL);
  return tokens.flatMap(({ startIndex, endIndex, scopes }): [string, string][] => {
    const last = scopes.at(-1) ?? '';
    return last.endsWith('.kafka') && !last.startsWith('punctuation')
      ? [[line.slice(startIndex, endIndex), last.replace(/\.kafka$/, '')]]
      : [];
  });
}

describe('the grammar', () => {
  it('colors listeners in their parts', async () => {
    assert.deepEqual(await colors('source.ini', 'listeners=INTERNAL://:9092,CLIENT://b1.example.org:9094'), [
      ['INTERNAL', 'entity.name.type.listener'],
      ['9092', 'constant.numeric.port'],
      ['CLIENT', 'entity.name.type.listener'],
      ['b1.example.org', 'string.unquoted.host'],
      ['9094', 'constant.numeric.port'],
    ]);
  });

  it('colors protocols, alone and in the map', async () => {
    assert.deepEqual(await colors('source.ini', 'listener.security.protocol.map=CLIENT:SASL_SSL'), [
      ['CLIENT', 'entity.name.type.listener'],
      ['SASL_SSL', 'constant.language.protocol'],
    ]);
    assert.deepEqual(await colors('source.ini', 'security.protocol=SSL'), [
      ['SSL', 'constant.language.protocol'],
    ]);
  });

  it('colors durations and sizes by their key, and booleans', async () => {
    assert.deepEqual(await colors('source.ini', 'log.retention.ms=604800000'), [
      ['604800000', 'constant.numeric.duration'],
    ]);
    assert.deepEqual(await colors('source.ini', 'log.segment.bytes=1073741824'), [
      ['1073741824', 'constant.numeric.size'],
    ]);
    assert.deepEqual(await colors('source.ini', 'auto.create.topics.enable=false'), [
      ['false', 'constant.language.boolean'],
    ]);
  });

  it('colors classes, JAAS modules, mechanisms and voters', async () => {
    assert.deepEqual(
      await colors(
        'source.ini',
        'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      ),
      [['org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'entity.name.class']],
    );
    const jaas =
      'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=u;';
    assert.deepEqual(await colors('source.ini', jaas), [
      ['org.apache.kafka.common.security.scram.ScramLoginModule', 'entity.name.class'],
      ['required', 'keyword.control.jaas'],
    ]);
    assert.deepEqual(await colors('source.ini', 'sasl.mechanism=SCRAM-SHA-512'), [
      ['SCRAM-SHA-512', 'constant.language.mechanism'],
    ]);
    assert.deepEqual(await colors('source.ini', 'controller.quorum.voters=1@c1.example.org:9093'), [
      ['1', 'constant.numeric.node-id'],
      ['c1.example.org', 'string.unquoted.host'],
      ['9093', 'constant.numeric.port'],
    ]);
  });

  it('colors placeholders and configuration providers', async () => {
    assert.deepEqual(await colors('source.ini', 'ssl.key.password=${file:/run/secrets/kafka:key}'), [
      ['file', 'entity.name.function.provider'],
      ['/run/secrets/kafka:key', 'variable.other'],
    ]);
  });

  it('colors the same values inside YAML', async () => {
    assert.deepEqual(await colors('source.yaml', '    KAFKA_LISTENERS: CLIENT://:9094'), [
      ['CLIENT', 'entity.name.type.listener'],
      ['9094', 'constant.numeric.port'],
    ]);
    assert.deepEqual(await colors('source.yaml', '    retention.ms: 604800000'), [
      ['604800000', 'constant.numeric.duration'],
    ]);
  });

  it('leaves comments and other text alone', async () => {
    assert.deepEqual(await colors('source.ini', '# listeners=CLIENT://:9094'), []);
    assert.deepEqual(await colors('source.ini', 'motd=A Minecraft Server'), []);
    assert.deepEqual(await colors('source.yaml', 'url: https://example.org:8080/x'), []);
  });
});
