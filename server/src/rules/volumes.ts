import type { Resource } from '../model/deployment.ts';
import type { Tree } from '../model/tree.ts';
import { isSet } from '../model/value.ts';

/** One volume as it is and as it was. */
export interface VolumeChange {
  /** What a person calls it: `volume 1` of JBOD, else `the storage`. */
  name: string;
  now: Tree;
  before: Tree;
}

/** The storage of a node pool, or of a Kafka resource that still has its own. */
export const storageOf = ({ type }: Pick<Resource, 'type'>, tree: Tree): Tree =>
  type === 'Kafka' ? tree.get('spec', 'kafka', 'storage') : tree.get('spec', 'storage');

/** Storage that has the same type as in the commit compared with, volume by volume; JBOD volumes are known by their ids. */
export function volumeChanges(resource: Resource): VolumeChange[] {
  if (!resource.before || !['Kafka', 'KafkaNodePool'].includes(resource.type)) return [];
  const [now, before] = [storageOf(resource, resource.tree), storageOf(resource, resource.before)];
  if (now.kind !== 'map' || before.kind !== 'map' || isJbod(now) !== isJbod(before)) return [];
  if (!isJbod(now)) return [{ name: 'the storage', now, before }];
  const old = volumesById(before);
  return [...volumesById(now)].flatMap(([id, volume]) => {
    const same = old.get(id);
    return same ? [{ name: `volume ${id}`, now: volume, before: same }] : [];
  });
}

export function isJbod(storage: Tree): boolean {
  const type = storage.get('type').string();
  return isSet(type) && type.value === 'jbod';
}

/** JBOD volumes by id; those without one are left out. */
export function volumesById(storage: Tree): Map<number, Tree> {
  return new Map(
    storage
      .get('volumes')
      .items()
      .flatMap((volume): [number, Tree][] => {
        const id = volume.get('id').integer();
        return isSet(id) ? [[id.value, volume]] : [];
      }),
  );
}
