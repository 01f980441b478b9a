import { type Operation, pathParameters, type Surface } from '@middlebrick/model';
import { singularOf, wordsOf } from '../../surface/words.ts';
import { takesPassword } from './account-fields.ts';

/** How many operations are tried before the scan does without. */
const mostTried = 3;

const registerWords = new Set(
  'register registration signup join enroll enrol enrollment onboard createaccount'.split(' '),
);
const loginWords = new Set('login signin logon authenticate'.split(' '));
const sessionWords = new Map([
  ['session', 7],
  ['sessions', 7],
  ['token', 6],
  ['tokens', 6],
  ['auth', 5],
  ['authentication', 5],
  ['authorize', 4],
  ['jwt', 4],
]);
/** Collections that people are kept in. */
const peopleWords = new Set(
  'user account customer member client profile patient person player author student'.split(' '),
);
const neitherWords = new Set(
  (
    'logout signout logoff verify verification confirm confirmation reset forgot forgotten recover recovery refresh resend ' +
    'renew revoke introspect invite invitation device devices webhook webhooks push newsletter subscribe change unlock ' +
    'otp totp mfa 2fa twofactor activate activation check available availability exists validate delete disable bulk batch ' +
    'forget import impersonate callback oidc saml google github facebook apple guest anonymous key keys card cards payment'
  ).split(' '),
);

/** Operations by which a caller may register itself, the most likely first. */
export function registerOperations(surface: Surface): Operation[] {
  return best(surface, (operation) => registerRank(operation, surface));
}

/** Operations by which a user may sign in, the most likely first; those beside the registration before others. */
export function loginOperations(surface: Surface, register: Operation): Operation[] {
  return best(surface, (operation) => {
    if (operation.id === register.id) return 0;
    const rank = loginRank(operation, surface);
    return rank > 0 && parentOf(operation.path) === parentOf(register.path) ? rank + 2 : rank;
  });
}

function best(surface: Surface, rankOf: (operation: Operation) => number): Operation[] {
  return surface.operations
    .map((operation) => ({ operation, rank: rankOf(operation) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, mostTried)
    .map(({ operation }) => operation);
}

function registerRank(operation: Operation, surface: Surface): number {
  if (operation.method !== 'POST' && operation.method !== 'PUT') return 0;
  if (pathParameters(operation.path).length > 0) return 0;
  const words = wordsOfPath(operation.path);
  const said = saidWords(operation);
  if (isSomethingElse(operation, words)) return 0;
  const takes = takesPassword(operation, surface);
  if (takes === false) return 0;
  const isNamed = words.some((word) => registerWords.has(word));
  const isSaid = said.some((word) => registerWords.has(word)) || createsPeople(said);
  const isPeople = peopleWords.has(singularOf(words.at(-1) ?? ''));
  if (!isNamed && words.some((word) => loginWords.has(word))) return 0;
  if (!isNamed && !(isPeople && (takes === true || isSaid)) && !(isSaid && takes === true)) return 0;
  const rank = (isNamed ? 12 : 0) + (isSaid ? 5 : 0) + (isPeople ? 4 : 0) + (takes === true ? 4 : 0);
  return Math.max(1, rank + opennessOf(operation) - (words.includes('admin') ? 6 : 0) - (operation.deprecated ? 2 : 0));
}

function loginRank(operation: Operation, surface: Surface): number {
  const isBasic = operation.security?.some((names) => names.some((name) => isBasicScheme(name, surface))) ?? false;
  if (operation.method !== 'POST' && operation.method !== 'PUT' && !(operation.method === 'GET' && isBasic)) return 0;
  if (pathParameters(operation.path).length > 0) return 0;
  const words = wordsOfPath(operation.path);
  const said = saidWords(operation);
  if (isSomethingElse(operation, words) || words.some((word) => registerWords.has(word))) return 0;
  const takes = takesPassword(operation, surface);
  if (takes === false && !isBasic) return 0;
  const isNamed = [words.at(-1) ?? '', ...said].some((word) => loginWords.has(word));
  const session = sessionWords.get(words.at(-1) ?? '') ?? 0;
  if (!isNamed && session === 0) return 0;
  const rank = (isNamed ? 10 : 0) + session + (takes === true ? 4 : 0) + (isBasic ? 2 : 0);
  return Math.max(1, rank + opennessOf(operation) - (words.includes('admin') ? 6 : 0) - (operation.deprecated ? 2 : 0));
}

/** Of a summary only the verb counts: many speak of confirmations, keys and refreshing further on. */
function isSomethingElse({ operationId, summary }: Operation, words: readonly string[]): boolean {
  const said = [...paired(wordsOf(operationId ?? '')), ...paired(wordsOf(summary ?? '')).slice(0, 2)];
  return [...words, ...said].some((word) => neitherWords.has(word));
}

export function isBasicScheme(name: string, surface: Surface): boolean {
  return surface.securitySchemes.some((scheme) => scheme.name === name && scheme.scheme === 'basic');
}

/** Nobody is signed in yet: what declares that it wants credentials is not for strangers. */
function opennessOf({ security }: Operation): number {
  if (security === null) return 0;
  return security.length === 0 || security.some((alternative) => alternative.length === 0) ? 2 : -3;
}

/** Words of a path in pairs, too: `sign-up` is one. */
function wordsOfPath(path: string): string[] {
  return path.split('/').flatMap((segment) => paired(wordsOf(segment)));
}

function saidWords({ operationId, summary }: Operation): string[] {
  return [...paired(wordsOf(operationId ?? '')), ...paired(wordsOf(summary ?? '').slice(0, 8))];
}

const pairs = new Set('signup signin logon createaccount twofactor logoff signout logout'.split(' '));

function paired(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const pair = `${words[index]}${words[index + 1] ?? ''}`;
    const isPair = words[index + 1] !== undefined && (pairs.has(pair) || pair === 'login');
    joined.push(isPair ? pair : (words[index] as string));
    if (isPair) index++;
  }
  return joined;
}

/** `createUser`, `Creates a new account`. */
function createsPeople(said: readonly string[]): boolean {
  const at = said.findIndex((word) => /^(?:create|add|new)s?$/.test(word));
  return at !== -1 && said.slice(at + 1, at + 4).some((word) => peopleWords.has(singularOf(word)));
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
