import { compareReleases } from '../knowledge/strimzi/index.ts';
import { isOlder } from '../knowledge/versions.ts';
import type { OperatorRange } from '../model/deployment.ts';
import type { Tree } from '../model/tree.ts';
import { isSet, isUnset } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { connect, connector, OWN_IMAGE, USES_CONNECTORS } from './sound.ts';
import { sources } from './sources.ts';

/** Fields of spec that bring other classes than Strimzi's own image has. */
const BRINGERS = [['image'], ['build'], ['plugins'], ['template', 'pod', 'volumes']];

/** Connectors that are in the image: MirrorMaker's, and those that only test. */
const STOCK = /^org\.apache\.kafka\.connect\.|^(Mirror|Verifiable|Mock|Schema)\w*$/;

/** Kafka's file connectors, by class or by the names that Connect also takes. */
const FILES = /(^|\.)FileStream(Source|Sink)(Connector)?$/;

const used = (image: string, className: string) => ({
  'connect.yaml': connect(image, USES_CONNECTORS),
  'connector.yaml': connector({ className }),
});

export const connectClassMissing: Rule = {
  id: 'connect-class-missing',
  title: 'The class of a connector is not in the image',
  category: 'correctness',
  levels: { production: 'warning', dev: 'information' },
  why: `The image that Strimzi ships for Connect has MirrorMaker's connectors and no other: those of databases, stores and
search engines have to be brought by build, plugins or an image of your own. Kafka's file connectors are not loaded
since 3.1.1 and 3.2. Without the class the connector becomes NotReady, and nothing is copied.`,
  sources: [
    sources.strimziDeploying,
    {
      title: 'KAFKA-13748: file connectors are no longer on the class path',
      url: 'https://issues.apache.org/jira/browse/KAFKA-13748',
    },
  ],
  check: {
    resource({ type, tree, connect, operator }, report) {
      const name = tree.get('spec', 'class').string();
      if (type !== 'KafkaConnector' || !connect || !isSet(name) || !isStock(connect)) return;
      const isFile = FILES.test(name.value);
      if (isFile ? !isWithoutFiles(connect, operator) : STOCK.test(name.value)) return;
      report(
        name,
        `${name.value} is not in the image that Strimzi ships, and its Connect cluster names no other: unless the operator does, the connector never starts. Add ${isFile ? 'org.apache.kafka:connect-file' : 'its plugin'} to spec.build of the KafkaConnect, or name an image that has it.`,
        { related: [{ place: connect.get('spec').header, message: 'neither image, build nor plugins' }] },
      );
    },
  },
  examples: [
    {
      bad: used('', '«org.example.OrdersSink»'),
      good: used(OWN_IMAGE, 'org.example.OrdersSink'),
      fixed: false,
    },
    {
      bad: used('', '«org.apache.kafka.connect.file.FileStreamSinkConnector»'),
      good: used('', 'org.apache.kafka.connect.mirror.MirrorSourceConnector'),
      fixed: false,
    },
  ],
};

const isStock = (connect: Tree): boolean =>
  BRINGERS.every((path) => isUnset(connect.get('spec', ...path).self()));

/** Is it sure that the Kafka version has no file connectors any more? Strimzi 0.32 has none before 3.2. */
function isWithoutFiles(connect: Tree, { min }: OperatorRange): boolean {
  const version = connect.get('spec', 'version').string();
  if (isSet(version)) return !isOlder(version.value, '3.1.1');
  return isUnset(version) && min !== undefined && compareReleases(min, '0.32') >= 0;
}
