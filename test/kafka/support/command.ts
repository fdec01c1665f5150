import { clusterCommand } from '../../../server/src/cli/cluster.ts';

/** What kafka-review cluster prints, and its exit code. */
export async function cli(
  bootstrapServer: string,
  format: 'text' | 'json' = 'text',
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
  const code = await clusterCommand({ bootstrapServer, format, watch: false, threshold: new Map() }, streams);
  return { ...written, code };
}
