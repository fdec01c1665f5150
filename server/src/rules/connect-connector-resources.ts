import { fix, set } from '../model/fix.ts';
import { isSet } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { connect, connector, OWN_IMAGE, USES_CONNECTORS } from './sound.ts';
import { sources } from './sources.ts';

const USES = 'strimzi.io/use-connector-resources';

export const connectConnectorResources: Rule = {
  id: 'connect-connector-resources',
  title: 'Connectors that nobody starts',
  category: 'correctness',
  levels: { production: 'warning', dev: 'warning' },
  why: `The operator looks at KafkaConnector resources only where their Connect cluster is annotated to use them;
otherwise connectors are made through the REST interface. Without the annotation the resource stays as it is, with no
error anywhere.`,
  sources: [sources.strimziDeploying, sources.strimziApi],
  check: {
    resource({ type, name, annotation, connectors }, report) {
      const [first] = connectors;
      const uses = annotation(USES);
      if (type !== 'KafkaConnect' || !first || uses.state === 'unknown') return;
      if (isSet(uses) && uses.value === 'true') return;
      const whose =
        connectors.length === 1 ? `the connector ${first.value}` : `its ${connectors.length} connectors`;
      report(
        isSet(uses) ? uses : name,
        `the operator does not look at ${whose}, because ${USES} is not "true". Add the annotation.`,
        {
          related: connectors
            .slice(0, 5)
            .flatMap(({ value, from }) =>
              from.map((place) => ({ place, message: `the connector ${value}` })),
            ),
          fixes: [fix(`Set ${USES} to true`, set(uses.slot, 'true'))],
        },
      );
    },
  },
  examples: [
    {
      bad: {
        'connect.yaml': connect(OWN_IMAGE).replace('name: connect', 'name: «connect»'),
        'connector.yaml': connector(),
      },
      good: {
        'connect.yaml': connect(OWN_IMAGE, USES_CONNECTORS),
        'connector.yaml': connector(),
      },
    },
  ],
};
