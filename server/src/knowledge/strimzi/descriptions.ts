import type { FieldPath, Kind } from './schema.ts';

type Texts = Readonly<Record<FieldPath, string>>;

/** Parts that several kinds and places share, by the end of their path. */
const shared: Texts = {
  'metadata.name': 'The name of the resource, unique for its kind in the namespace.',
  'metadata.namespace': 'The namespace; empty means the one that the tool applies to.',
  'metadata.labels': 'Labels to select by; strimzi.io/cluster says which cluster a resource belongs to.',
  'metadata.annotations': 'Notes for tools; several strimzi.io annotations steer the operator.',
  resources: 'CPU and memory that the container asks for and may use at most.',
  'resources.requests': 'What the scheduler keeps free for the container: cpu and memory.',
  'resources.limits': 'What the container may use at most; above the memory limit it is killed.',
  'resources.claims': 'Device claims of the pod that this container uses.',
  jvmOptions: 'Heap size and flags of the Java virtual machine.',
  'jvmOptions.-Xms': 'Heap at the start, with m or g: 4g. Best the same as -Xmx.',
  'jvmOptions.-Xmx': 'The largest heap, with m or g: 4g. The rest of the memory is page cache.',
  'jvmOptions.-XX': 'Flags of the Java virtual machine, without the leading -XX:.',
  'jvmOptions.gcLoggingEnabled': 'Whether garbage collections are written to the log.',
  'jvmOptions.javaSystemProperties': 'System properties of Java (-D), each with name and value.',
  image: 'The container image; leave it out to follow the operator’s version.',
  logging: 'Log levels: loggers here (inline), or a Log4j file in a ConfigMap (external).',
  'logging.type': 'inline: loggers stand here; external: they stand in a ConfigMap.',
  'logging.loggers': 'Levels by logger name, for type inline.',
  'logging.valueFrom': 'The ConfigMap key that holds the Log4j configuration, for type external.',
  metricsConfig: 'What exports metrics: the JMX exporter for Prometheus, or Strimzi’s own reporter.',
  'metricsConfig.type': 'jmxPrometheusExporter with rules in a ConfigMap, or strimziMetricsReporter.',
  'metricsConfig.valueFrom': 'The ConfigMap key with the rules of the JMX exporter.',
  'metricsConfig.values': 'Settings of the Strimzi metrics reporter.',
  livenessProbe: 'When a container counts as hung and is restarted.',
  readinessProbe: 'When a container counts as ready for traffic.',
  'Probe.initialDelaySeconds': 'Seconds to wait after the start before the first check.',
  'Probe.timeoutSeconds': 'Seconds after which a check counts as failed.',
  'Probe.periodSeconds': 'Seconds between two checks.',
  'Probe.failureThreshold': 'How many checks must fail in a row.',
  'Probe.successThreshold': 'How many checks must pass in a row after a failure.',
  tls: 'Encryption, with the certificates that are trusted.',
  'tls.trustedCertificates': 'Secrets with the certificates of the authorities to trust.',
  'trustedCertificates[].secretName': 'The Secret that holds the certificate.',
  'trustedCertificates[].certificate': 'The key of the Secret that is the certificate.',
  'trustedCertificates[].pattern': 'A file name pattern for the keys that are certificates: *.crt.',
  authentication: 'How the client proves who it is.',
  'authentication.type': 'The way of proving who one is; it decides which other fields count.',
  'authentication.username': 'The user name for SCRAM or PLAIN.',
  'authentication.passwordSecret': 'The Secret and its key that hold the password.',
  'authentication.certificateAndKey': 'The Secret with the client certificate and its private key.',
  tracing: 'Traces of the records’ way, sent with OpenTelemetry.',
  'tracing.type': 'Which tracing is set up: opentelemetry.',
  rack: 'Spreads over zones or other failure domains, and lets clients read from near replicas.',
  'rack.topologyKey':
    'The node label that names the rack: topology.kubernetes.io/zone. The operator needs a ClusterRoleBinding to read it.',
  'rack.type': 'Where the rack comes from: a label of the node or an environment variable.',
  'rack.envVarName': 'The environment variable that holds the rack.',
  jmxOptions: 'Opens the JMX port 9999, if asked with a password.',
  template: 'Changes the Kubernetes objects that the operator makes: labels, scheduling, security.',
  'template.pod': 'The pods: scheduling, security, volumes, termination.',
  'pod.affinity': 'Rules that pull pods to nodes or keep pods apart.',
  'pod.tolerations': 'Taints of nodes that the pods accept.',
  'pod.topologySpreadConstraints': 'How evenly pods are spread over zones or nodes.',
  'pod.terminationGracePeriodSeconds':
    'Seconds from the stop signal to the kill; brokers need time to hand over leaders.',
  'pod.priorityClassName': 'The priority class: who gives way when nodes are full.',
  'pod.securityContext': 'User, group and file system rights of the pod.',
  'pod.imagePullSecrets': 'Secrets for pulling the images.',
  'pod.schedulerName': 'The scheduler to use instead of the default one.',
  'pod.hostAliases': 'Extra lines of the pods’ hosts file.',
  'pod.enableServiceLinks': 'Whether variables of all services are put into the containers.',
  'pod.tmpDirSizeLimit': 'The size of the /tmp volume in memory: 5Mi unless set.',
  'pod.volumes': 'More volumes, mounted by volumeMounts of a container.',
  'pod.metadata': 'Labels and annotations of the pods.',
  'pod.dnsPolicy': 'Where the pods look up names.',
  'pod.dnsConfig': 'Name servers and search domains of the pods.',
  'pod.hostUsers': 'Whether the pods use the node’s user namespace.',
  'Container.env': 'More environment variables of the container.',
  'Container.securityContext': 'Rights of the container: user, capabilities, read-only root.',
  'Container.volumeMounts': 'Where volumes of the pod appear in the container.',
  'template.podDisruptionBudget': 'How many pods may be away at once when nodes are drained.',
  'podDisruptionBudget.maxUnavailable': 'How many pods may be evicted at once; 1 unless set.',
  'template.serviceAccount': 'Labels and annotations of the service account.',
  'template.persistentVolumeClaim': 'Labels and annotations of the volume claims.',
  storage: 'Where the data lies: volumes that last, several of them (jbod), or none that last.',
  'storage.type': 'persistent-claim, jbod (several volumes) or ephemeral (lost with the pod).',
  'storage.size': 'The size of the volume: 500Gi. It can grow, never shrink.',
  'storage.class': 'The storage class that the volume is made with.',
  'storage.deleteClaim': 'Whether the volume and its data are deleted with the cluster.',
  'storage.volumes': 'The volumes of every node; a list only for type jbod.',
  'storage.id': 'The number of the volume; it must never change.',
  'storage.sizeLimit': 'The size of the ephemeral volume.',
  'storage.kraftMetadata': 'shared: this volume also holds the KRaft metadata log.',
  'storage.selector': 'Labels of the existing volume to bind to.',
  'storage.volumeAttributesClass': 'The class that sets the volume’s throughput and IOPS.',
  'volumes[].id': 'The number of the volume; it must never change.',
  'volumes[].type': 'persistent-claim, or ephemeral (lost with the pod).',
  'volumes[].size': 'The size of the volume: 500Gi. It can grow, never shrink.',
  'volumes[].class': 'The storage class that the volume is made with.',
  'volumes[].deleteClaim': 'Whether the volume and its data are deleted with the cluster.',
  'volumes[].kraftMetadata': 'shared: this volume also holds the KRaft metadata log.',
  'volumes[].sizeLimit': 'The size of the ephemeral volume.',
  autoRestart: 'Restarts failed connectors and tasks, with growing pauses.',
  'autoRestart.enabled': 'Whether failed connectors and tasks are restarted.',
  'autoRestart.maxRestarts': 'How often at most; without it there is no end.',
  tasksMax: 'The most tasks that the connector may be split into.',
  state: 'running, paused (tasks idle) or stopped (tasks gone).',
  watchedNamespace: 'The namespace whose resources are looked after; its own unless set.',
  reconciliationIntervalMs: 'Milliseconds between two full passes over all resources.',
  externalConfiguration: 'Secrets and ConfigMaps for connectors, as variables or files. Gone in v1.',
  'sourceConnector.version': 'The version of the plugin to use, where several are installed.',
  'checkpointConnector.version': 'The version of the plugin to use, where several are installed.',
  'heartbeatConnector.version': 'The version of the plugin to use, where several are installed.',
  groupId: 'The name of the Connect group; no other Connect cluster may share it.',
  configStorageTopic: 'The topic that holds the connectors’ configuration; one for each Connect cluster.',
  offsetStorageTopic: 'The topic that holds the source connectors’ offsets; one for each Connect cluster.',
  statusStorageTopic: 'The topic that holds the connectors’ state; one for each Connect cluster.',
  clientRackInitImage: 'The image of the container that looks up the rack.',
  apiVersion: 'The version of the API that the resource is written for; newer operators serve v1 only.',
  kind: 'What the resource describes, such as Kafka, KafkaTopic or KafkaUser.',
  metadata: 'Name, namespace, labels and annotations of the resource.',
  'valueFrom.configMapKeyRef': 'The key of a ConfigMap in the same namespace that holds the text.',
  'valueFrom.secretKeyRef': 'The key of a Secret in the same namespace that holds the text.',
  'configMapKeyRef.name': 'The ConfigMap.',
  'configMapKeyRef.key': 'The key in the ConfigMap.',
  'configMapKeyRef.optional': 'Whether things go on where the ConfigMap or its key is missing.',
  'secretKeyRef.name': 'The Secret.',
  'secretKeyRef.key': 'The key in the Secret.',
  'certificateAndKey.secretName': 'The Secret with the certificate and its key.',
  'certificateAndKey.certificate': 'The key of the Secret that is the certificate: user.crt.',
  'certificateAndKey.key': 'The key of the Secret that is the private key: user.key.',
  'brokerCertChainAndKey.secretName': 'The Secret with the certificate and its key.',
  'brokerCertChainAndKey.certificate': 'The key of the Secret that is the chain of certificates: tls.crt.',
  'brokerCertChainAndKey.key': 'The key of the Secret that is the private key: tls.key.',
  'passwordSecret.secretName': 'The Secret with the password.',
  'passwordSecret.password': 'The key of the Secret that is the password.',
  tlsTrustedCertificates: 'The certificates that the authorization server’s own is checked with.',
  'tlsTrustedCertificates[].secretName': 'The Secret that holds the certificate.',
  'tlsTrustedCertificates[].certificate': 'The key of the Secret that is the certificate.',
  tokenEndpointUri: 'Where the authorization server gives out tokens.',
  clientId: 'The name under which the authorization server knows this client.',
  clientSecret: 'The Secret and key with the client’s secret at the authorization server.',
  'affinity.nodeAffinity': 'Which nodes the pods may or should run on, by labels of the node.',
  'affinity.podAffinity': 'Which pods these should run beside.',
  'affinity.podAntiAffinity': 'Which pods these should keep away from.',
  'nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution':
    'What a node must have for a pod to start there.',
  'nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution':
    'What a node should have; others are taken where none has it.',
  'podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution':
    'Pods that must not share a node, zone or other topology.',
  'podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution':
    'Pods that should not share a node, zone or other topology; they may where there is no other way.',
  'requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms':
    'Sets of conditions, one of which a node must meet.',
  'requiredDuringSchedulingIgnoredDuringExecution[].labelSelector': 'The pods that are meant, by labels.',
  'requiredDuringSchedulingIgnoredDuringExecution[].topologyKey':
    'The node label whose value counts as one place: kubernetes.io/hostname, or the zone.',
  'podAffinityTerm.topologyKey':
    'The node label whose value counts as one place: kubernetes.io/hostname, or the zone.',
  'podAffinityTerm.labelSelector': 'The pods that are meant, by labels.',
  'nodeSelectorTerms[].matchExpressions': 'Conditions on labels of the node; all must hold.',
  'labelSelector.matchExpressions': 'Conditions on labels; all must hold.',
  'labelSelector.matchLabels': 'Labels with the values that they must have.',
  'matchExpressions[].key': 'The label.',
  'matchExpressions[].operator': 'In, NotIn, Exists or DoesNotExist.',
  'matchExpressions[].values': 'The values for In and NotIn.',
  'topologySpreadConstraints[].maxSkew': 'By how many pods places may differ at most: 1 is even.',
  'topologySpreadConstraints[].topologyKey': 'The node label whose values are spread over: the zone.',
  'topologySpreadConstraints[].whenUnsatisfiable':
    'DoNotSchedule holds the rule; ScheduleAnyway only prefers it.',
  'topologySpreadConstraints[].labelSelector': 'The pods that are counted, by labels.',
  'tolerations[].key': 'The taint.',
  'tolerations[].operator': 'Equal (with value) or Exists.',
  'tolerations[].value': 'The value that the taint has.',
  'tolerations[].effect': 'NoSchedule, PreferNoSchedule or NoExecute; all unless set.',
  replicas: 'How many pods run.',
  version: 'The Kafka version; it must be one that the operator supports.',
};

