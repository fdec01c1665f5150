/** Keys that Kafka's own authorizers read: no definition of the broker lists them. */
export const authorizerKeys: readonly string[] = ['super.users', 'allow.everyone.if.no.acl.found'];

/** Does one of Kafka's own authorizers read the key? AclAuthorizer has settings of its own for ZooKeeper. */
export const isAuthorizerKey = (key: string): boolean =>
  authorizerKeys.includes(key) || key.startsWith('authorizer.zookeeper.');
