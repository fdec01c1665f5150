import type { Scope } from '../../model/config.ts';

/** Keys that only a Kafka node's file has, and keys that make it likely. */
const NODE_KEY =
  /^[ \t]*(?:broker\.id|node\.id|process\.roles|controller\.quorum\.(?:voters|bootstrap\.servers)|advertised\.listeners|log\.dirs?|zookeeper\.connect)[ \t]*[=:]/gm;
const BROKER_KEY =
  /^[ \t]*(?:(?:advertised\.)?listeners|num\.(?:network|io|recovery|replica)\.\S+|num\.partitions|(?:offsets\.topic|transaction\.state\.log|default)\.replication\.factor|log\.(?:retention|segment|cleaner|flush|cleanup)\.\S+|listener\.security\.protocol\.map|inter\.broker\.\S+|security\.inter\.broker\.protocol|controller\.listener\.names|min\.insync\.replicas|socket\.\S+|authorizer\.class\.name|auto\.create\.topics\.enable)[ \t]*[=:]/gm;

const key = (names: string): RegExp => new RegExp(`^[ \\t]*(?:${names})[ \\t]*[=:]`, 'm');

const ZOOKEEPER = [key('dataDir'), key('clientPort|tickTime|initLimit|server\\.\\d+')];
const BOOTSTRAP = key('bootstrap\\.servers');
const SECURITY = [
  key('security\\.protocol'),
  key('sasl\\.(?:mechanism|jaas\\.config)|ssl\\.(?:truststore|keystore|key|ca)\\S*'),
];
const PRODUCER = key(
  'acks|linger\\.ms|batch\\.size|(?:key|value)\\.serializer|transactional\\.id|enable\\.idempotence|max\\.block\\.ms|buffer\\.memory|delivery\\.timeout\\.ms',
);
const CONSUMER = key(
  'group\\.id|auto\\.offset\\.reset|enable\\.auto\\.commit|(?:key|value)\\.deserializer|max\\.poll\\.\\S+|isolation\\.level|fetch\\.\\S+',
);
/** Keys of librdkafka, whose clients do not run on Java and know other keys and values. */
const LIBRDKAFKA = key(
  'sasl\\.(?:username|password)|ssl\\.(?:ca|certificate|key)\\.location|ssl\\.ca\\.pem|enable\\.ssl\\.certificate\\.verification|metadata\\.broker\\.list',
);

const OWN = key('log\\.dirs?|broker\\.id|node\\.id');
const GROUP = key('group\\.id');

/** How many keys of a pattern there are, two at most: a long file is not gone over for more. */
function upToTwo(text: string, pattern: RegExp): number {
  pattern.lastIndex = 0;
  let count = 0;
  while (count < 2 && pattern.test(text)) count += 1;
  return count;
}

/** Is this the configuration of a Kafka node? Told by its keys: files named server.properties are mostly of other programs. */
function isBrokerFile(text: string): boolean {
  const certain = upToTwo(text, NODE_KEY);
  if (certain === 0 || certain + upToTwo(text, BROKER_KEY) < 2) return false;
  // An old consumer's file names ZooKeeper and its group, never a log directory.
  return OWN.test(text) || !GROUP.test(text);
}

/** What a properties file is for, told by its content alone; undefined when it is not Kafka's, or for several programs at once. */
export function scopeOfProperties(text: string): Scope | undefined {
  if (isBrokerFile(text)) return 'broker';
  if (ZOOKEEPER.every((pattern) => pattern.test(text))) return 'zookeeper';
  if (key('clusters').test(text) && key('\\S+\\.bootstrap\\.servers').test(text)) return 'mm2';
  if (key('connector\\.class').test(text))
    return key('topics(?:\\.regex)?').test(text) ? 'sink-connector' : 'source-connector';
  if (
    key('(?:key|value)\\.converter').test(text) ||
    key('(?:offset|config|status)\\.storage\\.\\S+').test(text)
  ) {
    return key('offset\\.storage\\.file\\.filename').test(text)
      ? 'connect-standalone'
      : 'connect-distributed';
  }
  if (LIBRDKAFKA.test(text)) return undefined;
  const bootstrap = BOOTSTRAP.test(text);
  if (bootstrap && key('application\\.id').test(text)) return 'streams';
  const [produces, consumes] = [PRODUCER.test(text), CONSUMER.test(text)];
  if (bootstrap && produces !== consumes) return produces ? 'producer' : 'consumer';
  if (GROUP.test(text) && key('zookeeper\\.connect').test(text)) return 'consumer';
  if (produces && consumes) return undefined;
  return bootstrap || SECURITY.every((pattern) => pattern.test(text)) ? 'admin' : undefined;
}
