import type { Handlers } from './options.ts';
import { runCommand } from './options.ts';

/** What each command needs is loaded when it is called. */
const handlers: Handlers = {
  review: async (command) => (await import('./begin.ts')).reviewCommand(command),
  rules: async ({ format }) => (await import('./commands.ts')).rulesCommand(format),
  explain: async (rule) => (await import('./explain.ts')).explainCommand(rule),
  init: async () => (await import('./init.ts')).initCommand(process.cwd()),
  migrate: async (command) => (await import('./commands.ts')).migrateCommand(command),
  upgrade: async (command) => (await import('./commands.ts')).upgradeCommand(command),
  cluster: async (command) => (await import('./cluster.ts')).clusterCommand(command),
  server: async () => {
    await import('../main.ts');
    return 0;
  },
};

/** The command line: its arguments in, the exit code out. */
export const main = (args: string[]): Promise<number> => runCommand(args, handlers);
