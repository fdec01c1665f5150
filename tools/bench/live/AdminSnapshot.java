import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/**
 * Kafka's own AdminClient beside the program. "fill BOOTSTRAP TOPICS PARTITIONS GROUPS" makes topics and committed
 * offsets; "read BOOTSTRAP" reads the whole cluster once for every line of standard input and prints the milliseconds
 * and what it counted.
 */
public class AdminSnapshot {
    public static void main(String[] args) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, args[1]);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 180_000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 120_000);
        try (Admin admin = Admin.create(settings)) {
            if (args[0].equals("fill")) {
                fill(admin, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
                return;
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
            while (lines.readLine() != null) {
                long began = System.nanoTime();
                String counted = read(admin);
                System.out.println((System.nanoTime() - began) / 1_000_000.0 + " " + counted);
            }
        }
    }

    /** Every group commits an offset in its share of the partitions. */
    private static void fill(Admin admin, int topics, int partitions, int groups) throws Exception {
        List<NewTopic> wanted = IntStream.range(0, topics)
            .mapToObj(i -> new NewTopic("topic-" + i, partitions, (short) 3).configs(Map.of("min.insync.replicas", "2")))
            .collect(Collectors.toList());
        for (int i = 0; i < wanted.size(); i += 50) {
            admin.createTopics(wanted.subList(i, Math.min(wanted.size(), i + 50))).all().get();
        }
        for (int g = 0; g < groups; g++) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            for (int t = g; t < topics; t += groups) {
                for (int p = 0; p < partitions; p++) offsets.put(new TopicPartition("topic-" + t, p), new OffsetAndMetadata(0));
            }
            admin.alterConsumerGroupOffsets("group-" + g, offsets).all().get();
        }
    }

    /** Everything that a snapshot of the program holds; what does not depend on an answer is asked at the same time. */
    private static String read(Admin admin) throws Exception {
        var cluster = admin.describeCluster();
        var quorum = admin.describeMetadataQuorum();
        var reassignments = admin.listPartitionReassignments();
        var acls = admin.describeAcls(AclBindingFilter.ANY);
        var quotas = admin.describeClientQuotas(ClientQuotaFilter.all());
        var listed = admin.listGroups();
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        var described = admin.describeTopics(names);
        var topicConfigs = admin.describeConfigs(
            names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).collect(Collectors.toList()));
        List<Integer> brokers = cluster.nodes().get().stream().map(node -> node.id()).collect(Collectors.toList());
        var brokerConfigs = admin.describeConfigs(
            brokers.stream().map(id -> new ConfigResource(ConfigResource.Type.BROKER, id.toString())).collect(Collectors.toList()));
        var logDirs = admin.describeLogDirs(brokers);
        List<String> groups = listed.all().get().stream().map(GroupListing::groupId).collect(Collectors.toList());
        var members = admin.describeConsumerGroups(groups);
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        for (String group : groups) specs.put(group, new ListConsumerGroupOffsetsSpec());
        var offsets = admin.listConsumerGroupOffsets(specs);

        Map<String, TopicDescription> topics = described.allTopicNames().get();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        topics.forEach((name, topic) ->
            topic.partitions().forEach(p -> latest.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
        var ends = admin.listOffsets(latest);

        int configs = topicConfigs.all().get().values().stream().mapToInt(config -> config.entries().size()).sum();
        int own = brokerConfigs.all().get().values().stream().mapToInt(config -> config.entries().size()).sum();
        long bytes = logDirs.allDescriptions().get().values().stream()
            .flatMap(dirs -> dirs.values().stream()).flatMap(dir -> dir.replicaInfos().values().stream())
            .mapToLong(replica -> replica.size()).sum();
        int committed = offsets.all().get().values().stream().mapToInt(Map::size).sum();
        int found = ends.all().get().size();
        members.all().get();
        quorum.quorumInfo().get();
        reassignments.reassignments().get();
        quotas.entities().get();
        try {
            acls.values().get();
        } catch (java.util.concurrent.ExecutionException withoutAuthorizer) {
            // The benchmark's cluster has none; the question was asked and answered.
        }
        List<String> counted = new ArrayList<>();
        counted.add("topics=" + topics.size());
        counted.add("ends=" + found);
        counted.add("configs=" + (configs + own));
        counted.add("bytes=" + bytes);
        counted.add("committed=" + committed);
        return String.join(" ", counted);
    }
}
