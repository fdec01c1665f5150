// What the explorer and the server say to each other about clusters. Types and names only: the client loads this too.
import type { SaslSettings } from './connection.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Lists } from './listing.ts';
import type { ConnectionWorks } from './test-connection.ts';
import type { TreeNode } from './tree/node.ts';

/** How a cluster is reached, as a form or a file gives it. Holds secrets: for SecretStorage and the server only. */
export interface ClusterSource {
  /** host:port, several with commas; empty to take it from the properties. */
  bootstrap: string;
  /** The path of a client.properties, read whenever the cluster is opened. */
  file?: string;
  /** Kafka's own ssl.* properties; the files they name are read whenever the cluster is opened. */
  tls?: Record<string, string>;
  sasl?: SaslSettings;
}

/** Request: tries a connection and says in words what is wrong with it, or that it works. */
export const testCluster = 'kafkaReview/cluster/test';
export type TestResult = ConnectionWorks | Diagnosis | { kind: 'unusable'; text: string; command?: string };

/** Request: begins to know a cluster; polling waits for a watcher. */
export const openCluster = 'kafkaReview/cluster/open';
export interface OpenCluster {
  id: string;
  name: string;
  source: ClusterSource;
}

/** Request: forgets a cluster and closes its connections; the parameter is its id. */
export const closeCluster = 'kafkaReview/cluster/close';

/** Request: reads a cluster now; the parameter is its id. */
export const refreshCluster = 'kafkaReview/cluster/refresh';

/** Notification: the clusters that a view shows; all others are left alone. */
export const watchClusters = 'kafkaReview/cluster/watch';

/** Request: one cluster's own line, or the children of a node of it. */
export const clusterTree = 'kafkaReview/cluster/tree';
export interface ClusterTreeParams {
  id: string;
  /** The node whose children are wanted; absent for the cluster's own line. */
  node?: string;
  /** How the person wants to see the long lists. */
  lists?: Lists;
}
export type ClusterTreeResult = TreeNode[];

/** Request: the names of all topics and groups of a cluster, to choose one from; the parameter is its id. */
export const clusterNames = 'kafkaReview/cluster/names';
export interface ClusterNames {
  topics: { name: string; description: string; internal: boolean }[];
  groups: { name: string; description: string }[];
}
/** Request: the text of a document inside a cluster, by its URI (document-uri.ts); null for what is not there. */
export const clusterDocument = 'kafkaReview/cluster/document';

/** Request: what the dashboard of a cluster shows (dashboard.ts), null for none that is open; the parameter is its id. */
export const clusterDashboard = 'kafkaReview/cluster/dashboard';

/** Notification from the server: this cluster (its id) was polled; what is shown of it is out of date. */
export const clusterChanged = 'kafkaReview/cluster/changed';

/**
 * Request: what a person may hand on about the clusters (support.ts), as text; the parameter says whether it may have
 * their names, addresses, and reasons in words.
 */
export const clusterSupport = 'kafkaReview/cluster/support';

/** Notification: the settings that live clusters are judged by; sent before the first cluster is opened. */
export const configureClusters = 'kafkaReview/cluster/configure';
export interface ClusterSettings {
  /** As the settings give it: read by thresholds.ts, which tells what it does not understand. */
  thresholds: unknown;
  /** The deployment that a cluster belongs to, by the cluster's name: a deployment's name or a path. */
  deployments?: unknown;
}

/** Notification from the server: a cluster got worse, and a person may be told. */
export const clusterWorse = 'kafkaReview/cluster/worse';
export interface ClusterWorse {
  id: string;
  severity: 'error' | 'warning';
  /** The worst of what is new, in words. */
  text: string;
}
