// A process of its own for the simulated cluster, so that its memory and time are not the server's: prints its address.
import { simulateKafka } from '../../../test/support/simulated-kafka.ts';

const [brokers = 0, topics = 0, partitions = 0, groups = 0] = process.argv.slice(2).map(Number);
const cluster = await simulateKafka({ brokers, topics, partitions, groups });
console.log(cluster.bootstrap);
