import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { ClusterSource } from '../../../server/src/cluster/messages.ts';

/** A cluster of the view; how to reach it is kept apart. */
export interface SavedCluster {
  id: string;
  name: string;
  /** Named in the settings: it is taken away there. */
  fromSettings?: true;
}

const listKey = 'kafkaReview.clusters';
const secretKey = (id: string): string => `kafkaReview.cluster.${id}`;

/** The setting that names clusters which need no secret, or keep theirs in a client.properties. */
export const connectionsSetting = 'kafkaReview.cluster.connections';
const settingsPrefix = 'settings/';

/**
 * The clusters of this user: names in the extension's state, connections with their passwords in SecretStorage; and
 * those that the settings name.
 */
export interface Connections {
  list(): SavedCluster[];
  source(id: string): Promise<ClusterSource | undefined>;
  add(name: string, source: ClusterSource): Promise<SavedCluster>;
  remove(id: string): Promise<void>;
}

export function connectionsOf({ globalState, secrets }: vscode.ExtensionContext): Connections {
  const saved = (): SavedCluster[] => globalState.get<SavedCluster[]>(listKey, []);
  return {
    list: () => [
      ...saved(),
      ...[...fromSettings().keys()].map((name) => ({
        id: settingsPrefix + name,
        name,
        fromSettings: true as const,
      })),
    ],
    async source(id) {
      if (id.startsWith(settingsPrefix)) return fromSettings().get(id.slice(settingsPrefix.length));
      const text = await secrets.get(secretKey(id));
      return text === undefined ? undefined : JSON.parse(text);
    },
    async add(name, source) {
      const cluster = { id: randomUUID(), name };
      await secrets.store(secretKey(cluster.id), JSON.stringify(source));
      await globalState.update(listKey, [...saved(), cluster]);
      return cluster;
    },
    async remove(id) {
      await globalState.update(
        listKey,
        saved().filter((cluster) => cluster.id !== id),
      );
      await secrets.delete(secretKey(id));
    },
  };
}

/** What the setting names, by name; what is not understood is left out. Of two with one name the later counts. */
function fromSettings(): Map<string, ClusterSource> {
  const setting: unknown = vscode.workspace.getConfiguration().get(connectionsSetting);
  const named = new Map<string, ClusterSource>();
  for (const entry of Array.isArray(setting) ? setting : []) {
    const { name, bootstrapServers, clientProperties } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || name.trim() === '') continue;
    const bootstrap = typeof bootstrapServers === 'string' ? bootstrapServers : '';
    if (typeof clientProperties === 'string')
      named.set(name, { bootstrap, file: inWorkspace(clientProperties) });
    else if (bootstrap !== '') named.set(name, { bootstrap });
  }
  return named;
}

function inWorkspace(path: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return isAbsolute(path) || folder === undefined ? path : join(folder, path);
}
