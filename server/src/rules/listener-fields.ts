import { choice, remove } from '../model/fix.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, isUnset } from '../model/value.ts';
import type { Report } from './rule.ts';
import { pathText } from './structure.ts';

const INTERNAL = ['internal', 'cluster-ip'];
const EXTERNAL = ['loadbalancer', 'nodeport', 'route', 'ingress'];
const KNOWN = [...INTERNAL, ...EXTERNAL];
const NOT_INTERNAL = KNOWN.filter((type) => type !== 'internal');

/** Fields of `configuration` that only some types take. Source: ListenersValidator of the operator. */
const takers: readonly [path: readonly string[], types: readonly string[]][] = [
  [['useServiceDnsDomain'], INTERNAL],
  [['externalTrafficPolicy'], ['loadbalancer', 'nodeport']],
  [['loadBalancerSourceRanges'], ['loadbalancer']],
  [['finalizers'], ['loadbalancer']],
  [['preferredNodePortAddressType'], ['nodeport']],
  [['class'], ['ingress', 'loadbalancer']],
  [['ipFamilyPolicy'], NOT_INTERNAL],
  [['ipFamilies'], NOT_INTERNAL],
];

/** The same for `bootstrap` and each item of `brokers`. */
const addressTakers: readonly [field: string, types: readonly string[]][] = [
  ['host', ['route', 'ingress']],
  ['loadBalancerIP', ['loadbalancer']],
  ['nodePort', ['loadbalancer', 'nodeport']],
  ['externalIPs', ['nodeport']],
  ['labels', NOT_INTERNAL],
  ['annotations', NOT_INTERNAL],
];

/** Reports fields of a listener's `configuration` that the operator refuses for its type, and hosts that it misses. */
export function checkListenerFields(listener: Tree, report: Report): void {
  const type = listener.get('type').string();
  const tls = listener.get('tls').boolean();
  const configuration = listener.get('configuration');
  const certificate = configuration.get('brokerCertChainAndKey');
  if (tls.state !== 'unknown' && tls.value !== true && isSet(certificate.self())) {
    refuse(certificate, 'is for listeners with TLS; without it the operator refuses it', report);
  }
  checkEmpty(certificate, report);
  // A type that a newer operator brought is not known here.
  if (!isSet(type) || !KNOWN.includes(type.value)) return;
  checkBootstrapService(configuration.get('createBootstrapService'), type.value, report);
  for (const [path, types] of takers) checkTaker(configuration.get(...path), types, type.value, report);
  for (const address of [configuration.get('bootstrap'), ...configuration.get('brokers').items()]) {
    for (const [field, types] of addressTakers) checkTaker(address.get(field), types, type.value, report);
  }
  if (type.value === 'ingress') checkIngress(listener, report);
}

function checkTaker(field: Tree, types: readonly string[], type: string, report: Report): void {
  if (!isSet(field.self()) || types.includes(type) || isEmpty(field)) return;
  refuse(
    field,
    `is for listeners of type ${types.join(' or ')}; on type ${type} the operator refuses it`,
    report,
  );
}

/** The service is left out of load balancers only; `true` is what all types do. */
function checkBootstrapService(field: Tree, type: string, report: Report): void {
  if (type === 'loadbalancer' || effective(field.boolean()) !== false) return;
  refuse(
    field,
    `can only be false on type loadbalancer; on type ${type} the operator refuses the resource`,
    report,
  );
}

function checkEmpty(certificate: Tree, report: Report): void {
  for (const { name, value } of certificate.fields()) {
    if (effective(value.string()) !== '') continue;
    report(value.header, `${name} of brokerCertChainAndKey is empty: the operator refuses the resource.`, {
      refused: true,
    });
  }
}

const isEmpty = (tree: Tree): boolean =>
  (tree.kind === 'seq' && tree.items().length === 0) || (tree.kind === 'map' && tree.keys().length === 0);

function refuse(field: Tree, why: string, report: Report): void {
  const name = pathText(field.slot.path).replace(/^.*?\.configuration\./, '');
  report(field.header, `${name} ${why}. Remove it.`, {
    refused: true,
    fixes: [choice(`Remove ${name}`, remove(field.slot))],
  });
}

function checkIngress(listener: Tree, report: Report): void {
  const configuration = listener.get('configuration');
  const [bootstrap, brokers] = [configuration.get('bootstrap', 'host'), configuration.get('brokers')];
  // A template names all brokers at once.
  const isTemplated = !isUnset(configuration.get('hostTemplate').self());
  if (isUnset(bootstrap.string())) {
    missing(configuration.get('bootstrap'), 'bootstrap.host', report);
  } else if (isUnset(brokers.self()) && !isTemplated) {
    missing(configuration, 'brokers with a host for each broker', report);
  }
  if (isTemplated) return;
  for (const broker of brokers.items()) {
    if (isUnset(broker.get('host').string())) missing(broker, 'host', report);
  }
}

function missing(tree: Tree, what: string, report: Report): void {
  report(
    tree.header,
    `a listener of type ingress needs ${what}: without it the operator refuses the resource. Add it.`,
    { refused: true },
  );
}
