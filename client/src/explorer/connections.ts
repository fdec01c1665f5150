import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import type { ClusterSource } from '../../../server/src/cluster/messages.ts';

/** A cluster that somebody added; how to reach it is kept apart, in SecretStorage. */
export interface SavedCluster {
  id: string;
  name: string;
}

const listKey = 'kafkaReview.clusters';
const secretKey = (id: string): string => `kafkaReview.cluster.${id}`;

/** The clusters of this user: names in the extension's state, connections with their passwords in SecretStorage. */
export interface Connections {
  list(): SavedCluster[];
  source(id: string): Promise<ClusterSource | undefined>;
  add(name: string, source: ClusterSource): Promise<SavedCluster>;
  remove(id: string): Promise<void>;
}

export function connectionsOf({ globalState, secrets }: vscode.ExtensionContext): Connections {
  const list = (): SavedCluster[] => globalState.get<SavedCluster[]>(listKey, []);
  return {
    list,
    async source(id) {
      const text = await secrets.get(secretKey(id));
      return text === undefined ? undefined : JSON.parse(text);
    },
    async add(name, source) {
      const cluster = { id: randomUUID(), name };
      await secrets.store(secretKey(cluster.id), JSON.stringify(source));
      await globalState.update(listKey, [...list(), cluster]);
      return cluster;
    },
    async remove(id) {
      await globalState.update(
        listKey,
        list().filter((cluster) => cluster.id !== id),
      );
      await secrets.delete(secretKey(id));
    },
  };
}
