// What to do about what a live check finds, for its page and for kafka-review explain. Apart from the checks, so that the
// extension, which shows the pages, does not carry it twice.

export interface Remedy {
  /** What to do about it. */
  remedy: string;
  /** Commands of Kafka's own tools that show the same, without how the cluster is reached. */
  tools: string[];
}

/** A command of Kafka's tools with how a cluster is reached; other commands as they are. */
export const reaching = (command: string, bootstrap: string): string =>
  command.replace(/^kafka-[\w-]+\.sh/, (tool) => `${tool} --bootstrap-server ${bootstrap}`);

/** By the check's id. */
export const remedies: Readonly<Record<string, Remedy>> = {
  'live-advertised-unreachable': {
    remedy:
      'Try the address from the machine that clients run on. When the name or port is wrong, or localhost, correct advertised.listeners on the broker; when a firewall or security group is between, open the port of every broker, not of one alone; when the broker hangs, look at its log and its disk, and restart it.',
    tools: ['kafka-broker-api-versions.sh'],
  },
  'live-at-min-isr': {
    remedy:
      'Find out why the missing replica is away before anything else stops: a broker that is down, a disk that is slow, a network that is full. Put off restarts and upgrades until it is back. When it happens with one broker away, three replicas and min.insync.replicas 2 are as wanted; four replicas leave room for a second one.',
    tools: ['kafka-topics.sh --describe --at-min-isr-partitions'],
  },
  'live-broker-missing': {
    remedy:
      'Start the broker; look at the end of its log for why it stopped. If its machine is gone for good, start a new one with the same broker id and an empty disk: it copies what it needs. If it is to stay away, move its replicas to others with kafka-reassign-partitions, then take it off the list with kafka-cluster unregister.',
    tools: ['kafka-broker-api-versions.sh', 'kafka-topics.sh --describe --under-replicated-partitions'],
  },
  'live-config-drift': {
    remedy:
      "Decide on one value, write it into every broker's file, and restart them one by one. A value that was set for one broker alone while it runs is taken away with kafka-configs --delete-config.",
    tools: ['kafka-configs.sh --describe --all --entity-type brokers --entity-name 1'],
  },
  'live-consumer-lag': {
    remedy:
      'Compare what arrives with what is consumed: when one partition is behind, a key is hot or one member is slow; when all are, add members up to the number of partitions, make processing faster, or fetch more at once. Look at the retention of the topic: it is the time that is left. Per partition the lag is what CloudWatch names OffsetLag, per group MaxOffsetLag and SumOffsetLag; the time to drain is EstimatedTimeLag, that of the worst partition EstimatedMaxTimeLag.',
    tools: ['kafka-consumer-groups.sh --describe --group billing'],
  },
  'live-controller-changes': {
    remedy:
      "Look at the controllers' logs at the time of the changes: long pauses for garbage collection, slow disks under the metadata log, and packets that are lost between them are the usual causes. Give controllers machines or limits of their own. Metrics tell more: the sum of ActiveControllerCount over all controllers is to be 1.",
    tools: ['kafka-metadata-quorum.sh describe --status'],
  },
  'live-disk-skew': {
    remedy:
      'Move large partitions from full brokers to empty ones with kafka-reassign-partitions, with a throttle. Between directories of one broker the same tool moves them by log_dirs. A topic with few, large partitions spreads badly: give it more.',
    tools: ['kafka-log-dirs.sh --describe'],
  },
  'live-disk-usage': {
    remedy:
      'Enlarge the volume first where that can be done while it runs. Else shorten the retention of the largest topics, which frees space within log.retention.check.interval.ms and the deletion delay, or move replicas to brokers with room. Never delete files in a log directory by hand. Plan for 60 %: a broker that comes back copies data, and growth takes the rest.',
    tools: ['kafka-log-dirs.sh --describe', 'df -h /var/lib/kafka'],
  },
  'live-dynamic-overrides': {
    remedy:
      'Write the value into the files and delete the override, or write down that it is meant to be so. Before a restart with another file, remember that the override still wins.',
    tools: [
      'kafka-configs.sh --describe --entity-type brokers --entity-default',
      'kafka-configs.sh --describe --entity-type brokers --entity-name 1',
    ],
  },
  'live-feature-mismatch': {
    remedy:
      'Finish the rolling upgrade, or roll back the brokers that were upgraded. Once all run the new release and nobody wants to go back, raise metadata.version with kafka-features upgrade --release-version; with ZooKeeper raise inter.broker.protocol.version.',
    tools: ['kafka-features.sh describe'],
  },
  'live-group-empty': {
    remedy:
      'Start its consumers, or, when nobody is to consume any more, delete the group: else its offsets stay until offsets.retention.minutes have passed since the last member left. A job that runs once a night is empty by day; that is as it should be.',
    tools: ['kafka-consumer-groups.sh --describe --group billing --state'],
  },
  'live-group-rebalancing': {
    remedy:
      'Look for members that restart, that exceed max.poll.interval.ms, or whose session times out. Static membership (group.instance.id), the cooperative assignor and the consumer protocol of Kafka 4.0 keep restarts from stopping the others.',
    tools: [
      'kafka-consumer-groups.sh --describe --group billing --state',
      'kafka-consumer-groups.sh --describe --group billing --members',
    ],
  },
  'live-group-stuck': {
    remedy:
      "Look at the log and the thread dump of the member that holds the partition: a message that it cannot process and tries again for ever, a call without a timeout, a transaction on the producer's side that was never ended (consumers that read committed wait for it). Skip a message that cannot be read with kafka-consumer-groups --reset-offsets once the group is stopped.",
    tools: ['kafka-consumer-groups.sh --describe --group billing', 'kafka-transactions.sh list'],
  },
  'live-idle-members': {
    remedy:
      'Run as many members as there are partitions, or give the topic more partitions where the order by key allows it. Members in reserve are right where a quick takeover is worth the memory.',
    tools: ['kafka-consumer-groups.sh --describe --group billing --members --verbose'],
  },
  'live-internal-topics': {
    remedy:
      'Raise the replication factor with kafka-reassign-partitions; the settings offsets.topic.replication.factor and transaction.state.log.replication.factor count only when the topic is made. Set min.insync.replicas and cleanup.policy with kafka-configs.',
    tools: ['kafka-topics.sh --describe --topic __consumer_offsets'],
  },
  'live-leader-skew': {
    remedy:
      'Give leadership back to the preferred replicas with kafka-leader-election; when those themselves are spread unevenly, change the order of replicas with kafka-reassign-partitions.',
    tools: ['kafka-topics.sh --describe'],
  },
  'live-log-dir-offline': {
    remedy:
      "Look at the broker's log for the I/O error, replace or repair the disk, and restart the broker: it copies the lost replicas from their leaders. With one directory on a broker it stops; with several it goes on without this one.",
    tools: ['kafka-log-dirs.sh --describe --broker-list 1'],
  },
  'live-min-isr-setting': {
    remedy:
      'Keep min.insync.replicas one below the replication factor: 2 with 3 replicas. Set it on the topic with kafka-configs, or for all topics without their own on the brokers.',
    tools: [
      'kafka-topics.sh --describe --topic orders',
      'kafka-configs.sh --describe --all --entity-type topics --entity-name orders',
    ],
  },
  'live-no-controller': {
    remedy:
      "Bring back a majority of the controllers; look at their logs for why they stopped, and whether they reach each other on the controller listener. Brokers go on serving what they lead meanwhile. Do not format a controller's disk while fewer than a majority of the others has the metadata.",
    tools: ['kafka-metadata-quorum.sh describe --status'],
  },
  'live-non-default-topic-config': {
    remedy:
      'Delete with kafka-configs what was meant for a while: throttles, flushes, an unclean election. What is meant to stay belongs into the file that describes the topic.',
    tools: ['kafka-topics.sh --describe --topics-with-overrides'],
  },
  'live-offline-partitions': {
    remedy:
      'Start a broker that holds an in-sync replica: nothing is lost then. Only when none of them will ever come back, elect one that is out of sync with kafka-leader-election --election-type unclean: what it does not have is lost. With a single replica and its disk gone, the data is gone; delete and make the topic anew with three.',
    tools: ['kafka-topics.sh --describe --unavailable-partitions'],
  },
  'live-out-of-isr-broker': {
    remedy:
      "Look at the broker's disk and network use, its garbage collection and its log: its fetchers are slower than replica.lag.time.max.ms allows. After a long stop it copies and comes back by itself; num.replica.fetchers makes that quicker.",
    tools: ['kafka-topics.sh --describe --under-replicated-partitions'],
  },
  'live-partitions-per-broker': {
    remedy:
      'Delete topics that nobody uses, give small topics fewer partitions when they are made anew, or add brokers and move replicas there. Set the threshold to what the machine or instance type is made for.',
    tools: ['kafka-log-dirs.sh --describe --broker-list 1'],
  },
  'live-preferred-leader-imbalance': {
    remedy:
      'Elect the preferred leaders. With auto.leader.rebalance.enable, the default, the controller does so every five minutes by itself: when it stays, look whether that is off.',
    tools: [
      'kafka-topics.sh --describe',
      'kafka-leader-election.sh --election-type preferred --all-topic-partitions',
    ],
  },
  'live-quorum-lag': {
    remedy:
      'Look whether the controller runs, reaches the leader, and writes its disk quickly. One that is gone for good is replaced while the others still are a majority. With one controller, add two; an even number has one too many or one too few.',
    tools: ['kafka-metadata-quorum.sh describe --replication'],
  },
  'live-rack-missing': {
    remedy:
      'Set broker.rack on every broker to its availability zone; with Strimzi set rack.topologyKey. Partitions that exist stay where they are: spread them with kafka-reassign-partitions afterwards.',
    tools: ['kafka-broker-api-versions.sh'],
  },
  'live-rack-uneven': {
    remedy: 'Run the same number of brokers in every rack: add to the smaller ones.',
    tools: ['kafka-broker-api-versions.sh'],
  },
  'live-rack-violation': {
    remedy:
      'Let kafka-reassign-partitions --generate propose a spread over racks for the topic, and execute it with a throttle.',
    tools: [
      'kafka-topics.sh --describe --topic orders',
      'kafka-reassign-partitions.sh --generate --broker-list 1,2,3 --topics-to-move-json-file topics.json',
    ],
  },
  'live-reassignment': {
    remedy:
      'Wait, and look from time to time whether it goes on. When it stands still, a throttle is too low or a target broker is gone: execute the plan again with a higher throttle, or cancel it. --verify takes the throttles away at the end.',
    tools: ['kafka-reassign-partitions.sh --list'],
  },
  'live-replica-skew': {
    remedy:
      'Spread replicas with kafka-reassign-partitions, with a throttle; Cruise Control does it by itself. A broker that was added holds nothing until replicas are moved to it.',
    tools: ['kafka-log-dirs.sh --describe'],
  },
  'live-replication-factor': {
    remedy:
      'Raise the replication factor to 3 with kafka-reassign-partitions: a plan that names three brokers for each partition, in three racks. kafka-topics cannot change it.',
    tools: ['kafka-topics.sh --describe --topic orders'],
  },
  'live-slow-broker': {
    remedy:
      "Compare its CPU, disk and network with the others', and its garbage collection. On a virtual machine, look at credits and limits of the volume. A broker that stays slow is replaced: acks=all is as slow as the slowest replica.",
    tools: ['kafka-broker-api-versions.sh'],
  },
  'live-topic-size-growth': {
    remedy:
      'Work out what the topic will take: bytes a day, times days of retention, times replicas. Shorten retention.ms, set retention.bytes for each partition, or enlarge the volumes before they are full.',
    tools: [
      'kafka-log-dirs.sh --describe --topic-list orders',
      'kafka-configs.sh --describe --all --entity-type topics --entity-name orders',
    ],
  },
  'live-uncommitted-partitions': {
    remedy:
      'Nothing, when the group has just begun. Else see that the application commits, and what its auto.offset.reset is: latest skips what arrived while it was down.',
    tools: ['kafka-consumer-groups.sh --describe --group billing'],
  },
  'live-under-min-isr': {
    remedy:
      'Bring back the replicas that are missing: start their brokers, or look why they do not keep up. Lowering min.insync.replicas lets writers go on with fewer copies; whoever does so decides that a confirmed write may be lost with one disk.',
    tools: ['kafka-topics.sh --describe --under-min-isr-partitions'],
  },
  'live-under-replicated': {
    remedy:
      'See whether all of them lack the same broker: then it is down or slow. When many brokers are named, look at the network, at disks and at replica.lag.time.max.ms. After a restart wait until the broker has caught up before the next one is restarted.',
    tools: ['kafka-topics.sh --describe --under-replicated-partitions'],
  },
  'live-unsecured': {
    remedy:
      'Add a listener with TLS and SASL beside the open one, move clients to it, then take the open one away. Set authorizer.class.name and super.users, and give each application a user with the ACLs that it needs.',
    tools: ['kafka-acls.sh --list'],
  },
  'live-unused-topics': {
    remedy:
      "Ask the owner, and delete the topic. Consumers that keep their offsets elsewhere, such as Connect's sinks or Flink, do not show as groups.",
    tools: ['kafka-get-offsets.sh --topic orders', 'kafka-consumer-groups.sh --describe --all-groups'],
  },
};
