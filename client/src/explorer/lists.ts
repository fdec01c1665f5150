// Finding one's way in thousands of topics and groups: filter, sort, go to one by its name.
import * as vscode from 'vscode';
import {
  exactly,
  type ListName,
  type ListSort,
  type Lists,
  type ListView,
  sorts,
} from '../../../server/src/cluster/listing.ts';
import type { ClusterNames } from '../../../server/src/cluster/messages.ts';
import type { TreePlace } from '../../../server/src/cluster/tree/node.ts';
import type { SavedCluster } from './connections.ts';

/** What the gestures need from the view. */
export interface ListHost {
  clusters(): SavedCluster[];
  lists(cluster: string): Lists;
  /** Shows a list in another way. */
  arrange(cluster: string, list: ListName, view: ListView): void;
  names(cluster: string): Promise<ClusterNames>;
  /** Selects the node at the end of a path of node ids; false when it is not shown. */
  reveal(cluster: string, path: string[]): Promise<boolean>;
}

/** Where a gesture was begun: a list of a cluster, or nowhere when it came from the command palette. */
export interface Place {
  cluster: string;
  node?: { id: string; about?: TreePlace };
}

const listNames: Record<ListName, string> = { topics: 'Topics', groups: 'Consumer groups' };

const sortWords: Record<ListSort, string> = {
  problems: 'Problems, the worst first',
  name: 'Name',
  size: 'Size on disk, the largest first',
  partitions: 'Partitions, the most first',
  lag: 'Lag, the largest first',
};

/** Filters while the person types; Escape brings back what was there, an empty text shows everything. */
export async function filterList(host: ListHost, place?: Place): Promise<void> {
  const at = await listOf(host, place);
  if (!at) return;
  const before = host.lists(at.cluster)[at.list];
  const show = (filter: string): void =>
    host.arrange(at.cluster, at.list, { ...before, filter: filter.trim() });
  const input = vscode.window.createInputBox();
  input.title = `Filter ${listNames[at.list].toLowerCase()}`;
  input.prompt = 'Words that the name contains; nothing shows all';
  input.value = before?.filter ?? '';
  let accepted = false;
  let timer: NodeJS.Timeout | undefined;
  input.onDidChangeValue((text) => {
    clearTimeout(timer);
    timer = setTimeout(() => show(text), 150);
  });
  input.onDidAccept(() => {
    accepted = true;
    input.hide();
  });
  const hidden = new Promise<void>((done) => input.onDidHide(done));
  await host.reveal(at.cluster, [at.list]);
  input.show();
  await hidden;
  clearTimeout(timer);
  show(accepted ? input.value : (before?.filter ?? ''));
  input.dispose();
}

/** Shows the whole list again. */
export async function clearFilter(host: ListHost, place?: Place): Promise<void> {
  const at = await listOf(host, place);
  if (at) host.arrange(at.cluster, at.list, { ...host.lists(at.cluster)[at.list], filter: '' });
}

/** Asks for the order of a list. */
export async function sortList(host: ListHost, place?: Place): Promise<void> {
  const at = await listOf(host, place);
  if (!at) return;
  const before = host.lists(at.cluster)[at.list];
  const current = before?.sort ?? sorts[at.list][0];
  const chosen = await vscode.window.showQuickPick(
    sorts[at.list].map((sort) => ({
      label: sortWords[sort],
      sort,
      ...(sort === current ? { description: 'now' } : {}),
    })),
    { title: `Sort ${listNames[at.list].toLowerCase()}`, placeHolder: 'Order' },
  );
  if (chosen) host.arrange(at.cluster, at.list, { ...before, sort: chosen.sort });
}

/** Asks for a topic or group of a cluster and selects it in the view. */
export async function goTo(host: ListHost, place?: Place): Promise<void> {
  const cluster = place?.cluster ?? (await clusterOf(host.clusters()));
  if (cluster === undefined) return;
  type Target = vscode.QuickPickItem & { list: ListName; path: string[] };
  const items = host.names(cluster).then(({ topics, groups }): (Target | vscode.QuickPickItem)[] => [
    { label: 'Topics', kind: vscode.QuickPickItemKind.Separator },
    ...topics.map(({ name, description, internal }) => ({
      label: name,
      description,
      list: 'topics' as const,
      path: ['topics', ...(internal ? ['internal'] : []), `topic/${name}`],
    })),
    { label: 'Consumer groups', kind: vscode.QuickPickItemKind.Separator },
    ...groups.map(({ name, description }) => ({
      label: name,
      description,
      list: 'groups' as const,
      path: ['groups', `group/${name}`],
    })),
  ]);
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Go to topic or consumer group',
    placeHolder: 'Name',
  });
  if (!chosen || !('path' in chosen)) return;
  const { path, list, label: name } = chosen;
  await find(host, cluster, { path, in: { list, name } });
}

/** Selects what a problem is about. */
export async function showSubject(host: ListHost, place?: Place): Promise<void> {
  if (place?.node?.about) await find(host, place.cluster, place.node.about);
}

/** Selects a line; one that its list does not show, for a filter or its length, gets the list to itself. */
async function find(host: ListHost, cluster: string, place: TreePlace): Promise<void> {
  if (await host.reveal(cluster, place.path)) return;
  if (!place.in) return;
  const { list, name } = place.in;
  host.arrange(cluster, list, { ...host.lists(cluster)[list], filter: exactly(name) });
  await host.reveal(cluster, place.path);
}

async function listOf(
  host: ListHost,
  place: Place | undefined,
): Promise<{ cluster: string; list: ListName } | undefined> {
  const cluster = place?.cluster ?? (await clusterOf(host.clusters()));
  if (cluster === undefined) return undefined;
  const of = (place?.node?.id ?? '').replace(/^more\//, '');
  if (of === 'topics' || of === 'groups') return { cluster, list: of };
  const lists = (['topics', 'groups'] as const).map((list) => ({ label: listNames[list], list }));
  const chosen = await vscode.window.showQuickPick(lists, { placeHolder: 'Topics or consumer groups' });
  return chosen && { cluster, list: chosen.list };
}

/** The only cluster, or the one that the person chooses; undefined for none. */
export async function clusterOf(clusters: SavedCluster[]): Promise<string | undefined> {
  if (clusters.length < 2) return clusters[0]?.id;
  const items = clusters.map(({ id, name }) => ({ label: name, id }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Cluster' }))?.id;
}
