/** A Strimzi resource with its metadata; `spec` is indented by two. */
export function resource(
  kind: string,
  name: string,
  { cluster, namespace, spec = '' }: { cluster?: string; namespace?: string; spec?: string } = {},
): string {
  const labels = cluster === undefined ? '' : `  labels:\n    strimzi.io/cluster: ${cluster}\n`;
  const space = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  return `apiVersion: kafka.strimzi.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${space}${labels}spec:\n${spec}`;
}

export const listeners = `  kafka:
    listeners:
      - name: plain
        port: 9092
        type: internal
        tls: false
      - name: tls
        port: 9093
        type: internal
        tls: true
      - name: external
        port: 9094
        type: loadbalancer
        tls: true
`;
