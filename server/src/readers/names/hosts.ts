import type { Name } from '../../model/name.ts';
import type { Part } from '../../model/place.ts';

/** A name in the address of a service that the operator makes: offsets in the text it was found in. */
interface HostName extends Pick<Name, 'kind' | 'name' | 'namespace' | 'owners'> {
  start: number;
  end: number;
}

/** `LABEL`, `LABEL.NAMESPACE`, `LABEL.NAMESPACE.svc…`, with or without a port; another domain is none of the operator's. */
const HOST =
  /(?<![\w.-])((?:[a-z0-9-]+\.)?)([a-z0-9][a-z0-9-]*-(?:bootstrap|brokers|connect-api|mirrormaker2-api|bridge-service))(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9-]+)*)?)?(?::(\d{2,5}))?(?![\w-]|\.\w)/g;

const SERVICES: readonly [suffix: string, kind: Name['kind']][] = [
  ['-kafka-brokers', 'cluster'],
  ['-connect-api', 'connect'],
  ['-mirrormaker2-api', 'mirror-maker'],
  ['-bridge-service', 'bridge'],
];

/** Every text with a service in it has one of these. */
export const hostMarks = /-(?:bootstrap|kafka-brokers|connect-api|mirrormaker2-api|bridge-service)\b/;

/**
 * The names in a text's addresses of services: the cluster, the listener and its port of a bootstrap service, the
 * resource of others. `CLUSTER-kafka-bootstrap` serves the internal listeners, `CLUSTER-kafka-LISTENER-bootstrap` each
 * other one (Strimzi: services of the Kafka cluster). A label that can be split in two ways is split in both.
 */
export function namesOfHosts(text: string): HostName[] {
  if (!hostMarks.test(text)) return [];
  const found: HostName[] = [];
  for (const match of text.matchAll(HOST)) {
    const [all, pod = '', label = '', namespace, port] = match;
    const start = match.index + pod.length;
    for (const [suffix, kind] of SERVICES) {
      if (!label.endsWith(suffix)) continue;
      const name = label.slice(0, -suffix.length);
      found.push({ kind, name, namespace, owners: [], start, end: start + name.length });
    }
    if (!label.endsWith('bootstrap')) continue;
    for (const { cluster, listener } of splits(label)) {
      const owners = [{ kind: 'cluster' as const, name: cluster, namespace }];
      found.push({
        kind: 'cluster',
        name: cluster,
        namespace,
        owners: [],
        start,
        end: start + cluster.length,
      });
      if (listener) {
        const from = start + cluster.length + '-kafka-'.length;
        found.push({
          kind: 'listener',
          name: listener,
          namespace,
          owners,
          start: from,
          end: from + listener.length,
        });
      }
      if (port) {
        const end = match.index + all.length;
        found.push({ kind: 'port', name: port, namespace, owners, start: end - port.length, end });
      }
    }
  }
  return found;
}

function splits(label: string): { cluster: string; listener: string }[] {
  const found: { cluster: string; listener: string }[] = [];
  const mark = '-kafka-';
  for (let at = label.indexOf(mark); at > 0; at = label.indexOf(mark, at + 1)) {
    const rest = label.slice(at + mark.length);
    if (rest === 'bootstrap' || rest.endsWith('-bootstrap')) {
      found.push({
        cluster: label.slice(0, at),
        listener: rest.slice(0, -'bootstrap'.length).replace(/-$/, ''),
      });
    }
  }
  return found;
}

/** The same as names of a part, found from `start` to `end` of its text; what says no namespace is in `namespace`. */
export function hostsIn(part: Part, start: number, end: number, namespace: string | undefined): Name[] {
  return namesOfHosts(part.text.slice(start, end)).map((found) => ({
    ...found,
    role: 'use',
    namespace: found.namespace ?? namespace,
    owners: found.owners.map((owner) =>
      'name' in owner ? { ...owner, namespace: owner.namespace ?? namespace } : owner,
    ),
    place: { part, start: start + found.start, end: start + found.end },
    site: siteOf(part, start, found),
  }));
}

/** The host is one site, the port another. */
function siteOf(part: Part, base: number, { kind, start, end }: HostName): Name['site'] {
  if (kind === 'port') return { part, start: base + start, end: base + end };
  const from = base + start;
  const before = /[\w-]*$/.exec(part.text.slice(Math.max(0, from - 300), from))?.[0].length ?? 0;
  const after = /^[\w.-]*/.exec(part.text.slice(from, from + 300))?.[0].length ?? 0;
  return { part, start: from - before, end: from + after };
}
