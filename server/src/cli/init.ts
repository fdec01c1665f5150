import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemOf, tell } from './problem.ts';

const NAME = '.kafka-review.yaml';

const TEMPLATE = `# Settings of Kafka Review for this folder and those below it; all of them may be left out.

# How strictly the files are judged: production, staging or dev. Left out, it is recognised from paths and contents.
# profile: production

# What the files do not say themselves.
# kafkaVersion: 4.3.1
# strimziVersion: "1.2"

# Other severities for rules: error, warning, information, hint or off. kafka-review rules lists them.
rules: {}
#  rack-missing: warning

# Other settings for some files; patterns are relative to this folder.
overrides: []
#  - files: clusters/dev/**
#    profile: dev
#    rules:
#      plaintext-listener: off

# Files that are not reviewed.
ignore: []
#  - vendor/**
`;

/** `kafka-review init`: writes a settings file into the folder; 2 when one is there already. */
export async function initCommand(folder: string): Promise<number> {
  try {
    writeFileSync(join(folder, NAME), TEMPLATE, { flag: 'wx' });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    tell([exists ? { path: NAME, message: 'is there already', fatal: true } : problemOf(NAME, error)]);
    return 2;
  }
  process.stdout.write(`wrote ${NAME}\n`);
  return 0;
}
