import type { DocumentAddress } from './document-uri.ts';
import { brokerDocument, type DocumentContext, groupDocument, topicDocument } from './documents.ts';
import type { PolledCluster, Polling } from './polling.ts';
import type { ClusterSession } from './session.ts';
import { readConfigs } from './snapshot/configs.ts';
import { missing } from './snapshot/part.ts';
import type { ClusterSnapshot, ConfigEntry, Part } from './snapshot/types.ts';

/** A cluster whose documents are shown. */
export interface DocumentSource {
  name: string;
  /** Its bootstrap servers, as the tools take them. */
  bootstrap: string;
  session: ClusterSession;
  polling: Polling;
  /** Whole configurations as they were read last, with the snapshot they belong to, by "brokers/1". */
  kept: Map<string, { takenAt: number; config: Part<ConfigEntry[]> }>;
}

/**
 * The text of a document. A configuration is read once for each snapshot; while the cluster cannot be reached, the
 * text is the last one with its age in it. Undefined for what the cluster does not have.
 */
export async function readDocument(
  { kind, name }: DocumentAddress,
  source: DocumentSource,
): Promise<string | undefined> {
  let polled = source.polling.current();
  if (!polled.snapshot && !polled.unreachable) polled = await source.polling.refresh();
  const { snapshot, unreachable, history } = polled;
  if (!snapshot)
    return `# ${source.name} cannot be reached: ${unreachable?.diagnosis.text ?? 'nothing was read'}\n`;
  const context: DocumentContext = {
    cluster: source.name,
    snapshot,
    ...(unreachable ? { unreachableSince: unreachable.since } : {}),
  };
  switch (kind) {
    case 'brokers': {
      const broker = snapshot.brokers.find(({ id }) => String(id) === name);
      return (
        broker && brokerDocument(broker, await configOf(source, polled, snapshot, 'broker', name), context)
      );
    }
    case 'topics': {
      const topic = snapshot.topics.find((one) => one.name === name);
      const broker = answering(snapshot);
      if (!topic) return undefined;
      return topicDocument(
        topic,
        await configOf(source, polled, snapshot, 'topic', name),
        await configOf(source, polled, snapshot, 'broker', String(broker)),
        context,
      );
    }
    case 'groups': {
      const group = snapshot.groups.list.find(({ id }) => id === name);
      return group && groupDocument(group, history, context);
    }
    case 'drift':
      return undefined;
  }
}

/** The broker that is asked about topics. */
const answering = ({ brokers }: ClusterSnapshot): number | undefined =>
  brokers.find(({ answer }) => answer.state === 'answered')?.id ?? brokers[0]?.id;

/** Every key of a topic or broker; what was read before, or what the snapshot has, when it cannot be read now. */
async function configOf(
  { session, kept }: DocumentSource,
  { unreachable }: PolledCluster,
  snapshot: ClusterSnapshot,
  type: 'topic' | 'broker',
  name: string,
): Promise<Part<ConfigEntry[]>> {
  const key = `${type}/${name}`;
  const before = kept.get(key);
  if (before?.takenAt === snapshot.takenAt) return before.config;
  const id = type === 'broker' ? Number(name) : answering(snapshot);
  let config: Part<ConfigEntry[]>;
  try {
    if (unreachable || id === undefined) throw new Error('the cluster does not answer');
    const [read] = await readConfigs(await session.broker(id), type, [name], { everything: true });
    config = read ?? { state: 'failed', reason: 'no answer for this resource' };
  } catch (error) {
    config = before?.config ?? known(snapshot, type, name) ?? missing(error);
  }
  kept.set(key, { takenAt: snapshot.takenAt, config });
  return config;
}

/** What the snapshot itself holds of a configuration: all that is set, few defaults. */
function known(
  snapshot: ClusterSnapshot,
  type: 'topic' | 'broker',
  name: string,
): Part<ConfigEntry[]> | undefined {
  const config =
    type === 'topic'
      ? snapshot.topics.find((topic) => topic.name === name)?.config
      : snapshot.brokers.find(({ id }) => String(id) === name)?.config;
  return config?.state === 'read' ? config : undefined;
}
