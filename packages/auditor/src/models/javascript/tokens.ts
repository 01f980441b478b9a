import { authenticated, vouched } from '../../flow/facts.ts';
import { type Facts, plain, type Site, textOf, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { identified, requested } from '../tools.ts';
import { each, fieldOf, fields, hasTrue } from './values.ts';

/*
 * Tokens: a library that verifies one says who is calling; one that only decodes it repeats what the client says.
 */

/** What an unverified token says. */
function claimed(site: Site): Value {
  return requested('token', '', site);
}

/** The error of a callback: where there is none, the caller is known. */
const verificationError: Value = { ...plain, truth: { whenTrue: new Set(), whenFalse: new Set([authenticated]) } };

type Tools = Parameters<CallModel>[1];

/** Hands the result to a callback, or gives it: such a call throws when the token is not valid. */
function answered(call: Parameters<CallModel>[0], tools: Tools, value: Value, facts: Iterable<string>): Value {
  const callback = call.arguments.positional.slice(2).at(-1);
  if (callback?.shape.kind === 'function') {
    tools.call(callback, [verificationError, value]);
    return plain;
  }
  tools.learn(facts);
  return value;
}

const signedIn: Facts = new Set([authenticated]);

/** `jwt.verify(token, secret)`; with the algorithm `none` nobody has to have signed. */
const verified: CallModel = (call, tools) => {
  if (allowsNone(call.arguments.positional[2])) return claimed(call.site);
  return answered(call, tools, identified(`${call.path}()`, call.site), signedIn);
};

function allowsNone(options: Value | undefined): boolean {
  const algorithms = fieldOf(options, 'algorithms') ?? fieldOf(options, 'algorithm');
  if (algorithms?.shape.kind === 'list') return algorithms.shape.items.some((item) => textOf(item) === 'none');
  return algorithms !== undefined && textOf(algorithms) === 'none';
}

/** The claims are one field of what comes back: `const { payload } = await jwtVerify(token, key)`. */
function verifiedAs(name: string): CallModel {
  return (call, tools) => {
    const identity = identified(`${call.path}()`, call.site);
    return answered(
      call,
      tools,
      fields({ [name]: identity, protectedHeader: plain, header: plain, key: plain }),
      signedIn,
    );
  };
}

/** `jwt.decode(token)`; with `complete` the claims are a field. */
const decoded: CallModel = ({ arguments: args, site }) => {
  const claims = claimed(site);
  return hasTrue(args.positional[1], 'complete')
    ? fields({ payload: claims, header: claimed(site), signature: plain })
    : claims;
};

function decodedAs(name: string): CallModel {
  return ({ site }) => fields({ [name]: claimed(site), header: plain, protectedHeader: plain });
}

/** `jwt-simple` verifies unless it is told not to. */
const decodedWithKey: CallModel = (call, tools) => {
  const [, , noVerify] = call.arguments.positional;
  const isOff = noVerify?.shape.kind === 'constant' && noVerify.shape.value === true;
  return isOff ? claimed(call.site) : verified(call, tools);
};

/** Somebody signed what is sent here: the sender of a webhook. */
const signedMessage: CallModel = (_, { learn }) => {
  learn([authenticated, vouched]);
  return plain;
};

const isSigned: CallModel = () => ({
  ...plain,
  truth: { whenTrue: new Set([authenticated, vouched]), whenFalse: new Set() },
});

/** `createSigner` and `createVerifier` of fast-jwt make functions; a decoder verifies nothing. */
const fastJwt: readonly (readonly [string, CallModel])[] = [
  ['fast-jwt.createVerifier()', verified],
  ['fast-jwt.createDecoder()', decoded],
];

const cognitoVerifiers = ['CognitoJwtVerifier', 'JwtVerifier', 'JwtRsaVerifier', 'AlbJwtVerifier'];

const joseVerifiers = ['jwtVerify', 'compactVerify', 'generalVerify', 'flattenedVerify', 'jwtDecrypt'];

export const tokenCalls: readonly (readonly [string, CallModel])[] = [
  ['jsonwebtoken.verify', verified],
  ['jsonwebtoken.decode', decoded],
  ...each(['@nestjs/jwt.JwtService.verify', '@nestjs/jwt.JwtService.verifyAsync'], verified),
  ...each(['@nestjs/jwt.JwtService().verify', '@nestjs/jwt.JwtService().verifyAsync'], verified),
  ...each(['@nestjs/jwt.JwtService.decode', '@nestjs/jwt.JwtService().decode'], decoded),
  ['jwt-simple.decode', decodedWithKey],
  ['njwt.verify', verifiedAs('body')],
  ...each(
    joseVerifiers.map((name) => `jose.${name}`),
    verifiedAs('payload'),
  ),
  ['jose/jwt/verify.jwtVerify', verifiedAs('payload')],
  ['jose.decodeJwt', decoded],
  ['jose.UnsecuredJWT.decode', decodedAs('payload')],
  ['jose.decodeProtectedHeader', () => plain],
  ...each(['jwt-decode', 'jwt-decode.jwtDecode', 'jwt-decode.default'], decoded),
  ...each(['hono/jwt.verify', 'hono/utils/jwt.verify', 'hono/jwt.verifyWithJwks'], verified),
  ...each(['hono/jwt.decode', 'hono/utils/jwt.decode'], decodedAs('payload')),
  ...fastJwt,
  ...cognitoVerifiers.flatMap((name) =>
    each([`aws-jwt-verify.${name}.create().verify`, `aws-jwt-verify.${name}.create().verifySync`], verified),
  ),
  ['aws-jwt-verify/jwt.decomposeUnverifiedJwt', decodedAs('payload')],
  ['@tsndr/cloudflare-worker-jwt.decode', decodedAs('payload')],
  ['google-auth-library.OAuth2Client().verifyIdToken', verified],
  ['@okta/jwt-verifier().verifyAccessToken', verifiedAs('claims')],
  ['@okta/jwt-verifier().verifyIdToken', verifiedAs('claims')],
  ['paseto.V4.verify', verified],
  ['paseto.V3.decrypt', verified],
  ['paseto.decode', decodedAs('payload')],
  ...each(['stripe().webhooks.constructEvent', 'stripe().webhooks.constructEventAsync'], signedMessage),
  ...each(
    ['stripe.webhooks.constructEvent', 'svix.Webhook().verify', 'standardwebhooks.Webhook().verify'],
    signedMessage,
  ),
  ...each(
    ['twilio.validateRequest', '@octokit/webhooks.Webhooks().verify', '@octokit/webhooks-methods.verify'],
    isSigned,
  ),
];
