import * as vscode from 'vscode';
import type { ClusterWorse } from '../../../server/src/cluster/messages.ts';
import type { SavedCluster } from './connections.ts';

/** Whether clusters are told of, and whether they are watched for it while no view shows them. */
export const notificationsSetting = 'kafkaReview.cluster.notifications';
type When = 'off' | 'whileShown' | 'always';

const mutedKey = 'kafkaReview.mutedClusters';

export interface Notifications {
  /** Tells a person that a cluster got worse, unless that is switched off or the cluster muted. */
  tell(cluster: SavedCluster, worse: ClusterWorse): Promise<void>;
  isMuted(cluster: string): boolean;
  mute(cluster: string, muted: boolean): Promise<void>;
  /** Clusters are watched although no view shows them. */
  always(): boolean;
}

/** `show` brings the problems of a cluster into view; `changed` is called when one was muted or no longer is. */
export function notificationsOf(
  { globalState }: vscode.ExtensionContext,
  { show, changed }: { show(cluster: string): Promise<unknown>; changed(cluster: string): void },
): Notifications {
  const when = (): When => vscode.workspace.getConfiguration().get<When>(notificationsSetting, 'whileShown');
  const muted = (): string[] => globalState.get<string[]>(mutedKey, []);
  const isMuted = (cluster: string): boolean => muted().includes(cluster);

  async function mute(cluster: string, on: boolean): Promise<void> {
    const others = muted().filter((id) => id !== cluster);
    await globalState.update(mutedKey, on ? [...others, cluster] : others);
    changed(cluster);
  }

  return {
    isMuted,
    mute,
    always: () => when() === 'always',
    async tell({ id, name }, { severity, text }) {
      if (when() === 'off' || isMuted(id)) return;
      const message =
        severity === 'error' ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
      const answer = await message(`${name}: ${text}`, 'Show', 'Mute');
      if (answer === 'Show') await show(id);
      if (answer === 'Mute') await mute(id, true);
    },
  };
}
