import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Dashboard } from '../../../server/src/cluster/dashboard.ts';
import type { ListName, Lists, ListView } from '../../../server/src/cluster/listing.ts';
import {
  type ClusterNames,
  type ClusterSettings,
  type ClusterSource,
  type ClusterTreeParams,
  type ClusterTreeResult,
  type ClusterWorse,
  closeCluster,
  clusterChanged,
  clusterDashboard,
  clusterNames,
  clusterTree,
  clusterWorse,
  configureClusters,
  type OpenCluster,
  openCluster,
  refreshCluster,
  type TestResult,
  testCluster,
  watchClusters,
} from '../../../server/src/cluster/messages.ts';
import type { NodeState, TreeNode } from '../../../server/src/cluster/tree/node.ts';
import { type ConnectRequest, openRuleCommand } from '../../../server/src/protocol.ts';
import { askForCluster } from './add.ts';
import { ageing } from './ageing.ts';
import { connectionsOf, connectionsSetting } from './connections.ts';
import { dashboardsOf } from './dashboard.ts';
import { clustersOfDocuments, documentUri, registerDocuments } from './documents.ts';
import { clusterOf, type ListHost } from './lists.ts';
import { notificationsOf, notificationsSetting } from './notifications.ts';
import { copySupport } from './support.ts';

/** A line of the view: a cluster, or something in it. */
export interface Item {
  cluster: string;
  /** Absent for the cluster itself. */
  node?: TreeNode;
}

/** The view of clusters: asks the language server for lines and draws them. */
export interface Explorer extends ListHost {
  /** Asks for a cluster, unless one is given, and shows it. */
  add(given?: { name: string; source: ClusterSource }): Promise<void>;
  /** Asks for a cluster, beginning with what a file said of it, and shows it. */
  connect(request: ConnectRequest): Promise<void>;
  /** Forgets a cluster after asking. This and what follows asks which cluster is meant where no line of one is given. */
  remove(item?: Item): Promise<void>;
  /** Puts the names of the selected lines on the clipboard, one a line; of the given ones, where a menu was used. */
  copyNames(item?: Item, items?: Item[]): Promise<void>;
  /** Opens the dashboard of a cluster. */
  openDashboard(item?: Item): Promise<void>;
  /** Asks how much may be told, and copies what helps to find out what is wrong. */
  copySupport(): Promise<void>;
  /** Says nothing more of a cluster that gets worse, or does so again. */
  mute(item: Item | undefined, muted: boolean): Promise<void>;
  /** Reads a cluster now. */
  refresh(item?: Item): Promise<void>;
  /** A language server runs now: it learns the clusters; the one before is gone with all it knew. */
  serverStarted(client: LanguageClient): Promise<void>;
}

const thresholdsSetting = 'kafkaReview.cluster.thresholds';
const deploymentsSetting = 'kafkaReview.cluster.deployments';

/** Milliseconds after which all lines are drawn again, with their age. */
const agesEvery = 10_000;

const icons: Record<NodeState, vscode.ThemeIcon | undefined> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  information: new vscode.ThemeIcon('info'),
  good: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  unknown: new vscode.ThemeIcon('question'),
  plain: undefined,
};

/** What the icon says, for those who do not see it. */
const spoken: Record<NodeState, string> = {
  error: 'error',
  warning: 'warning',
  information: 'information',
  good: 'good',
  unknown: 'not known',
  plain: '',
};

const folds = {
  none: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
};

