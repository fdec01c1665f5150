import type { Tree } from '../model/tree.ts';
import { effective, isSet, isUnset } from '../model/value.ts';
import type { Report } from './rule.ts';

/** Defaults of the API (KafkaListenerAuthenticationOAuth), which stand where a field does not. */
const ON_BY_DEFAULT = ['enableOauthBearer', 'checkIssuer', 'accessTokenIsJwt', 'checkAccessTokenType'];
const REFRESH_SECONDS = 300;
const EXPIRY_SECONDS = 360;
/** Keys must be fetched anew that long before they expire. */
const LEAST_OVERLAP_SECONDS = 60;

interface Fault {
  /** The field that is shown; `type` for what is missing. */
  at: string;
  text: string;
}

/**
 * Reports what the operator refuses in a listener's authentication of type oauth, beyond the schema.
 * Source: validateOauth in ListenersValidator of the operator.
 */
export function checkOauth(authentication: Tree, report: Report): void {
  const type = authentication.get('type').string();
  if (!isSet(type) || type.value !== 'oauth') return;
  for (const { at, text } of faultsOf(authentication)) {
    report(authentication.get(at).header, `${text}: the operator refuses the resource.`, { refused: true });
  }
}

/** A field that a template may still fill in is neither there nor missing. */
function faultsOf(oauth: Tree): Fault[] {
  const has = (name: string): boolean => isSet(oauth.get(name).self());
  const lacks = (name: string): boolean => isUnset(oauth.get(name).self());
  const is = (name: string, wanted: boolean): boolean => {
    const value = oauth.get(name).boolean();
    return value.state !== 'unknown' && (effective(value) ?? ON_BY_DEFAULT.includes(name)) === wanted;
  };
  const when = (condition: boolean, at: string, text: string): Fault[] => (condition ? [{ at, text }] : []);
  const introspects = has('introspectionEndpointUri');
  const secretMissing = ['clientId', 'clientSecret'].filter(lacks);
  return [
    ...when(
      is('enablePlain', false) && is('enableOauthBearer', false),
      'enableOauthBearer',
      'enablePlain and enableOauthBearer are both off, so nobody can log in',
    ),
    ...when(
      is('enablePlain', true) && lacks('tokenEndpointUri'),
      'enablePlain',
      'enablePlain needs tokenEndpointUri, where passwords are exchanged for tokens',
    ),
    ...when(
      lacks('introspectionEndpointUri') && lacks('jwksEndpointUri'),
      'type',
      'oauth needs jwksEndpointUri or introspectionEndpointUri to check tokens with',
    ),
    ...when(
      lacks('validIssuerUri') && is('checkIssuer', true),
      'type',
      'oauth needs validIssuerUri, or checkIssuer: false',
    ),
    ...when(is('checkAudience', true) && lacks('clientId'), 'checkAudience', 'checkAudience needs clientId'),
    ...when(
      introspects && secretMissing.length > 0,
      'introspectionEndpointUri',
      `introspectionEndpointUri needs ${secretMissing.join(' and ')}`,
    ),
    ...when(
      has('userInfoEndpointUri') && lacks('introspectionEndpointUri'),
      'userInfoEndpointUri',
      'userInfoEndpointUri goes with introspectionEndpointUri only',
    ),
    ...when(
      has('validTokenType') && lacks('introspectionEndpointUri'),
      'validTokenType',
      'validTokenType goes with introspectionEndpointUri only',
    ),
    ...when(
      is('accessTokenIsJwt', false) && has('jwksEndpointUri'),
      'accessTokenIsJwt',
      'accessTokenIsJwt is false, and jwksEndpointUri checks tokens that are',
    ),
    ...when(
      is('checkAccessTokenType', false) && (introspects || is('accessTokenIsJwt', false)),
      'checkAccessTokenType',
      'checkAccessTokenType can only be false for tokens that are checked by jwksEndpointUri',
    ),
    ...jwksFaults(oauth, lacks('jwksEndpointUri')),
  ];
}

function jwksFaults(oauth: Tree, isWithout: boolean): Fault[] {
  const names = ['jwksRefreshSeconds', 'jwksExpirySeconds', 'jwksMinRefreshPauseSeconds'];
  const stray = names.find((name) => isSet(oauth.get(name).self()));
  if (isWithout) return stray ? [{ at: stray, text: `${stray} goes with jwksEndpointUri only` }] : [];
  const refresh = oauth.get('jwksRefreshSeconds').integer();
  const expiry = oauth.get('jwksExpirySeconds').integer();
  if (refresh.state === 'unknown' || expiry.state === 'unknown') return [];
  const [often, long] = [effective(refresh) ?? REFRESH_SECONDS, effective(expiry) ?? EXPIRY_SECONDS];
  if (long >= often + LEAST_OVERLAP_SECONDS) return [];
  return [
    {
      at: isSet(expiry) ? 'jwksExpirySeconds' : 'jwksRefreshSeconds',
      text: `keys expire after ${long} s and are fetched every ${often} s; jwksExpirySeconds has to be ${LEAST_OVERLAP_SECONDS} s more`,
    },
  ];
}
