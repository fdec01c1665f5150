import { clusterCommand } from '../../../server/src/cli/cluster.ts';
import type { ClusterCommand } from '../../../server/src/cli/options.ts';

/** What kafka-review cluster prints, and its exit code. */
export async function cli(
  bootstrapServer: string,
  format: ClusterCommand['format'] = 'text',
  more: Partial<ClusterCommand> = {},
): Promise<{ out: string; err: string; code: number }> {
  const written = { out: '', err: '' };
  const streams = {
    out: (text: string) => {
      written.out += text;
    },
    err: (text: string) => {
      written.err += text;
    },
    color: false,
  };
  const usual = { watch: false, interval: 5, failOn: 'error' as const, threshold: new Map<string, number>() };
  const code = await clusterCommand({ bootstrapServer, format, ...usual, ...more }, streams);
  return { ...written, code };
}
