import { lineBegin } from '../../model/lines.ts';
import type { Name, NameKind } from '../../model/name.ts';

/** What people call each kind. */
export const kindWords: Readonly<Record<NameKind, string>> = {
  cluster: 'Kafka cluster',
  pool: 'node pool',
  listener: 'listener',
  port: 'listener port',
  topic: 'topic',
  user: 'user',
  connect: 'Connect cluster',
  connector: 'connector',
  'mirror-maker': 'MirrorMaker 2',
  bridge: 'Bridge',
  alias: 'cluster alias',
  'config-map': 'ConfigMap',
  secret: 'Secret',
};

const KUBERNETES = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KUBERNETES_WORDS = 'lower case letters, digits, - and ., with a letter or digit at both ends';

/** Why a thing cannot have this name; undefined when it can. */
export function refusedName({ kind, owners, place }: Name, name: string): string | undefined {
  const isNode = owners.some((owner) => owner.kind === 'node');
  switch (kind) {
    case 'port':
      return /^\d+$/.test(name) &&
        Number(name) >= 9092 &&
        Number(name) <= 65_535 &&
        !/^(9404|9999)$/.test(name)
        ? undefined
        : `A listener's port is a number from 9092 to 65535, but neither 9404 nor 9999: ${name} is none.`;
    case 'listener':
      if (isNode) return /^[A-Za-z0-9_.-]+$/.test(name) ? undefined : `${name} is no name of a listener.`;
      return /^[a-z0-9]{1,11}$/.test(name)
        ? undefined
        : `A listener's name has 1 to 11 lower case letters and digits: ${name} does not fit.`;
    case 'topic':
      if (!/^[A-Za-z0-9._-]{1,249}$/.test(name) || name === '.' || name === '..')
        return `A topic's name has 1 to 249 letters, digits, ., _ and -: ${name} does not fit.`;
      return isTopicName(place) || KUBERNETES.test(name)
        ? undefined
        : `${name} cannot be the name of a resource: it needs ${KUBERNETES_WORDS}. Set spec.topicName for it.`;
    case 'alias':
      return /^[A-Za-z0-9._-]+$/.test(name) ? undefined : `${name} is no alias of a cluster.`;
    default:
      return KUBERNETES.test(name) && name.length <= 253
        ? undefined
        : `A ${kindWords[kind]}'s name has ${KUBERNETES_WORDS}: ${name} does not fit.`;
  }
}

/** Does the name stand in `spec.topicName`, where it is Kafka's alone? */
function isTopicName({ part, start }: Name['place']): boolean {
  const line = part.text.slice(lineBegin(part.text, start), start);
  return /topicName["']?:/.test(line);
}
