import { treated } from '../../flow/collections.ts';
import { authenticated } from '../../flow/facts.ts';
import { isTainted } from '../../flow/sources.ts';
import { fromSources, type Site, shaped, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, MemberModel, ModelCall } from '../contract.ts';
import { verifiedBy } from '../signatures.ts';
import { argument, identified, requested } from '../tools.ts';

/*
 * Tokens: those that a library verifies say who the caller is, those that it only takes apart say what the caller
 * likes. PyJWT ("API Reference": `decode`, `decode_complete`, `get_unverified_header`), python-jose (`jwt`, `jws`),
 * Authlib (`jose`, `ResourceProtector`), cognitojwt, firebase_admin.auth, google.oauth2.id_token, itsdangerous.
 */

/** What an unverified token says. */
function unverified(site: Site): Value {
  return requested('token', '', site);
}

const unverifiedCall: CallModel = ({ site }) => unverified(site);

/** A call that gives what a token says once it is verified, and fails otherwise. */
const verifiedCall: CallModel = ({ path, site }, { learn }) => {
  learn([authenticated]);
  return identified(`${path}()`, site);
};

function isFalse(value: Value | undefined): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === false;
}

function isNothing(value: Value | undefined): boolean {
  return value?.shape.kind === 'constant' && (value.shape.value === null || value.shape.value === '');
}

/** `options={'verify_signature': False}`. */
function skipsSignature(options: Value | undefined): boolean {
  if (options?.shape.kind !== 'dict') return false;
  return isFalse(options.shape.fields.get('verify_signature'));
}

/** `algorithms=['none']`, alone or among others: whoever makes the token chooses. */
function acceptsUnsigned(algorithms: Value | undefined): boolean {
  if (algorithms === undefined) return false;
  const { shape } = algorithms;
  if (shape.kind === 'list') return shape.items.some(acceptsUnsigned);
  return textOf(algorithms)?.toLowerCase() === 'none';
}

/** Whether a call of `decode` verifies the signature. Without a key there is nothing to verify it with. */
function isVerifying({ arguments: args }: ModelCall): boolean {
  const { named, positional, spread } = args;
  const key = argument(args, 'key', 1);
  if ((key === undefined && spread.length === 0) || isNothing(key)) return false;
  if (isFalse(named.get('verify')) || isFalse(positional[2])) return false;
  if (skipsSignature(argument(args, 'options', 3))) return false;
  return !acceptsUnsigned(argument(args, 'algorithms', 2));
}

/** `jwt.decode(token, key, algorithms=['RS256'])`. */
const decode: CallModel = (call, tools) => {
  if (!isVerifying(call)) return unverified(call.site);
  return verifiedCall(call, tools);
};

/** `jwt.decode_complete(…)`: the claims are one part of what it gives. */
const decodeComplete: CallModel = (call, tools) => {
  const payload = decode(call, tools) ?? unverified(call.site);
  const fields = new Map([
    ['payload', payload],
    ['header', unverified(call.site)],
  ]);
  return shaped({ kind: 'dict', fields, rest: null });
};

/** Of the libraries whose key is a required argument: without options that turn it off, they verify. */
const decodeWithKey: CallModel = (call, tools) =>
  skipsSignature(argument(call.arguments, 'options')) ? unverified(call.site) : verifiedCall(call, tools);

/** What the server signed or encrypted comes back as it was; it need not say who the caller is. */
const opened: CallModel = ({ path, site }) => treated(identified(`${path}()`, site), ['verified']);

/** Cognito tells whose access token it is: `cognito.get_user(AccessToken=token)`. */
const cognitoUser: CallModel = (call, tools) =>
  call.arguments.named.has('AccessToken') ? verifiedCall(call, tools) : undefined;

const verifyInRequest: CallModel = ({ arguments: args }, { learn }) => {
  if (!isTrue(argument(args, 'optional', 0))) learn([authenticated]);
  return undefined;
};

/** `@jwt_required(optional=True)` lets everybody in; the other one stays a mark. */
const jwtRequired: CallModel = ({ callee, arguments: args }) => {
  const optional = callee.arguments === undefined ? undefined : argument(callee.arguments, 'optional', 0);
  return isTrue(optional) ? args.positional[0] : undefined;
};

function isTrue(value: Value | undefined): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === true;
}

