import type { Cluster, Pool } from '../model/deployment.ts';
import type { Json } from '../model/fix.ts';
import { absolute, type Place } from '../model/place.ts';
import { effective, isSet, isUnset } from '../model/value.ts';
import { createReview, type Review } from '../review/review.ts';
import { ADOPTING } from './migrate-v1-pools.ts';

/** What the migration of one document has to know of others. Documents are known by their offset in the file. */
export interface Beside {
  /** The node pools of a Kafka resource; undefined when none of them is here. */
  poolsOf(offset: number): PoolsOf | undefined;
  /**
   * The cluster in the same folder and namespace to whose node pools the names go that another one's would need, too:
   * one that has such pools, else the first. Undefined when there is none.
   */
  namesake(offset: number): string | undefined;
  /** The `resources` that a node pool without its own has from its Kafka resource, and that resource's name. */
  inheritedBy(offset: number): { resources: Json; from: string } | undefined;
}

export interface PoolsOf {
  /** Names of the pools that have their `resources` from the Kafka resource. */
  heirs: string[];
  /** Those of them that stand in files which are not migrated together with it. */
  left: string[];
}

/** What stands beside the documents of a file; `together` are the files that are migrated in one go. */
export function besideIn(review: Review, uri: string, together: ReadonlySet<string>): Beside {
  const clusters = review.clusters().map(({ cluster }) => cluster);
  const isAt = ({ part }: Place, offset: number): boolean => part.uri === uri && part.offset === offset;
  return {
    namesake(offset) {
      const own = clusters.find(({ members }) => members.some(({ place }) => isAt(place, offset)));
      const all = clusters.filter((one) => own && isRival(one, own));
      const having = all.find(({ pools }) => pools.some(({ name }) => name === ADOPTING));
      const first = all.filter(({ pools }) => pools.length === 0).sort(byPlace)[0];
      return having?.name ?? (own && first && byPlace(first, own) < 0 ? first.name : undefined);
    },
    poolsOf(offset) {
      const own = clusters.filter(
        ({ members, pools }) => pools.length > 0 && members.some(({ place }) => isAt(place, offset)),
      );
      if (own.length === 0) return undefined;
      const heirs = own.flatMap((cluster) => cluster.pools.filter((pool) => isHeir(cluster, pool)));
      const left = heirs.filter(({ place }) => !together.has(place.part.uri));
      return { heirs: heirs.map(({ name }) => name), left: left.map(({ name }) => name) };
    },
    inheritedBy(offset) {
      for (const cluster of clusters) {
        const pool = cluster.pools.find(({ place }) => isAt(place, offset));
        const resources = pool && isHeir(cluster, pool) ? resourcesOf(cluster) : undefined;
        if (resources !== undefined) return { resources, from: cluster.name };
      }
      return undefined;
    },
  };
}

/** What stands beside the documents of a text that nothing else is known of. */
export function besideInText(text: string): Beside {
  const uri = 'file:///resources.yaml';
  const review = createReview({ rules: [] });
  review.set(uri, text);
  review.refresh();
  return besideIn(review, uri, new Set([uri]));
}

/** May the node pools of two clusters meet in one namespace? */
function isRival(a: Cluster, b: Cluster): boolean {
  const [one, other] = [a.members[0]?.strimzi, b.members[0]?.strimzi];
  return (
    a.name !== b.name &&
    one !== undefined &&
    other !== undefined &&
    effective(one.namespace) === effective(other.namespace) &&
    folderOf(a) === folderOf(b)
  );
}

const folderOf = ({ place }: Cluster): string => place.part.uri.replace(/[^/]*$/, '');

const byPlace = (a: Cluster, b: Cluster): number =>
  a.place.part.uri < b.place.part.uri
    ? -1
    : a.place.part.uri > b.place.part.uri
      ? 1
      : absolute(a.place).start - absolute(b.place).start;

const isHeir = (cluster: Cluster, { resourcesAt }: Pool): boolean =>
  isUnset(resourcesAt) && resourcesOf(cluster) !== undefined;

function resourcesOf({ members }: Cluster): Json | undefined {
  const resources = members[0]?.strimzi?.resources;
  return isSet(resources) ? resources.value.json() : undefined;
}
