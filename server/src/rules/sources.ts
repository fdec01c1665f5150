import type { Source } from './rule.ts';

/** Pages that several rules rest on; a page that only one rule needs stands in its file. */
export const sources = {
  kafkaOps: { title: 'Apache Kafka: Operations', url: 'https://kafka.apache.org/documentation/#operations' },
  kafkaProduction: {
    title: 'Apache Kafka: a production server configuration',
    url: 'https://kafka.apache.org/documentation/#prodconfig',
  },
  kafkaBrokerConfigs: {
    title: 'Apache Kafka: broker configuration',
    url: 'https://kafka.apache.org/documentation/#brokerconfigs',
  },
  kafkaTopicConfigs: {
    title: 'Apache Kafka: topic configuration',
    url: 'https://kafka.apache.org/documentation/#topicconfigs',
  },
  kafkaSecurity: { title: 'Apache Kafka: Security', url: 'https://kafka.apache.org/documentation/#security' },
  kafkaUpgrade: { title: 'Apache Kafka: upgrading', url: 'https://kafka.apache.org/documentation/#upgrade' },
  javaProperties: {
    title: 'java.util.Properties: how a file is read',
    url: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html',
  },
  kafkaKraft: { title: 'Apache Kafka: KRaft', url: 'https://kafka.apache.org/documentation/#kraft' },
  mskReliability: {
    title: 'Amazon MSK: best practices',
    url: 'https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html',
  },
  mskMigration: {
    title: 'Amazon MSK Migration Guide: best practices',
    url: 'https://docs.aws.amazon.com/whitepapers/latest/amazon-msk-migration-guide/best-practices.html',
  },
  awsKafka: {
    title: 'AWS Big Data Blog: best practices for running Apache Kafka on AWS',
    url: 'https://aws.amazon.com/blogs/big-data/best-practices-for-running-apache-kafka-on-aws/',
  },
  azRacks: {
    title: 'Deployment considerations around Apache Kafka in AWS',
    url: 'http://dbwrangler.blogspot.com/2016/04/deployment-considerations-around-apache.html',
  },
  haKafka: {
    title: 'Cloudera Community: design and deployment considerations for high availability',
    url: 'https://community.cloudera.com/t5/Community-Articles/Design-and-Deployment-Considerations-for-High-Availability/tac-p/248189',
  },
  dataOnEks: {
    title: 'Data on EKS: Kafka on EKS',
    url: 'https://github.com/awslabs/data-on-eks/tree/main/data-stacks/kafka-on-eks',
  },
  strimziBrokerConfig: {
    title: 'Strimzi: broker configuration tuning',
    url: 'https://strimzi.io/docs/operators/latest/deploying#con-broker-config-properties-str',
  },
  strimziDeploying: {
    title: 'Strimzi: deploying and managing',
    url: 'https://strimzi.io/docs/operators/latest/deploying',
  },
  strimziApi: {
    title: 'Strimzi: API reference',
    url: 'https://strimzi.io/docs/operators/latest/configuring',
  },
  strimziStorageDiff: {
    title: 'Strimzi: which storage changes the operator makes (StorageDiff)',
    url: 'https://github.com/strimzi/strimzi-kafka-operator/blob/main/cluster-operator/src/main/java/io/strimzi/operator/cluster/operator/resource/StorageDiff.java',
  },
  strimziTopicOperator: {
    title: 'Strimzi: what the Topic Operator refuses (BatchingTopicController)',
    url: 'https://github.com/strimzi/strimzi-kafka-operator/blob/main/topic-operator/src/main/java/io/strimzi/operator/topic/BatchingTopicController.java',
  },
  strimziChangelog: {
    title: 'Strimzi: changelog',
    url: 'https://github.com/strimzi/strimzi-kafka-operator/blob/main/CHANGELOG.md',
  },
} satisfies Record<string, Source>;
