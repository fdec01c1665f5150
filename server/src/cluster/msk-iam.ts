import {
  generateAuthToken,
  generateAuthTokenFromProfile,
  generateAuthTokenFromRole,
} from 'aws-msk-iam-sasl-signer-js';
import { keptToken, TokenFailure, type TokenProvider } from './oauth.ts';

/**
 * Tokens for MSK's IAM access control, signed by AWS's own signer with the machine's credentials, a profile or a role.
 * Without a region it is read from the broker's name (b-1.….kafka.eu-west-1.amazonaws.com).
 */
export function mskToken(settings: { region?: string; profile?: string; roleArn?: string }): TokenProvider {
  return keptToken(async ({ host }) => {
    const region = settings.region ?? /\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com/.exec(host)?.[1];
    if (region === undefined) throw new TokenFailure(`no AWS region is given, and ${host} does not name one`);
    try {
      const { token, expiryTime } = await sign(region, settings);
      return { token, seconds: (expiryTime - Date.now()) / 1000 };
    } catch (error) {
      // The name only: a message of the credential chain may quote what it read.
      const name = error instanceof Error ? error.name : 'unknown';
      throw new TokenFailure(
        `AWS gave no credentials (${name}): check the profile, the role or the environment`,
      );
    }
  });
}

function sign(region: string, { profile, roleArn }: { profile?: string; roleArn?: string }) {
  if (roleArn !== undefined) {
    return generateAuthTokenFromRole({ region, awsRoleArn: roleArn, awsRoleSessionName: 'kafka-review' });
  }
  if (profile !== undefined) return generateAuthTokenFromProfile({ region, awsProfileName: profile });
  return generateAuthToken({ region });
}
