#!/usr/bin/env node
import { main } from './cli/main.ts';

// A reader that has seen enough (`| head`) ends this program as it ends others.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(141);
  throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`kafka-review: this is a mistake in Kafka Review: ${told}\n`);
    process.exitCode = 2;
  },
);
