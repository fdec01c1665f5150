// esbuild plugin: leaves every request of kafkajs out of the bundles except the two that SASL needs, so that what is
// shipped cannot write to a cluster even by mistake.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

export const readOnlyKafkajs: Plugin = {
  name: 'read-only-kafkajs',
  setup(build) {
    build.onLoad({ filter: /kafkajs[\\/]src[\\/]protocol[\\/]requests[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(/^( +(\w+): )require\(.*\)/gm, (line, begin: string, name: string) =>
        name.startsWith('Sasl') ? line : `${begin}noImplementedRequestDefinitions`,
      );
      return { contents, loader: 'js' };
    });
  },
};
