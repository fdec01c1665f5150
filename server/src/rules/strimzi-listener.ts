import type { Resource } from '../model/deployment.ts';
import { choice, fix, set } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, type SetValue } from '../model/value.ts';
import { checkListenerFields } from './listener-fields.ts';
import { checkHosts } from './listener-hosts.ts';
import { checkOauth } from './listener-oauth.ts';
import type { Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

/** Ports that the operator keeps for the metrics exporter and JMX; those below 9092 the schema forbids. */
const RESERVED = [9404, 9999];
const FIRST_PORT = 9092;

const listeners = (second: string) => `listeners:
  - name: internal
    port: 9093
    type: internal
    tls: true
    authentication:
      type: scram-sha-512
${second}`;

const second = (name: string, port: string, more = '') => `  - name: ${name}
    port: ${port}
    type: internal
    tls: true
    authentication:
      type: scram-sha-512${more}`;

const ingress = (configuration: string) =>
  `  - name: clients
    port: 9094
    type: ingress
    tls: true
    authentication:
      type: scram-sha-512
    configuration:
${configuration.replace(/^/gm, '      ')}`;

/** That the type is deprecated is another rule's. */
const INGRESS = { annotations: 'kafka-review.io/ignore: strimzi-deprecated-field' };

const HOSTS = `bootstrap:
  host: kafka.example.org
brokers:
  - broker: 0
    host: b0.example.org
  - broker: 1
    host: b1.example.org`;

/** OAuth listeners end with v1beta2: that they are deprecated is another rule's. */
const oauth = (authentication: string) =>
  cluster(
    {
      apiVersion: 'kafka.strimzi.io/v1beta2',
      version: 'version: 4.0.0',
      annotations: 'kafka-review.io/ignore: strimzi-deprecated-field, strimzi-api-version',
      listeners: `listeners:
  - name: internal
    port: 9093
    type: internal
    tls: true
    authentication:
${authentication.replace(/^/gm, '      ')}`,
    },
    { apiVersion: 'kafka.strimzi.io/v1beta2', labels: 'strimzi.io/cluster: prod' },
  );

export const strimziListener: Rule = {
  id: 'strimzi-listener',
  title: 'The operator refuses this listener',
  category: 'correctness',
  levels: { production: 'error', dev: 'error' },
  why: `The schema of the Kafka resource lets through what the operator then refuses: two listeners of one name or
port, a port that it needs itself, a route or ingress without TLS, client certificates without TLS, and fields that the
listener's type has no use for. An ingress needs a host name for the
bootstrap address and for every broker, OAuth somewhere to check tokens and who may have issued them. The whole resource
waits until it is mended; the reason stands in its status only.`,
  sources: [sources.strimziApi, sources.strimziDeploying],
  check: { resource: check, cluster: checkHosts },
  examples: [
    {
      bad: cluster({ listeners: listeners(second('clients', '«9093»')) }),
      good: cluster({ listeners: listeners(second('clients', '9092')) }),
    },
    {
      bad: cluster({ listeners: listeners(second('clients', '«9404»')) }),
      good: cluster({ listeners: listeners(second('clients', '9092')) }),
    },
    {
      bad: cluster({ listeners: listeners(second('«internal»', '9094')) }),
      good: cluster({ listeners: listeners(second('clients', '9094')) }),
      fixed: false,
    },
    {
      bad: cluster({
        listeners: listeners(
          second(
            'clients',
            '9094',
            '\n    configuration:\n      maxConnections: 500\n      «externalTrafficPolicy»: Local',
          ),
        ),
      }),
      good: cluster({
        listeners: listeners(second('clients', '9094', '\n    configuration:\n      maxConnections: 500')),
      }),
    },
    {
      bad: cluster({
        listeners: listeners(
          second(
            'clients',
            '9094',
            '\n    configuration:\n      brokers:\n        - broker: 0\n          advertisedHost: b0.example.org\n          «nodePort»: 30094',
          ),
        ),
      }),
      good: cluster({
        listeners: listeners(
          second(
            'clients',
            '9094',
            '\n    configuration:\n      brokers:\n        - broker: 0\n          advertisedHost: b0.example.org',
          ),
        ),
      }),
    },
    {
      bad: cluster({
        listeners: listeners(
          second(
            'clients',
            '9094',
            '\n    configuration:\n      maxConnections: 500\n      «createBootstrapService»: false',
          ),
        ),
      }),
      good: cluster({
        listeners: listeners(second('clients', '9094', '\n    configuration:\n      maxConnections: 500')),
      }),
    },
    {
      strimziVersion: '0.48',
      bad: oauth('«type»: oauth\njwksEndpointUri: https://login.example.org/keys'),
      good: oauth(
        'type: oauth\njwksEndpointUri: https://login.example.org/keys\nvalidIssuerUri: https://login.example.org',
      ),
      fixed: false,
    },
    {
      bad: cluster({
        listeners: listeners(
          ingress('hostTemplate: b{nodeId}.example.org').replace('configuration:', '«configuration»:'),
        ),
      }),
      good: cluster({
        ...INGRESS,
        listeners: listeners(
          ingress('bootstrap:\n  host: kafka.example.org\nhostTemplate: b{nodeId}.example.org'),
        ),
      }),
      fixed: false,
    },
    {
      bad: cluster({ ...INGRESS, listeners: listeners(ingress(HOSTS.replace('brokers', '«brokers»'))) }),
      good: cluster({
        ...INGRESS,
        listeners: listeners(ingress(`${HOSTS}\n  - broker: 2\n    host: b2.example.org`)),
      }),
      fixed: false,
    },
  ],
};

function check({ type, tree }: Resource, report: Report): void {
  if (type !== 'Kafka') return;
  const items = tree.get('spec', 'kafka', 'listeners').items();
  unique(items, report);
  for (const item of items) {
    checkTls(item, report);
    checkListenerFields(item, report);
    checkOauth(item.get('authentication'), report);
  }
}

function unique(items: Tree[], report: Report): void {
  const names = new Map<string, SetValue<string>>();
  const ports = new Map<number, SetValue<number>>();
  const taken = new Set(items.map((item) => effective(item.get('port').integer())));
  for (const item of items) {
    const name = item.get('name').string();
    const port = item.get('port').integer();
    const sameName = isSet(name) && names.get(name.value);
    if (sameName) {
      report(name, `two listeners are named ${name.value}: the operator refuses the resource. Rename one.`, {
        refused: true,
        related: [{ place: sameName.place, message: 'the other one' }],
      });
    } else if (isSet(name)) names.set(name.value, name);
    if (!isSet(port)) continue;
    const samePort = ports.get(port.value);
    if (!samePort) ports.set(port.value, port);
    if (!samePort && !RESERVED.includes(port.value)) continue;
    let free = FIRST_PORT;
    while (taken.has(free) || RESERVED.includes(free)) free += 1;
    report(
      port,
      samePort
        ? `two listeners have the port ${port.value}: the operator refuses the resource. ${free} is free.`
        : `the operator needs the port ${port.value} itself and refuses a listener on it. ${free} is free.`,
      {
        refused: true,
        ...(samePort ? { related: [{ place: samePort.place, message: 'the other one' }] } : {}),
        fixes: [choice(`Set port to ${free}`, set(port.slot, free))],
      },
    );
  }
}

function checkTls(item: Tree, report: Report): void {
  const tls = item.get('tls').boolean();
  if (tls.state === 'unknown' || effective(tls)) return;
  const type = item.get('type').string();
  const withTls = [fix('Set tls to true', set(tls.slot, true))];
  const at = isSet(tls) ? tls : item.header;
  if (isSet(type) && (type.value === 'route' || type.value === 'ingress')) {
    report(
      at,
      `a listener of type ${type.value} finds its broker by TLS: without it the operator refuses the resource. Set tls to true.`,
      {
        refused: true,
        fixes: withTls,
      },
    );
    return;
  }
  const authentication = item.get('authentication', 'type').string();
  if (isSet(authentication) && authentication.value === 'tls') {
    report(
      at,
      'authentication tls needs client certificates, and tls is off: the operator refuses the resource. Set tls to true.',
      {
        refused: true,
        related: [{ place: authentication.place, message: 'authentication tls' }],
        fixes: withTls,
      },
    );
  }
}
