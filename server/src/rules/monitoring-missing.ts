import { choice, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { isUnset } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { cluster, connect, WORKER } from './sound.ts';
import { sources } from './sources.ts';

interface Measured {
  /** Where metricsConfig belongs. */
  path: string[];
  /** A field that stands beside it in whatever is more than a patch. */
  beside: string;
  what: string;
}

const kinds: Readonly<Record<string, Measured>> = {
  Kafka: { path: ['spec', 'kafka'], beside: 'listeners', what: 'partitions that lose replicas' },
  KafkaConnect: {
    path: ['spec'],
    beside: 'bootstrapServers',
    what: 'connectors that fail or fall behind',
  },
  KafkaMirrorMaker2: { path: ['spec'], beside: 'mirrors', what: 'how far the mirror is behind' },
};

export const monitoringMissing: Rule = {
  id: 'monitoring-missing',
  title: 'Nothing can be measured from outside',
  category: 'operations',
  levels: { production: 'information', dev: 'off' },
  why: `A replica that leaves the in-sync set, a controller without a majority, a disk that fills: Kafka tells of all of
them in its metrics only, and Strimzi offers them to Prometheus as soon as metricsConfig is there. Consumer lag comes
from spec.kafkaExporter of the Kafka resource.`,
  sources: [
    sources.azRacks,
    sources.awsKafka,
    {
      title: 'Strimzi: setting up metrics',
      url: `${sources.strimziDeploying.url}#assembly-metrics-str`,
    },
  ],
  check: {
    resource({ type, tree }, report) {
      const measured = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
      if (!measured) return;
      const spec = tree.get(...measured.path);
      // Very old resources have the rules themselves, as metrics.
      if (!['metricsConfig', 'metrics'].every((field) => isUnset(spec.get(field).self()))) {
        if (type === 'Kafka') checkLag(tree.get('spec'), report);
        return;
      }
      if (isUnset(spec.get(measured.beside).self())) return;
      report(
        spec.header,
        `no metricsConfig: nobody sees ${measured.what}. Add metricsConfig, and have Prometheus read it.`,
      );
    },
  },
  examples: [
    {
      bad: {
        ...cluster(),
        'kafka.yaml': cluster({ metrics: '' })['kafka.yaml'].replace('  kafka:', '  «kafka»:'),
      },
      good: cluster(),
      fixed: false,
    },
    {
      bad: {
        'connect.yaml': connect('', '', WORKER.slice(0, WORKER.indexOf('\nmetricsConfig'))).replace(
          'spec',
          '«spec»',
        ),
      },
      good: { 'connect.yaml': connect() },
      fixed: false,
    },
    {
      bad: { ...cluster(), 'kafka.yaml': withoutExporter().replace('\nspec:', '\n«spec»:') },
      good: cluster(),
      fixed: { ...cluster(), 'kafka.yaml': `${withoutExporter()}  kafkaExporter: {}\n` },
    },
  ],
};

function withoutExporter(): string {
  return cluster()['kafka.yaml'].replace('  kafkaExporter: {}\n', '');
}

/** Brokers do not know how far consumers are behind; something else than the exporter may ask them. */
function checkLag(spec: Tree, report: Report): void {
  const exporter = spec.get('kafkaExporter');
  if (!isUnset(exporter.self()) || isUnset(spec.get('kafka', 'listeners').self())) return;
  report(
    spec.header,
    'no kafkaExporter: the metrics of brokers do not tell how far consumers are behind. Add kafkaExporter, unless something else watches their lag.',
    {
      levels: { production: 'hint', dev: 'off' },
      fixes: [choice('Add kafkaExporter', set(exporter.slot, {}))],
    },
  );
}
