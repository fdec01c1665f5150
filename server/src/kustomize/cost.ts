import type { Node } from '../readers/yaml/tree.ts';

/**
 * What one build may still do, in nodes that are looked at. A ladder of bases that are named twice each doubles with every
 * level, a patch that copies a resource into itself doubles it, and thousands of patches may be meant for thousands of
 * resources each. When nothing is left, what is built is not known.
 */
export interface Cost {
  left: number;
}

/** Enough for ten thousand resources in ten kustomizations above each other; takes seconds at worst. */
export const fullCost = (): Cost => ({ left: 3_000_000 });

/** What it costs to look at a kustomization, or to change a resource. */
export const LOOK = 30;

/** Larger resources are no configuration. */
const MAX_NODES = 200_000;

/** Are these together small enough for one resource? What is shared counts wherever it stands. */
export function fits(cost: Cost, ...nodes: Node[]): boolean {
  const most = Math.min(MAX_NODES, Math.max(0, cost.left));
  let room = most;
  const count = (node: Node): boolean => {
    room -= 1;
    if (room < 0) return false;
    if (node.kind === 'seq') return node.items.every(count);
    return node.kind === 'scalar' || node.pairs.every(({ value }) => !value || count(value));
  };
  const result = nodes.every(count);
  cost.left -= most - Math.max(room, 0);
  return result;
}
