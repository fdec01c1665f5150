// What the keys that people really set are for, in a line each. Without a scope before it a line holds wherever the
// key stands; `topic/key` and its like hold in that scope only.
import type { Scope } from './table.ts';

const lines = `
acks|How many replicas must have a record before the producer counts it as written: 0, 1 or all in-sync ones.
admin.listeners|Addresses for Connect's administrative REST endpoints, apart from the others.
advertised.host.name|Host that clients were told to connect to; advertised.listeners took its place.
advertised.listeners|Addresses that the broker gives to clients and other brokers to connect to.
advertised.port|Port that clients were told to connect to; advertised.listeners took its place.
allow.auto.create.topics|Whether subscribing to a missing topic may create it, if the broker allows that too.
application.id|Names the Streams application: its consumer group, its internal topics and its state folder.
auto.commit.interval.ms|How often the consumer commits its offsets by itself.
auto.create.topics.enable|Whether writing to or asking for a missing topic creates it with the broker's defaults.
auto.leader.rebalance.enable|Whether leadership goes back to preferred replicas in the background.
auto.offset.reset|Where a group without a committed offset begins to read.
authorizer.class.name|Class that decides who may do what; empty lets everybody do everything.
background.threads|Threads for housekeeping such as log retention and deletion.
batch.size|Largest batch of records for one partition that the producer collects, in bytes.
bootstrap.servers|First brokers to connect to; the rest of the cluster is learned from them.
broker.heartbeat.interval.ms|How often a broker reports to the controller that it is alive.
broker.id|The node's number in a cluster with ZooKeeper; node.id takes its place with KRaft.
broker.id.generation.enable|Whether ZooKeeper hands out ids to brokers that have none.
broker.rack|The rack or zone the broker stands in, so that replicas spread over several.
broker.session.timeout.ms|How long the controller waits for a broker's heartbeat before it counts it as gone.
buffer.memory|Memory for records that wait to be sent; when it is full, send blocks.
cache.max.bytes.buffering|Memory for caching Streams results before they are passed on.
checkpoints.topic.replication.factor|Replicas of the topic in which MirrorMaker 2 keeps translated group offsets.
cleanup.policy|Whether old records are deleted by age and size, compacted by key, or both.
client.dns.lookup|Whether all addresses of a host name are tried, or only canonical names are used.
client.id|A name for the client that shows in the broker's logs, quotas and metrics.
client.rack|The client's rack or zone, so that it can read from a replica nearby.
compression.type|How record batches are compressed.
config.providers|Names of the providers that resolve \${name:…} in values.
config.storage.replication.factor|Replicas of the topic with the connectors' configuration.
config.storage.topic|Topic in which the Connect cluster keeps the connectors' configuration.
connection.failed.authentication.delay.ms|How long a failed login waits for its answer, to slow down guessing.
connections.max.idle.ms|How long a connection may be silent before it is closed.
connections.max.reauth.ms|How long a SASL login lasts before the client must log in again; 0 is for ever.
connector.class|The connector to run.
connector.client.config.override.policy|Which client settings connectors may override.
control.plane.listener.name|Listener that the controller uses for brokers in ZooKeeper mode.
controlled.shutdown.enable|Whether a stopping broker first hands its leaderships to others.
controlled.shutdown.max.retries|How often a stopping broker tries to hand over before it stops anyhow.
controlled.shutdown.retry.backoff.ms|How long a stopping broker waits between tries to hand over.
controller.listener.names|Listeners for controllers; brokers use the first name to reach them.
controller.quorum.bootstrap.servers|Controllers to ask first in a quorum whose members may change.
controller.quorum.election.timeout.ms|How long a voter waits for a leader before it calls an election.
controller.quorum.fetch.timeout.ms|How long a leader may stay silent before another election.
controller.quorum.voters|The fixed members of the controller quorum, as ID@HOST:PORT.
controller.socket.timeout.ms|How long a request from the controller to a broker may take.
default.api.timeout.ms|How long a client call may take when it is given no timeout of its own.
default.key.serde|How Streams reads and writes keys where nothing else is said.
default.replication.factor|Replicas of topics that are created without saying how many.
default.value.serde|How Streams reads and writes values where nothing else is said.
delete.retention.ms|How long a compacted topic keeps the mark of a deleted key.
delete.topic.enable|Whether topics can be deleted.
delivery.timeout.ms|How long the producer tries to deliver a record, retries included.
emit.checkpoints.enabled|Whether MirrorMaker 2 translates the offsets of consumer groups.
emit.checkpoints.interval.seconds|How often MirrorMaker 2 writes translated group offsets.
emit.heartbeats.interval.seconds|How often MirrorMaker 2 writes a heartbeat that shows the flow is alive.
enable.auto.commit|Whether the consumer commits offsets by itself in the background.
enable.idempotence|Whether retries can never write a record twice or out of order.
errors.deadletterqueue.topic.name|Topic for records that a sink connector cannot process.
errors.log.enable|Whether Connect logs each failed operation.
errors.log.include.messages|Whether the log of a failed operation holds the record itself.
errors.retry.timeout|How long Connect retries a failed operation.
errors.tolerance|Whether a connector stops at the first record it cannot process or goes past it.
exactly.once.source.support|Whether source connectors may write exactly once.
fetch.max.bytes|Largest answer to one fetch request.
fetch.max.wait.ms|How long the broker may wait for fetch.min.bytes to come together.
fetch.min.bytes|Least data that the broker should answer a fetch with.
fetch.purgatory.purge.interval.requests|After how many fetch requests finished ones are cleared from memory.
file.delete.delay.ms|How long a deleted segment's file stays on disk.
flush.messages|After how many records the log is forced to disk; normally left to the operating system.
flush.ms|After how long the log is forced to disk; normally left to the operating system.
follower.replication.throttled.replicas|Replicas whose copying is slowed down on the follower's side.
group.consumer.heartbeat.interval.ms|How often members of the new consumer groups report to the broker.
group.consumer.session.timeout.ms|How long a member of the new consumer groups may be silent.
group.coordinator.rebalance.protocols|Kinds of groups that the broker serves.
group.id|Names the group that shares the work.
group.initial.rebalance.delay.ms|How long a new group waits for more members before its first assignment.
group.instance.id|A fixed name for a member, so that its restart causes no rebalance.
group.max.session.timeout.ms|Longest session timeout that a member may ask for.
group.max.size|Most members of one group.
group.min.session.timeout.ms|Shortest session timeout that a member may ask for.
group.protocol|Which of the two group protocols the consumer speaks.
group.share.enable|Whether share groups are served; an early-access switch.
groups|Consumer groups whose offsets MirrorMaker 2 translates, by name or pattern.
groups.exclude|Consumer groups that MirrorMaker 2 leaves out.
heartbeat.interval.ms|How often a member reports to the group's coordinator.
heartbeats.topic.replication.factor|Replicas of the topic for MirrorMaker 2's heartbeats.
host.name|Address to listen on; listeners took its place.
inter.broker.listener.name|Listener over which brokers talk to each other.
inter.broker.protocol.version|Protocol version between brokers in ZooKeeper mode, held back during an upgrade.
interceptor.classes|Classes that see each record on its way.
internal.key.converter|How Connect stored its own keys; no longer used.
internal.value.converter|How Connect stored its own values; no longer used.
isolation.level|Whether the consumer sees records of transactions that are still open or failed.
key.converter|How Connect turns keys into bytes and back.
key.deserializer|Class that turns a key's bytes into an object.
key.serializer|Class that turns a key into bytes.
leader.imbalance.check.interval.seconds|How often the controller looks whether leaders are spread well.
leader.imbalance.per.broker.percentage|Share of non-preferred leaders per broker from which leadership is moved back.
leader.replication.throttled.replicas|Replicas whose copying is slowed down on the leader's side.
linger.ms|How long the producer waits for more records to fill a batch.
listener.security.protocol.map|Which security protocol each listener name has.
broker/listeners|Addresses that the node listens on, each with a name.
listeners|Addresses that the REST interface listens on.
local.retention.bytes|How much of a tiered partition stays on the broker's disk.
local.retention.ms|How long a tiered topic's records stay on the broker's disk.
log.cleaner.backoff.ms|How long the log cleaner rests when nothing is to be compacted.
log.cleaner.dedupe.buffer.size|Memory that all cleaner threads together have for compaction.
log.cleaner.delete.retention.ms|How long compacted topics keep the mark of a deleted key.
log.cleaner.enable|Whether compaction runs at all; without it compacted topics only grow.
log.cleaner.io.buffer.load.factor|How full the cleaner's table of keys may get; fuller cleans more at once and slower.
log.cleaner.io.buffer.size|Memory that all cleaner threads together have for reading and writing.
log.cleaner.io.max.bytes.per.second|How fast all cleaner threads together may read and write.
log.cleaner.max.compaction.lag.ms|Longest time that a record may stay uncompacted.
log.cleaner.min.cleanable.ratio|Share of uncompacted data in a log from which it is compacted.
log.cleaner.min.compaction.lag.ms|Shortest time that a record stays uncompacted.
log.cleaner.threads|Threads that compact logs.
log.cleanup.policy|Default of cleanup.policy: delete, compact, or both.
log.dir|Folder for the data when log.dirs is not set.
log.dirs|Folders for the data, one for each disk.
log.flush.interval.messages|After how many records a log is forced to disk; normally left to the operating system.
log.flush.interval.ms|After how long a log is forced to disk; normally left to the operating system.
log.flush.offset.checkpoint.interval.ms|How often the point up to which logs are on disk is noted.
log.flush.scheduler.interval.ms|How often the broker looks for logs that are due to be forced to disk.
log.index.interval.bytes|Distance between two entries of a log's index.
log.index.size.max.bytes|Largest size of an index file.
log.message.downconversion.enable|Whether old clients get records converted to their format.
log.message.format.version|Record format that was written for old clients; without effect since 3.0.
log.message.timestamp.difference.max.ms|How far a record's timestamp may be from the broker's clock.
log.message.timestamp.type|Whether a record's timestamp is when it was made or when it was written.
log.preallocate|Whether segment files get their full size at once.
log.retention.bytes|How large a partition may grow before its oldest segments are deleted; per partition.
log.retention.check.interval.ms|How often the broker looks for segments to delete.
log.retention.hours|How long records are kept, if neither minutes nor milliseconds are set.
log.retention.minutes|How long records are kept, if milliseconds are not set.
log.retention.ms|How long records are kept; wins over minutes and hours.
log.roll.hours|After how long a new segment begins even if the old one is not full.
log.roll.jitter.hours|How much earlier segments may begin, at random, so that not all begin at once.
log.roll.ms|After how long a new segment begins; wins over hours.
log.segment.bytes|Size at which a new segment begins.
log.segment.delete.delay.ms|How long a deleted segment's file stays on disk.
max.block.ms|How long send may wait for metadata or for free memory.
max.compaction.lag.ms|Longest time that a record may stay uncompacted.
max.connection.creation.rate|Most new connections in a second.
max.connections|Most connections to the broker at a time.
max.connections.per.ip|Most connections from one address.
max.connections.per.ip.overrides|Other limits for named addresses, as HOST:COUNT.
max.in.flight.requests.per.connection|How many requests may wait for their answer on one connection.
max.message.bytes|Largest batch of records that the topic takes, after compression.
max.partition.fetch.bytes|Most data of one partition in an answer to a fetch.
max.poll.interval.ms|How long processing may take between two polls before the member is put out of the group.
max.poll.records|Most records that one poll gives.
max.request.size|Largest request that the producer sends.
message.max.bytes|Largest batch of records that the broker takes, after compression.
message.timestamp.type|Whether a record's timestamp is when it was made or when it was written.
metadata.log.dir|Folder for the cluster's metadata; the first data folder when not set.
metadata.log.segment.bytes|Size at which the metadata log begins a new segment.
metadata.max.age.ms|How old the client's picture of the cluster may become.
metric.reporters|Classes that pass metrics on.
min.cleanable.dirty.ratio|Share of uncompacted data from which the topic is compacted.
min.compaction.lag.ms|Shortest time that a record stays uncompacted.
min.insync.replicas|Replicas that must be in sync for a write with acks=all to succeed.
node.id|The node's own number in the cluster.
num.io.threads|Threads that work on requests, disk access included.
num.network.threads|Threads that read requests from the network and write answers, for each listener.
num.partitions|Partitions of topics that are created without saying how many.
num.recovery.threads.per.data.dir|Threads per data folder that load logs at start and write them out at shutdown.
num.replica.fetchers|Threads that copy from each other broker.
num.standby.replicas|Spare copies of each Streams state store.
num.stream.threads|Threads that process in one Streams instance.
offset-syncs.topic.location|Whether the topic with offset pairs stands in the source or the target cluster.
offset-syncs.topic.replication.factor|Replicas of the topic in which MirrorMaker 2 pairs offsets of both clusters.
offset.flush.interval.ms|How often Connect commits the offsets of its tasks.
offset.flush.timeout.ms|How long committing the offsets of a task may take.
offset.lag.max|How far offset pairs may lag behind before MirrorMaker 2 writes new ones.
offset.metadata.max.bytes|Largest note that may be committed with an offset.
offset.storage.file.filename|File in which a standalone worker keeps its source offsets.
offset.storage.partitions|Partitions of the topic with the source connectors' offsets.
offset.storage.replication.factor|Replicas of the topic with the source connectors' offsets.
offset.storage.topic|Topic in which the Connect cluster keeps the source connectors' offsets.
offsets.commit.required.acks|Replicas that must have a committed offset; gone since 4.0, where all must.
offsets.commit.timeout.ms|How long committing an offset may wait for its replicas.
offsets.load.buffer.size|How much is read at a time when committed offsets are loaded.
offsets.retention.check.interval.ms|How often the coordinator looks for offsets to forget.
offsets.retention.minutes|How long the offsets of an empty group are kept.
offsets.topic.compression.codec|How the topic for committed offsets is compressed, by number: 0 none, 1 gzip, 4 zstd.
offsets.topic.num.partitions|Partitions of the topic for committed offsets; not to be changed later.
offsets.topic.replication.factor|Replicas of the topic for committed offsets.
offsets.topic.segment.bytes|Segment size of the topic for committed offsets, small so that it loads fast.
partition.assignment.strategy|How partitions are shared among the members of a group.
partitioner.class|Class that chooses the partition of a record.
password.encoder.secret|Secret that passwords stored in ZooKeeper are encrypted with.
plugin.path|Folders with connectors and other plugins.
port|Port to listen on; listeners took its place.
principal.builder.class|Class that makes a user's name from a connection.
process.roles|What the node is: a broker, a controller, or both.
processing.guarantee|Whether Streams processes each record at least once or exactly once.
producer.purgatory.purge.interval.requests|After how many produce requests finished ones are cleared from memory.
queued.max.requests|Requests that may wait for a thread before the network stops reading.
queued.max.request.bytes|Bytes of requests that may wait before the network stops reading.
quota.consumer.default|How fast a consumer without a quota may read; quotas are set dynamically now.
quota.producer.default|How fast a producer without a quota may write; quotas are set dynamically now.
receive.buffer.bytes|Size of the TCP receive buffer; -1 leaves it to the operating system.
reconnect.backoff.max.ms|Longest wait between tries to connect again.
reconnect.backoff.ms|First wait before connecting again.
refresh.groups.interval.seconds|How often MirrorMaker 2 looks for new consumer groups.
refresh.topics.interval.seconds|How often MirrorMaker 2 looks for new topics and partitions.
remote.log.storage.system.enable|Whether the broker can move old segments to remote storage.
remote.storage.enable|Whether the topic's old segments move to remote storage.
replica.fetch.backoff.ms|How long a follower waits after a failed fetch.
replica.fetch.max.bytes|Data of one partition that a follower asks for at a time.
replica.fetch.min.bytes|Least data that a leader should answer a follower with.
replica.fetch.response.max.bytes|Largest answer to a follower's fetch.
replica.fetch.wait.max.ms|How long a leader may wait before it answers a follower.
replica.high.watermark.checkpoint.interval.ms|How often the point up to which records are replicated is noted on disk.
replica.lag.time.max.ms|How long a follower may lag behind and still count as in sync.
replica.selector.class|Class that chooses the replica a consumer reads from.
replica.socket.receive.buffer.bytes|Size of the TCP receive buffer for copying from a leader.
replica.socket.timeout.ms|How long a follower's request may take.
replication.factor|Replicas of the topics that are made here.
replication.policy.class|How MirrorMaker 2 names the copies of topics.
replication.policy.separator|What stands between the cluster's alias and the topic in a copy's name.
request.timeout.ms|How long one request may wait for its answer.
reserved.broker.max.id|Largest id that is given by hand; generated ones begin above.
rest.advertised.host.name|Host under which the other workers reach this one.
rest.advertised.listener|Whether workers reach each other over http or https.
rest.advertised.port|Port under which the other workers reach this one.
rest.extension.classes|Classes that add to Connect's REST interface, for example logins.
rest.host.name|Host of the REST interface; listeners took its place.
rest.port|Port of the REST interface; listeners took its place.
retention.bytes|How large a partition may grow before its oldest segments are deleted.
retention.ms|How long records are kept.
retries|How often a failed request is sent again.
retry.backoff.ms|How long to wait before a failed request is sent again.
sasl.client.callback.handler.class|Class that answers the client's side of a SASL login.
sasl.enabled.mechanisms|SASL mechanisms that the listeners offer.
sasl.jaas.config|Login module and its options for SASL.
sasl.kerberos.service.name|The name that brokers have in Kerberos.
sasl.login.callback.handler.class|Class that gets the credentials for a login.
sasl.mechanism|SASL mechanism that the client logs in with.
sasl.mechanism.controller.protocol|SASL mechanism towards the controllers.
sasl.mechanism.inter.broker.protocol|SASL mechanism between brokers.
sasl.oauthbearer.expected.audience|For whom a token must be made out.
sasl.oauthbearer.expected.issuer|Who must have made a token.
sasl.oauthbearer.jwks.endpoint.url|Where the keys that tokens are signed with come from.
sasl.oauthbearer.token.endpoint.url|Where the client gets its token.
security.inter.broker.protocol|Security protocol between brokers, when no inter-broker listener is named.
security.protocol|Whether the connection is encrypted and how it logs in.
segment.bytes|Size at which a new segment begins.
segment.index.bytes|Largest size of a segment's index.
segment.ms|After how long a new segment begins even if the old one is not full.
send.buffer.bytes|Size of the TCP send buffer; -1 leaves it to the operating system.
session.timeout.ms|How long a member may be silent before it is put out of the group.
share.coordinator.state.topic.min.isr|Replicas in sync that the topic for share groups needs to be written.
share.coordinator.state.topic.replication.factor|Replicas of the topic that keeps the state of share groups.
socket.listen.backlog.size|Connections that may wait to be accepted.
socket.receive.buffer.bytes|Size of the TCP receive buffer; -1 leaves it to the operating system.
socket.request.max.bytes|Largest request that the broker takes.
socket.send.buffer.bytes|Size of the TCP send buffer; -1 leaves it to the operating system.
ssl.cipher.suites|Ciphers that may be used.
ssl.client.auth|Whether clients must show a certificate.
ssl.enabled.protocols|TLS versions that may be used.
ssl.endpoint.identification.algorithm|Whether the host name must fit the certificate; empty switches that off.
ssl.key.password|Password of the private key.
ssl.keystore.certificate.chain|The certificate and its chain, as PEM text.
ssl.keystore.key|The private key, as PEM text.
ssl.keystore.location|File with the private key and its certificate.
ssl.keystore.password|Password of the keystore file.
ssl.keystore.type|Format of the keystore: JKS, PKCS12 or PEM.
ssl.principal.mapping.rules|How a certificate's name becomes a user's name.
ssl.protocol|TLS version that a connection begins with.
ssl.truststore.certificates|Trusted certificates, as PEM text.
ssl.truststore.location|File with the trusted certificates.
ssl.truststore.password|Password of the truststore file.
ssl.truststore.type|Format of the truststore: JKS, PKCS12 or PEM.
state.dir|Folder for the state stores of Streams.
status.storage.partitions|Partitions of the topic with the state of connectors and tasks.
status.storage.replication.factor|Replicas of the topic with the state of connectors and tasks.
status.storage.topic|Topic in which the Connect cluster keeps the state of connectors and tasks.
broker/super.users|Users who may do everything, as User:NAME with semicolons between them.
sync.group.offsets.enabled|Whether MirrorMaker 2 writes translated offsets into the target's groups.
sync.group.offsets.interval.seconds|How often MirrorMaker 2 writes translated offsets into the target's groups.
sync.topic.acls.enabled|Whether MirrorMaker 2 copies the permissions on topics.
sync.topic.configs.enabled|Whether MirrorMaker 2 copies the settings of topics.
tasks.max|Most tasks that the connector may be split into.
sink-connector/topics|Topics that the connector reads.
mm2-connector/topics|Topics that MirrorMaker 2 copies, by name or pattern.
topics.exclude|Topics that MirrorMaker 2 leaves out.
topics.regex|Pattern of the topics that the connector reads.
transaction.max.timeout.ms|Longest transaction timeout that a producer may ask for.
transaction.partition.verification.enable|Whether a partition must have been added to a transaction before it is written.
transaction.state.log.min.isr|Replicas in sync that the topic for transactions needs to be written.
transaction.state.log.num.partitions|Partitions of the topic for transactions; not to be changed later.
transaction.state.log.replication.factor|Replicas of the topic for transactions.
transaction.timeout.ms|How long a transaction may stay open before it is aborted.
transactional.id|Names the producer over restarts, so that its transactions can be finished.
transforms|Names of the changes made to each record, in order.
unclean.leader.election.enable|Whether a replica that lags behind may become leader, with loss of records.
value.converter|How Connect turns values into bytes and back.
value.deserializer|Class that turns a value's bytes into an object.
value.serializer|Class that turns a value into bytes.
zookeeper.connect|The ZooKeeper servers and the path below which Kafka keeps its data.
zookeeper.connection.timeout.ms|How long connecting to ZooKeeper may take.
zookeeper.session.timeout.ms|How long a broker may be silent before ZooKeeper counts it as gone.
zookeeper.set.acl|Whether Kafka protects its data in ZooKeeper.
autopurge.purgeInterval|Hours between two clean-ups of old snapshots; 0 switches them off.
autopurge.snapRetainCount|Snapshots that a clean-up leaves.
clientPort|Port for clients.
dataDir|Folder for snapshots, and for the transaction log when dataLogDir is not set.
dataLogDir|Folder for the transaction log, best on a disk of its own.
initLimit|Ticks that a server has to connect to the leader and catch up.
maxClientCnxns|Most connections from one address.
syncLimit|Ticks that a server may lag behind the leader.
tickTime|Length of a tick in milliseconds, the unit of ZooKeeper's other times.
`;

let read: ReadonlyMap<string, string> | undefined;

function all(): ReadonlyMap<string, string> {
  read ??= new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('|')), line.slice(line.indexOf('|') + 1)] as const),
  );
  return read;
}

/** What a key is for, in one line of our own; undefined for keys that hardly anybody sets. */
export const descriptionOf = (scope: Scope, key: string): string | undefined =>
  all().get(`${scope}/${key}`) ?? all().get(key);

/** Every key that has a description, with the scope before it where it holds in that scope only. */
export const describedKeys = (): string[] => [...all().keys()];
