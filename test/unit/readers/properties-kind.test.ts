// What a properties file is for is told by its content, and what is not Kafka's is left alone.
import assert from 'node:assert/strict';
import { scopeOfProperties } from '../../../server/src/readers/properties/kind.ts';

describe('what a properties file is for', () => {
  const kinds: [string, string[], string | undefined][] = [
    ['a broker', ['node.id=1', 'process.roles=broker', 'listeners=A://:9092'], 'broker'],
    ['a broker with ZooKeeper', ['broker.id=1', 'zookeeper.connect=z:2181'], 'broker'],
    ['ZooKeeper', ['dataDir=/var/lib/zookeeper', 'clientPort=2181'], 'zookeeper'],
    ['a producer', ['bootstrap.servers=b:9092', 'acks=all'], 'producer'],
    ['a consumer', ['bootstrap.servers=b:9092', 'group.id=billing'], 'consumer'],
    ['an admin client', ['bootstrap.servers=b:9092', 'security.protocol=SSL'], 'admin'],
    ['Streams', ['bootstrap.servers=b:9092', 'application.id=orders'], 'streams'],
    ['Connect on one machine', ['key.converter=c', 'offset.storage.file.filename=/o'], 'connect-standalone'],
    ['Connect on several machines', ['key.converter=c', 'offset.storage.topic=o'], 'connect-distributed'],
    ['a sink connector', ['connector.class=C', 'topics=orders'], 'sink-connector'],
    ['a source connector', ['connector.class=C', 'file=/in'], 'source-connector'],
    ['MirrorMaker 2', ['clusters=a, b', 'a.bootstrap.servers=a:9092'], 'mm2'],
    ['a Minecraft server', ['server-port=25565', 'max-players=20', 'motd=Welcome'], undefined],
    ['a producer and a consumer at once', ['bootstrap.servers=b:9092', 'acks=all', 'group.id=g'], undefined],
    [
      'a client of librdkafka, which knows other keys',
      ['bootstrap.servers=b:9092', 'sasl.mechanisms=PLAIN', 'sasl.username=u', 'sasl.password=p'],
      undefined,
    ],
  ];
  for (const [name, lines, scope] of kinds)
    it(`is ${scope === undefined ? 'nothing to review' : scope} for ${name}`, () => {
      assert.equal(scopeOfProperties(`${lines.join('\n')}\n`), scope);
    });
});
