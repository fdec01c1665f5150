import { type Check, sources } from '../check.ts';

export const logDirOffline: Check = {
  id: 'live-log-dir-offline',
  title: 'A log directory is offline',
  why: 'After an I/O error a broker gives up the directory; every replica in it is out of sync until the disk is replaced and the broker restarted.',
  sources: [sources.operations],
  check(snapshot) {
    return snapshot.brokers.flatMap(({ id, logDirs }) =>
      (logDirs.state === 'read' ? logDirs.value : [])
        .filter(({ error }) => error !== undefined)
        .map(({ path, error }) => ({
          severity: 'error',
          subject: { kind: 'broker', id },
          about: path,
          message: `broker ${id}: log directory ${path} is offline (${error}). Its replicas are lost to the cluster: replace the disk and restart the broker.`,
        })),
    );
  },
};