/** By kind and path as the schema writes it. */
export const byKind: Readonly<Partial<Record<Kind, Texts>>> = {
  Kafka: {
    spec: 'The Kafka cluster and what runs beside it.',
    'spec.kafka': 'The brokers: version, listeners, configuration, security.',
    'spec.kafka.version': 'The Kafka version; raise it one minor version after the other.',
    'spec.kafka.metadataVersion':
      'The format of the cluster metadata, at most the Kafka version; raising it can rule out going back.',
    'spec.kafka.replicas':
      'How many brokers there are without node pools. Node pools replaced it; gone in v1.',
    'spec.kafka.storage': 'The brokers’ storage without node pools. Node pools replaced it; gone in v1.',
    'spec.kafka.resources':
      'The brokers’ CPU and memory without node pools. Node pools replaced it; gone in v1.',
    'spec.kafka.config':
      'Kafka’s broker configuration by key, without what the operator sets itself (listeners, security, storage).',
    'spec.kafka.listeners': 'The ways in for clients: each has a name, a port and a type of its own.',
    'spec.kafka.listeners[].name': 'Up to 11 small letters and digits, unique in the cluster.',
    'spec.kafka.listeners[].port': 'The port inside the cluster, 9092 or above, but not 9404 and 9999.',
    'spec.kafka.listeners[].type':
      'internal and cluster-ip stay inside Kubernetes; route, ingress, loadbalancer and nodeport lead out of it.',
    'spec.kafka.listeners[].tls': 'Whether connections are encrypted.',
    'spec.kafka.listeners[].authentication':
      'How clients prove who they are; without it everybody may connect.',
    'spec.kafka.listeners[].authentication.type':
      'tls (client certificates, needs tls: true), scram-sha-512 (passwords) or custom.',
    'spec.kafka.listeners[].authentication.validIssuerUri':
      'Who must have issued a token, for type oauth. Gone in v1.',
    'spec.kafka.listeners[].authentication.jwksEndpointUri':
      'Where the keys are that tokens are signed with, for type oauth. Gone in v1.',
    'spec.kafka.listeners[].authentication.introspectionEndpointUri':
      'Where a token that is no JWT is asked about, for type oauth. Gone in v1.',
    'spec.kafka.listeners[].authentication.userNameClaim':
      'The part of a token that is the user’s name, for type oauth. Gone in v1.',
    'spec.kafka.listeners[].authentication.maxSecondsWithoutReauthentication':
      'Seconds after which a client must show a token again, for type oauth. Gone in v1.',
    'spec.kafka.listeners[].authentication.enablePlain':
      'Whether a name and password are taken in place of a token, for type oauth. Gone in v1.',
    'spec.kafka.listeners[].authentication.listenerConfig':
      'Kafka’s settings of this listener, for type custom.',
    'spec.kafka.listeners[].authentication.sasl': 'Whether a custom listener speaks SASL.',
    'spec.kafka.listeners[].configuration': 'Addresses, certificates and limits of the listener.',
    'spec.kafka.listeners[].configuration.bootstrap': 'The address that clients connect to first.',
    'spec.kafka.listeners[].configuration.bootstrap.host': 'The host name of the route or ingress.',
    'spec.kafka.listeners[].configuration.bootstrap.nodePort': 'The node port of the bootstrap service.',
    'spec.kafka.listeners[].configuration.bootstrap.loadBalancerIP':
      'The address that the load balancer asks for.',
    'spec.kafka.listeners[].configuration.bootstrap.annotations':
      'Annotations of the bootstrap service or ingress.',
    'spec.kafka.listeners[].configuration.bootstrap.alternativeNames':
      'More host names for the listener’s certificate.',
    'spec.kafka.listeners[].configuration.brokers': 'The address of each single broker, by node id.',
    'spec.kafka.listeners[].configuration.brokers[].broker': 'The id of the node.',
    'spec.kafka.listeners[].configuration.brokers[].host': 'The host name of this broker’s route or ingress.',
    'spec.kafka.listeners[].configuration.brokers[].advertisedHost':
      'The host that clients are told for this broker.',
    'spec.kafka.listeners[].configuration.brokers[].advertisedPort':
      'The port that clients are told for this broker.',
    'spec.kafka.listeners[].configuration.brokers[].nodePort': 'The node port of this broker.',
    'spec.kafka.listeners[].configuration.brokerCertChainAndKey':
      'The Secret with a certificate of your own for this listener.',
    'spec.kafka.listeners[].configuration.class': 'The ingress class or load balancer class.',
    'spec.kafka.listeners[].configuration.externalTrafficPolicy':
      'Local keeps the client’s address and saves a hop; Cluster spreads over nodes.',
    'spec.kafka.listeners[].configuration.loadBalancerSourceRanges': 'The networks that may connect.',
    'spec.kafka.listeners[].configuration.maxConnections':
      'The most connections of a broker on this listener.',
    'spec.kafka.listeners[].configuration.maxConnectionCreationRate': 'The most new connections a second.',
    'spec.kafka.listeners[].configuration.preferredNodePortAddressType':
      'Which address of a node is told to clients first.',
    'spec.kafka.listeners[].configuration.useServiceDnsDomain':
      'Whether internal addresses end with the cluster’s DNS domain.',
    'spec.kafka.listeners[].configuration.createBootstrapService':
      'Whether a load balancer for bootstrap is made.',
    'spec.kafka.listeners[].configuration.advertisedHostTemplate':
      'A pattern of the hosts that clients are told, with {nodeId} in it.',
    'spec.kafka.listeners[].configuration.hostTemplate':
      'A pattern of the brokers’ host names, with {nodeId} in it.',
    'spec.kafka.listeners[].networkPolicyPeers':
      'Who may reach the listener by network policy; all unless set.',
    'spec.kafka.authorization': 'Who may do what; without it everybody may do everything.',
    'spec.kafka.authorization.type': 'simple (Kafka’s ACLs from KafkaUser resources) or custom.',
    'spec.kafka.authorization.superUsers': 'Users that may do everything: User:admin or User:CN=admin.',
    'spec.kafka.authorization.authorizerClass': 'The authorizer’s class, for type custom.',
    'spec.kafka.authorization.delegateToKafkaAcls':
      'Whether Kafka’s ACLs are asked where Keycloak does not allow, for type keycloak. Gone in v1.',
    'spec.kafka.authorization.supportsAdminApi':
      'Whether a custom authorizer takes ACLs from KafkaUser resources.',
    'spec.kafka.quotas': 'Limits for all users that have none of their own.',
    'spec.kafka.quotas.type':
      'kafka (Kafka’s own defaults) or strimzi (limits per broker, guards disk space).',
    'spec.kafka.quotas.producerByteRate': 'Bytes a second that producers may send.',
    'spec.kafka.quotas.consumerByteRate': 'Bytes a second that consumers may read.',
    'spec.kafka.quotas.minAvailableBytesPerVolume':
      'Free bytes of a volume below which producers are stopped.',
    'spec.kafka.quotas.minAvailableRatioPerVolume':
      'Free part of a volume below which producers are stopped.',
    'spec.kafka.quotas.excludedPrincipals': 'Users that the quota does not hold for.',
    'spec.kafka.tieredStorage': 'Moves old segments to remote storage by a plugin.',
    'spec.kafka.tieredStorage.type': 'custom: a remote storage manager of your own.',
    'spec.kafka.tieredStorage.remoteStorageManager': 'Class, class path and settings of the plugin.',
    'spec.kafka.brokerRackInitImage': 'The image of the container that looks up the rack.',
    'spec.zookeeper': 'The ZooKeeper ensemble. Strimzi 0.46 ended it.',
    'spec.zookeeper.replicas': 'How many ZooKeeper nodes there are: an odd number.',
    'spec.zookeeper.config': 'ZooKeeper’s configuration by key.',
    'spec.entityOperator': 'Runs the operators for topics and users of this cluster.',
    'spec.entityOperator.topicOperator': 'Keeps topics as KafkaTopic resources say.',
    'spec.entityOperator.userOperator': 'Keeps users as KafkaUser resources say.',
    'spec.entityOperator.userOperator.secretPrefix': 'Put before the names of the users’ Secrets.',
    'spec.clusterCa': 'The authority that signs the brokers’ certificates.',
    'spec.clientsCa': 'The authority that signs the users’ certificates.',
    'spec.clusterCa.generateCertificateAuthority': 'false: you bring the certificate and key in a Secret.',
    'spec.clientsCa.generateCertificateAuthority': 'false: you bring the certificate and key in a Secret.',
    'spec.clusterCa.validityDays': 'Days that certificates hold.',
    'spec.clientsCa.validityDays': 'Days that certificates hold.',
    'spec.clusterCa.renewalDays': 'Days before the end on which certificates are renewed.',
    'spec.clientsCa.renewalDays': 'Days before the end on which certificates are renewed.',
    'spec.clusterCa.certificateExpirationPolicy':
      'renew-certificate keeps the key, replace-key makes a new one.',
    'spec.clientsCa.certificateExpirationPolicy':
      'renew-certificate keeps the key, replace-key makes a new one.',
    'spec.clusterCa.generateSecretOwnerReference': 'Whether the Secrets go away with the cluster.',
    'spec.clientsCa.generateSecretOwnerReference': 'Whether the Secrets go away with the cluster.',
    'spec.cruiseControl': 'Deploys Cruise Control, which KafkaRebalance resources need.',
    'spec.cruiseControl.config': 'Cruise Control’s configuration by key: goals, thresholds.',
    'spec.cruiseControl.brokerCapacity': 'What brokers can carry: cpu and network in and out.',
    'spec.cruiseControl.brokerCapacity.cpu': 'Cores of a broker: 4 or 4000m.',
    'spec.cruiseControl.brokerCapacity.inboundNetwork': 'Incoming bytes a second: 100MB/s or 100MiB/s.',
    'spec.cruiseControl.brokerCapacity.outboundNetwork': 'Outgoing bytes a second: 100MB/s or 100MiB/s.',
    'spec.cruiseControl.brokerCapacity.overrides': 'Other capacities for single brokers.',
    'spec.cruiseControl.autoRebalance': 'Rebalances by itself after brokers came or before they go.',
    'spec.cruiseControl.autoRebalance[].mode': 'add-brokers or remove-brokers.',
    'spec.cruiseControl.autoRebalance[].template': 'The KafkaRebalance resource with the settings to use.',
    'spec.cruiseControl.autoRebalance[].template.name': 'The name of that KafkaRebalance resource.',
    'spec.cruiseControl.apiUsers': 'Users of Cruise Control’s own interface.',
    'spec.kafkaExporter': 'Deploys Kafka Exporter, which measures consumer lag.',
    'spec.kafkaExporter.groupRegex': 'Which consumer groups are measured; all unless set.',
    'spec.kafkaExporter.topicRegex': 'Which topics are measured; all unless set.',
    'spec.kafkaExporter.groupExcludeRegex': 'Which consumer groups are left out.',
    'spec.kafkaExporter.topicExcludeRegex': 'Which topics are left out.',
    'spec.maintenanceTimeWindows': 'Cron expressions of the times in which certificates may be renewed.',
    'spec.entityOperator.tlsSidecar': 'Once a proxy to ZooKeeper; ignored. Gone in v1.',
    'spec.entityOperator.topicOperator.reconciliationIntervalSeconds':
      'Seconds between two passes. Use reconciliationIntervalMs; gone in v1.',
    'spec.entityOperator.userOperator.reconciliationIntervalSeconds':
      'Seconds between two passes. Use reconciliationIntervalMs; gone in v1.',
    'spec.jmxTrans': 'Once deployed JmxTrans; ignored. Gone in v1.',
  },
  KafkaNodePool: {
    spec: 'A group of Kafka nodes that are alike: roles, storage, resources.',
    'spec.replicas': 'How many nodes the pool has.',
    'spec.roles': 'broker, controller or both. Apart from development, one role for each pool is safer.',
    'spec.storage': 'The volumes of every node of the pool.',
  },
  KafkaTopic: {
    spec: 'The topic as it shall be.',
    'spec.partitions': 'How many partitions: can grow (and keys then go elsewhere), never shrink.',
    'spec.replicas': 'Copies of every partition, on as many brokers. The brokers’ default unless set.',
    'spec.config': 'Settings of the topic by key; the brokers’ settings hold for the others.',
    'spec.topicName': 'The topic’s name where Kubernetes could not spell it; it can never change.',
  },
  KafkaUser: {
    spec: 'The user: how they log in, what they may do, how much.',
    'spec.authentication': 'How the user logs in; a listener must offer the same way.',
    'spec.authentication.type':
      'tls (the operator signs a certificate), tls-external (you bring one) or scram-sha-512 (password).',
    'spec.authentication.password': 'Where the password comes from; the operator makes one unless set.',
    'spec.authentication.validityDays': 'Days that the user’s certificate holds.',
    'spec.authentication.renewalDays': 'Days before its end on which the user’s certificate is renewed.',
    'spec.authorization': 'What the user may do, where the cluster has authorization.',
    'spec.authorization.type': 'simple: Kafka’s ACLs.',
    'spec.authorization.acls': 'The rules: each allows or denies operations on one resource.',
    'spec.authorization.acls[].operations': 'What is meant: Read, Write, Create, Describe, …, or All.',
    'spec.authorization.acls[].operation': 'One operation. Use operations; gone in v1.',
    'spec.authorization.acls[].host': 'The client address that the rule holds for; * means every one.',
    'spec.authorization.acls[].type': 'allow (unless set) or deny.',
    'spec.authorization.acls[].resource':
      'The topic, group, cluster or transactional id that the rule is about.',
    'spec.authorization.acls[].resource.type': 'topic, group, cluster or transactionalId.',
    'spec.authorization.acls[].resource.name':
      'The name, or its begin with patternType: prefix; * means all.',
    'spec.authorization.acls[].resource.patternType': 'literal (the whole name) or prefix (its begin).',
    'spec.quotas': 'How much the user may use of each broker.',
    'spec.quotas.producerByteRate': 'Bytes a second that the user may send to a broker.',
    'spec.quotas.consumerByteRate': 'Bytes a second that the user may read from a broker.',
    'spec.quotas.requestPercentage': 'Part of the brokers’ request threads in percent.',
    'spec.quotas.controllerMutationRate': 'Topics and partitions made or deleted a second.',
    'spec.template.secret': 'Labels and annotations of the user’s Secret.',
  },
  KafkaConnect: {
    spec: 'The Connect cluster.',
    'spec.bootstrapServers': 'The Kafka cluster: host:port, several with commas between.',
    'spec.config': 'Connect’s configuration by key, without what the operator sets itself.',
    'spec.build': 'Builds an image with the connector plugins that are listed.',
    'spec.build.output': 'Where the image goes.',
    'spec.build.output.type': 'docker (any registry) or imagestream (OpenShift).',
    'spec.build.output.image': 'The image’s name with registry and tag.',
    'spec.build.output.pushSecret': 'The Secret with the registry’s credentials.',
    'spec.build.plugins': 'The plugins to put into the image.',
    'spec.build.plugins[].name': 'The plugin’s name: small letters, digits, - and _.',
    'spec.build.plugins[].artifacts': 'The files of the plugin.',
    'spec.build.plugins[].artifacts[].type': 'jar, tgz, zip, maven or other.',
    'spec.build.plugins[].artifacts[].url': 'Where the file is fetched from.',
    'spec.build.plugins[].artifacts[].sha512sum': 'The checksum that the file must have.',
    'spec.build.plugins[].artifacts[].group': 'The Maven group id.',
    'spec.build.plugins[].artifacts[].artifact': 'The Maven artifact id.',
    'spec.build.plugins[].artifacts[].version': 'The Maven version.',
    'spec.plugins': 'Plugins that are mounted from images, without a build.',
  },
  KafkaConnector: {
    spec: 'The connector; its Connect cluster is named by the label strimzi.io/cluster.',
    'spec.class': 'The connector’s class, by its full name or alias.',
    'spec.config': 'The connector’s configuration by key, without name, class and tasks.',
    'spec.version': 'The version of the plugin to use, where several are installed.',
    'spec.pause': 'Paused the connector. Use state: paused; gone in v1.',
    'spec.listOffsets': 'The ConfigMap that the offsets are written to when asked by annotation.',
    'spec.alterOffsets': 'The ConfigMap that offsets are taken from when asked by annotation.',
  },
  KafkaMirrorMaker2: {
    spec: 'Mirrors between clusters, run by a Connect cluster of its own.',
    'spec.target': 'The cluster that records are mirrored to, and that Connect runs against.',
    'spec.target.alias': 'The target’s short name.',
    'spec.target.bootstrapServers': 'The target cluster: host:port, several with commas between.',
    'spec.target.config': 'Connect’s configuration at the target by key.',
    'spec.mirrors': 'The mirrors: one for each source.',
    'spec.mirrors[].source': 'The cluster that records come from.',
    'spec.mirrors[].source.alias': 'The source’s short name; mirrored topics begin with it unless renamed.',
    'spec.mirrors[].source.bootstrapServers': 'The source cluster: host:port, several with commas between.',
    'spec.mirrors[].topicsPattern': 'A regular expression of the topics to mirror.',
    'spec.mirrors[].topicsExcludePattern': 'A regular expression of the topics to leave out.',
    'spec.mirrors[].groupsPattern': 'A regular expression of the consumer groups whose offsets follow.',
    'spec.mirrors[].groupsExcludePattern': 'A regular expression of the consumer groups to leave out.',
    'spec.mirrors[].sourceConnector': 'Settings of the connector that copies records.',
    'spec.mirrors[].checkpointConnector': 'Settings of the connector that follows consumer offsets.',
    'spec.mirrors[].heartbeatConnector': 'Settings of the heartbeat connector. Gone in v1.',
    'spec.connectCluster': 'The alias of the cluster that Connect runs against. Use target; gone in v1.',
    'spec.clusters[].alias': 'The cluster’s short name, by which mirrors name it.',
    'spec.clusters[].bootstrapServers': 'The cluster: host:port, several with commas between.',
    'spec.clusters[].config': 'Connect’s configuration for this cluster by key.',
    'spec.mirrors[].sourceCluster':
      'The alias of the cluster that records come from. Use source; gone in v1.',
    'spec.mirrors[].targetCluster':
      'The alias of the cluster that records go to, which is the connectCluster. Use target; gone in v1.',
    'spec.mirrors[].sourceConnector.config': 'Settings of the connector that copies records, by key.',
    'spec.mirrors[].sourceConnector.tasksMax': 'The most tasks that the copying is split into.',
    'spec.mirrors[].checkpointConnector.config':
      'Settings of the connector that follows consumer offsets, by key.',
    'spec.mirrors[].heartbeatConnector.config': 'Settings of the heartbeat connector by key. Gone in v1.',
    'spec.clusters': 'All clusters by alias. Use target and mirrors[].source; gone in v1.',
  },
  KafkaBridge: {
    spec: 'The HTTP bridge.',
    'spec.bootstrapServers': 'The Kafka cluster: host:port, several with commas between.',
    'spec.http': 'The port and cross-origin rules of the HTTP interface.',
    'spec.http.port': 'The HTTP port, 1023 or above; 8080 unless set.',
    'spec.http.cors': 'Which web pages of other origins may call the bridge.',
    'spec.http.tls': 'The certificate of the HTTP interface.',
    'spec.consumer': 'Settings of the bridge’s consumers.',
    'spec.consumer.timeoutSeconds': 'Seconds after which an idle consumer is deleted.',
    'spec.producer': 'Settings of the bridge’s producers.',
    'spec.adminClient': 'Settings of the bridge’s admin client.',
    'spec.config': 'The bridge’s own settings by key, without what the operator sets itself.',
    'spec.enableMetrics': 'Switched metrics on. Use metricsConfig; gone in v1.',
  },
  KafkaRebalance: {
    spec: 'What to move between brokers; it runs after approval.',
    'spec.mode':
      'full (all brokers), add-brokers, remove-brokers, or remove-disks. All but full need the ids they are about.',
    'spec.brokers': 'The ids of the brokers that came or will go, for add-brokers and remove-brokers.',
    'spec.goals': 'Cruise Control’s goals in their order; those of the cluster unless set.',
    'spec.skipHardGoalCheck': 'Whether hard goals may be missing from the list.',
    'spec.rebalanceDisk': 'Moves between the disks of each broker only (jbod).',
    'spec.excludedTopics': 'A regular expression of topics that stay where they are.',
    'spec.concurrentPartitionMovementsPerBroker': 'Partitions that move at once from or to a broker.',
    'spec.concurrentIntraBrokerPartitionMovements': 'Partitions that move at once between disks of a broker.',
    'spec.concurrentLeaderMovements': 'Leaders that change at once.',
    'spec.replicaMovementStrategies': 'The order in which replicas move, by Cruise Control’s class names.',
    'spec.replicationThrottle': 'Bytes a second for moving replicas.',
    'spec.moveReplicasOffVolumes[].brokerId': 'The id of the broker.',
    'spec.moveReplicasOffVolumes[].volumeIds': 'The ids of its volumes that are emptied.',
    'spec.moveReplicasOffVolumes': 'The volumes to empty, for remove-disks.',
  },
};

/** What a field is for, in our own words; undefined for the fields that nobody described. */
export function descriptionOf(kind: Kind, path: FieldPath): string | undefined {
  return byKind[kind]?.[path] ?? sharedDescription(path);
}

/** What stands below these is not Strimzi's: a name there means something else. */
const foreign = /\b(metadata|config|template|loggers)\./;

/** The longest end of the path counts; kafkaContainer and livenessProbe stand for all containers and probes. */
function sharedDescription(path: FieldPath): string | undefined {
  const steps = path
    .replace(/\w*Container\b/g, 'Container')
    .replace(/\w*Probe\./g, 'Probe.')
    .split('.');
  const fewest = foreign.test(path) ? 2 : 1;
  for (let length = Math.min(3, steps.length); length >= fewest; length -= 1) {
    const end = steps.slice(-length).join('.');
    if (Object.hasOwn(shared, end)) return shared[end];
  }
  return undefined;
}