/** Registers the view. Nothing is connected before the view is seen. */
export function registerExplorer(context: vscode.ExtensionContext): Explorer {
  const connections = connectionsOf(context);
  const changed = new vscode.EventEmitter<Item | undefined>();
  const roots = new Map<string, Item>();
  const parents = new WeakMap<Item, Item>();
  const lists = new Map<string, Lists>();
  let client: LanguageClient | undefined;
  let whenStarted: (client: LanguageClient) => void = () => {};
  const firstStart = new Promise<LanguageClient>((started) => {
    whenStarted = started;
  });

  const root = (id: string): Item => {
    const known = roots.get(id) ?? { cluster: id };
    roots.set(id, known);
    return known;
  };
  const ask = async (params: ClusterTreeParams): Promise<TreeNode[]> =>
    (await client?.sendRequest<ClusterTreeResult>(clusterTree, params)) ?? [];
  const listsOf = (id: string): Lists => lists.get(id) ?? {};
  const childrenOf = async (item: Item): Promise<Item[]> => {
    const { cluster, node } = item;
    const nodes = await ask({ id: cluster, node: node?.id ?? '', lists: listsOf(cluster) });
    return nodes.map((child) => {
      const below = { cluster, node: child };
      parents.set(below, item);
      return below;
    });
  };

  const view = vscode.window.createTreeView<Item>('kafkaReview.clusters', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getTreeItem({ cluster, node }) {
        const name = connections.list().find(({ id }) => id === cluster)?.name ?? '';
        const own = node ?? (await ask({ id: cluster }))[0];
        const item = drawn(own ?? { id: '', label: name, state: 'unknown', fold: 'open' });
        item.id = `${cluster}/${own?.id ?? ''}`;
        item.contextValue = node
          ? ['kafkaReview.node', node.list, node.about && 'about', node.copy && 'command']
              .filter(Boolean)
              .join('.')
          : `kafkaReview.cluster${notifications.isMuted(cluster) ? '.muted' : ''}`;
        if (node?.page !== undefined) {
          item.command = { title: 'Open page', command: openRuleCommand, arguments: [node.page] };
        }
        if (node?.id.startsWith('more/')) {
          item.command = {
            title: 'Filter',
            command: 'kafkaReview.filterList',
            arguments: [{ cluster, node }],
          };
        }
        if (own?.open !== undefined) {
          const arguments_ = [documentUri(cluster, name, own.open), own.against, name];
          item.command = { title: 'Open', command: 'kafkaReview.openDocument', arguments: arguments_ };
        }
        return item;
      },
      async getChildren(item) {
        return item ? childrenOf(item) : connections.list().map(({ id }) => root(id));
      },
      getParent: (item) => parents.get(item),
    },
    showCollapseAll: true,
    canSelectMany: true,
  });

  const watch = (): void => {
    const all = connections.list().map(({ id }) => id);
    // Commands that need a cluster are offered where there is one.
    void vscode.commands.executeCommand('setContext', 'kafkaReview.hasClusters', all.length > 0);
    const seen = view.visible || notifications.always();
    const opened = [...clustersOfDocuments(), ...dashboards.shown()];
    const ids = seen ? all : all.filter((id) => opened.includes(id));
    void client?.sendNotification(watchClusters, ids);
  };
  /** Large clusters and such as do not answer are polled less often: their age goes on meanwhile. */
  const ages = ageing(
    agesEvery,
    () => view.visible && roots.size > 0,
    () => {
      for (const item of roots.values()) changed.fire(item);
    },
  );
  const dashboards = dashboardsOf(context, {
    ask: async (cluster) =>
      (await client?.sendRequest<Dashboard | null>(clusterDashboard, cluster)) ?? undefined,
    watch: () => watch(),
  });
  const notifications = notificationsOf(context, {
    show: async (cluster) => (await reveal(cluster, ['problems'])) || reveal(cluster, []),
    changed: (cluster) => changed.fire(root(cluster)),
  });
  const configure = (): void => {
    const thresholds: unknown = vscode.workspace.getConfiguration().get(thresholdsSetting);
    const deployments: unknown = vscode.workspace.getConfiguration().get(deploymentsSetting);
    void client?.sendNotification(configureClusters, { thresholds, deployments } satisfies ClusterSettings);
  };
  const open = async (id: string, name: string): Promise<void> => {
    const source = await connections.source(id);
    if (source) await client?.sendRequest(openCluster, { id, name, source } satisfies OpenCluster);
  };

  async function add(
    given?: { name: string; source: ClusterSource },
    request?: ConnectRequest,
  ): Promise<void> {
    // Right after the start of VS Code the server may still be on its way.
    const patience = new Promise<undefined>((late) => setTimeout(late, 20_000, undefined));
    const server = client ?? (await Promise.race([firstStart, patience]));
    if (!server) {
      void vscode.window.showErrorMessage('The language server is not running: no cluster can be opened.');
      return;
    }
    const asked =
      given ??
      (await askForCluster((source) => server.sendRequest<TestResult>(testCluster, source), request));
    if (!asked) return;
    const { id, name } = await connections.add(asked.name, asked.source);
    await open(id, name);
    changed.fire(undefined);
    watch();
  }

  const meant = async (item: Item | undefined): Promise<string | undefined> =>
    item?.cluster ?? (await clusterOf(connections.list()));

  async function remove(item?: Item): Promise<void> {
    const cluster = await meant(item);
    if (cluster === undefined) return;
    const { name, fromSettings } = connections.list().find(({ id }) => id === cluster) ?? {};
    if (fromSettings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', connectionsSetting);
      return;
    }
    const yes = 'Remove';
    const detail = 'Its connection and password are forgotten. Nothing changes in the cluster.';
    const answer = await vscode.window.showWarningMessage(
      `Remove ${name} from this list?`,
      { modal: true, detail },
      yes,
    );
    if (answer !== yes) return;
    await connections.remove(cluster);
    await client?.sendRequest(closeCluster, cluster);
    dashboards.close(cluster);
    roots.delete(cluster);
    watch();
    changed.fire(undefined);
  }

  /** The settings name other clusters now, or the same with other addresses. */
  async function reopen(): Promise<void> {
    const known = connections.list();
    for (const id of [...roots.keys()].filter((each) => !known.some((cluster) => cluster.id === each))) {
      await client?.sendRequest(closeCluster, id);
      roots.delete(id);
    }
    const named = known.filter(({ fromSettings }) => fromSettings);
    await Promise.allSettled(named.map(({ id, name }) => open(id, name)));
    watch();
    changed.fire(undefined);
  }

  const documents = registerDocuments(context, () => client);
  context.subscriptions.push(
    view,
    changed,
    view.onDidChangeVisibility(() => {
      watch();
      ages.start();
    }),
    ages,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(connectionsSetting)) void reopen();
      if ([thresholdsSetting, deploymentsSetting].some((setting) => event.affectsConfiguration(setting)))
        configure();
      if (event.affectsConfiguration(notificationsSetting)) watch();
    }),
    vscode.window.tabGroups.onDidChangeTabs(watch),
  );
  watch();

  async function reveal(cluster: string, path: string[]): Promise<boolean> {
    let item = root(cluster);
    for (const id of path) {
      const below = (await childrenOf(item)).find(({ node }) => node?.id === id);
      if (!below) return false;
      item = below;
    }
    await view.reveal(item, { select: true, focus: true, expand: true });
    return true;
  }

  async function copyNames(item?: Item, items?: Item[]): Promise<void> {
    const chosen = items ?? (item ? [item] : view.selection);
    const names = chosen.map(
      ({ cluster, node }) =>
        node?.name ?? node?.label ?? connections.list().find(({ id }) => id === cluster)?.name ?? '',
    );
    if (names.length > 0) await vscode.env.clipboard.writeText(names.join('\n'));
  }

  return {
    add: (given) => add(given),
    async connect(request) {
      await add(undefined, request);
      await vscode.commands.executeCommand('kafkaReview.clusters.focus');
    },
    remove,
    copyNames,
    clusters: connections.list,
    lists: listsOf,
    arrange(cluster: string, list: ListName, how: ListView) {
      lists.set(cluster, { ...listsOf(cluster), [list]: how });
      changed.fire(root(cluster));
    },
    names: async (cluster) =>
      (await client?.sendRequest<ClusterNames>(clusterNames, cluster)) ?? { topics: [], groups: [] },
    reveal,
    async openDashboard(item) {
      const cluster = await meant(item);
      const name = connections.list().find(({ id }) => id === cluster)?.name;
      if (cluster !== undefined && name !== undefined) dashboards.open(cluster, name);
    },
    copySupport: () => copySupport(context, client),
    async mute(item, muted) {
      const others = connections.list().filter(({ id }) => notifications.isMuted(id) !== muted);
      const cluster = item?.cluster ?? (await clusterOf(others));
      if (cluster !== undefined) await notifications.mute(cluster, muted);
    },
    async refresh(item) {
      const cluster = await meant(item);
      if (cluster !== undefined) await client?.sendRequest(refreshCluster, cluster);
    },
    async serverStarted(started) {
      client = started;
      whenStarted(started);
      started.onNotification(clusterWorse, (worse: ClusterWorse) => {
        const cluster = connections.list().find(({ id }) => id === worse.id);
        if (cluster) void notifications.tell(cluster, worse);
      });
      configure();
      started.onNotification(clusterChanged, (id: string) => {
        changed.fire(root(id));
        ages.start();
        documents.changed(id);
        dashboards.changed(id);
      });
      // One cluster that cannot be opened keeps neither the others nor the server from working.
      await Promise.allSettled(connections.list().map(({ id, name }) => open(id, name)));
      watch();
      changed.fire(undefined);
      documents.changed();
    },
  };
}

function drawn({ label, description, tooltip, state, fold }: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label, folds[fold]);
  if (description !== undefined) item.description = description;
  item.tooltip = tooltip ?? [label, description].filter(Boolean).join(' · ');
  const icon = icons[state];
  if (icon) item.iconPath = icon;
  item.accessibilityInformation = { label: [spoken[state], label, description].filter(Boolean).join(', ') };
  return item;
}
