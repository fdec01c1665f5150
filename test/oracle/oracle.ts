// Kafka's own classes as a judge: texts in, what each release says about them out.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, java, repository } from '../../tools/knowledge/jars.ts';
import { releases } from '../../tools/knowledge/releases.ts';

export type Kind =
  | 'parsed'
  | 'broker'
  | 'topic'
  | 'producer'
  | 'consumer'
  | 'connect-distributed'
  | 'connect-standalone';

/** A properties file as text, every character one byte (ISO 8859-1), as java.util.Properties reads it. */
export interface Question {
  kind: Kind;
  text: string;
}

export interface Answer {
  ok: boolean;
  exception?: string;
  message?: string;
  parsed?: Record<string, string>;
}

/** Puts all questions to one release, in one Java process. Fails with a clear message where Java or Maven is missing. */
export async function ask(version: string, questions: readonly Question[]): Promise<Answer[]> {
  const sources = ['tools/knowledge/java/DumpConfigs.java', 'test/oracle/java/Oracle.java'];
  const classes = await compile(
    'oracle',
    sources.map((source) => join(repository, source)),
    releases[0],
  );
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-oracle-'));
  try {
    const file = join(folder, 'questions');
    const records = questions.flatMap(({ kind, text }) => {
      const bytes = Buffer.from(text, 'latin1');
      return [Buffer.from(`${kind}\n${bytes.length}\n`), bytes];
    });
    writeFileSync(file, Buffer.concat(records));
    const lines = (await java(classes, version, 'Oracle', [file])).trimEnd().split('\n');
    if (lines.length !== questions.length) throw new Error(`${lines.length} answers to ${questions.length}`);
    return lines.map((line) => JSON.parse(line) as Answer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
