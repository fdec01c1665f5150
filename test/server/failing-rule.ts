// The language server with one rule more, which fails for every topic.
import { rules } from '../../server/src/rules/index.ts';
import { startServer } from '../../server/src/server.ts';

rules.push({
  id: 'always-fails',
  title: 'A rule that fails',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: 'For a test.',
  sources: [],
  check: {
    topic: () => {
      throw new Error('no rule is perfect');
    },
  },
  examples: [],
});
startServer();
