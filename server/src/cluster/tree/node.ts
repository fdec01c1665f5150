import type { ProblemSeverity } from '../check.ts';
import type { ListName } from '../listing.ts';

/** One line of the sidebar: what a view draws, and nothing it has to work out. */
export interface TreeNode {
  /** Unique within the cluster and stable from poll to poll: "topic/orders". */
  id: string;
  label: string;
  /** Beside the label, in grey. */
  description?: string;
  tooltip?: string;
  state: NodeState;
  /** Has children, and shows them at first or not. */
  fold: 'none' | 'closed' | 'open';
  /** What is copied as its name, where that is not the label. */
  name?: string;
  /** The check whose page explains this line. */
  page?: string;
  /** A command of Kafka's own tools that ends what this line tells, to copy. */
  copy?: string;
  /** A list that can be filtered and sorted, and whether it is filtered. */
  list?: 'whole' | 'filtered';
  /** Where that stands which this line is about. */
  about?: TreePlace;
  /** The path of the document that shows all of it (document-uri.ts). */
  open?: string;
  /** The URI of the file that the document is shown beside, as a diff. */
  against?: string;
}

/** A line of the tree: the ids that lead to it, and for one of a long list its name there, by which it can be found. */
export interface TreePlace {
  path: string[];
  in?: { list: ListName; name: string };
}

export type NodeState = ProblemSeverity | 'good' | 'unknown' | 'plain';

/** A plain line without children, but for what `more` says. */
export const node = (id: string, label: string, more: Partial<TreeNode> = {}): TreeNode => ({
  id,
  label,
  state: 'plain',
  fold: 'none',
  ...more,
});