const signers = [
  'Serializer',
  'URLSafeSerializer',
  'TimedSerializer',
  'URLSafeTimedSerializer',
  'TimedJSONWebSignatureSerializer',
  'JSONWebSignatureSerializer',
];

export const tokenCalls: readonly (readonly [string, CallModel])[] = [
  ['jwt.decode', decode],
  ['jwt.PyJWT().decode', decode],
  ['jwt.api_jwt.decode', decode],
  ['jwt.decode_complete', decodeComplete],
  ['jwt.get_unverified_header', unverifiedCall],
  ['jose.jwt.decode', decode],
  ['jose.jws.verify', decodeWithKey],
  ...['jose.jwt', 'jose.jws'].flatMap((module): [string, CallModel][] =>
    ['get_unverified_claims', 'get_unverified_header', 'get_unverified_headers'].map((name) => [
      `${module}.${name}`,
      unverifiedCall,
    ]),
  ),
  ['authlib.jose.jwt.decode', decodeWithKey],
  ['authlib.jose.JsonWebToken().decode', decodeWithKey],
  ['joserfc.jwt.decode', verifiedCall],
  ['authlib.integrations.flask_oauth2.ResourceProtector().acquire', verifiedCall],
  ['authlib.integrations.flask_oauth2.ResourceProtector().acquire_token', verifiedCall],
  ['cognitojwt.decode', verifiedCall],
  ['cognitojwt.decode_async', verifiedCall],
  ['firebase_admin.auth.verify_id_token', verifiedCall],
  ['firebase_admin.auth.verify_session_cookie', verifiedCall],
  ['google.oauth2.id_token.verify_oauth2_token', verifiedCall],
  ['google.oauth2.id_token.verify_firebase_token', verifiedCall],
  ['google.oauth2.id_token.verify_token', verifiedCall],
  ['flask_jwt_extended.decode_token', verifiedCall],
  ['flask_jwt_extended.verify_jwt_in_request', verifyInRequest],
  ['flask_jwt_extended.jwt_required()', jwtRequired],
  ...signers.flatMap((name): [string, CallModel][] => [
    [`itsdangerous.${name}().loads`, opened],
    [`itsdangerous.${name}().loads_unsafe`, unverifiedCall],
  ]),
  ['itsdangerous.Signer().unsign', opened],
  ['itsdangerous.TimestampSigner().unsign', opened],
  ['cryptography.fernet.Fernet().decrypt', opened],
  ['cryptography.fernet.MultiFernet().decrypt', opened],
];

export const tokenMethods: readonly (readonly [string, CallModel])[] = [['get_user', cognitoUser]];

const identity: MemberModel = ({ path, site }) => identified(path, site);

export const tokenMembers: readonly (readonly [string, MemberModel])[] = [
  ['authlib.integrations.flask_oauth2.current_token', identity],
];

export const tokenMarks: readonly (readonly [string, readonly string[]])[] = [
  ['authlib.integrations.flask_oauth2.ResourceProtector()()', [authenticated]],
];

export const tokenAliases: readonly (readonly [string, string])[] = [
  ['itsdangerous.url_safe.URLSafeTimedSerializer()', 'itsdangerous.URLSafeTimedSerializer()'],
  ['itsdangerous.url_safe.URLSafeSerializer()', 'itsdangerous.URLSafeSerializer()'],
];

/** Names under which a request carries a token. */
const tokenName = /(?:^|[._-])(?:authorization|x-amzn-oidc-data|(?:access|id|auth|session)?[_-]?token|jwt|bearer)$/i;

/**
 * `json.loads(base64.urlsafe_b64decode(token.split('.')[1]))`: a token is no JSON by itself, so whoever reads it as such
 * has taken it apart by hand.
 */
export const jsonLoads: CallModel = ({ arguments: args, facts, site }) => {
  const [text] = args.positional;
  if (text === undefined) return undefined;
  if (verifiedBy(facts, text)) return treated(text, ['verified']);
  if (!isTainted(text) || text.treatments.has('verified')) return text;
  const sources = text.sources.map((source) =>
    source.kind === 'request' && tokenName.test(source.name)
      ? { ...source, origin: 'token' as const, name: '', site }
      : source,
  );
  return sources.some((source, index) => source !== text.sources[index])
    ? { ...fromSources(sources), treatments: text.treatments }
    : text;
};
