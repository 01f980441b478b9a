import { isSafe, type Operation } from '@middlebrick/model';
import { wordsOf } from './words.ts';

/** Words that say that calling the operation changes something, also where its method says otherwise. */
const changingWords = new Set(
  (
    'logout logoff signout signoff delete remove destroy erase wipe purge flush clear truncate drop reset seed populate ' +
    'createdb initdb dropdb resetdb seeddb filldb populatedb shutdown poweroff restart reboot stop kill terminate cancel ' +
    'revoke invalidate unsubscribe subscribe optout activate deactivate reactivate confirm verifyemail verifyaccount ' +
    'verifyphone enable disable approve reject create add update insert upsert trigger execute migrate install uninstall ' +
    'rollback rotate regenerate ban unban suspend unlock impersonate withdraw undo'
  ).split(' '),
);

/** Verbs that are as often nouns: they count only as the last segment, where they stand for a command. */
const commandWords = new Set(
  'run start send transfer deposit pay refund redeem checkout sync import publish lock archive restore vote like follow unfollow'.split(
    ' ',
  ),
);

/** Two words that mean one of the above. */
const pairs = new Map([
  ['log out', 'logout'],
  ['log off', 'logoff'],
  ['sign out', 'signout'],
  ['sign off', 'signoff'],
  ['shut down', 'shutdown'],
  ['power off', 'poweroff'],
  ['turn off', 'poweroff'],
  ['opt out', 'optout'],
  ['create db', 'createdb'],
  ['init db', 'initdb'],
  ['drop db', 'dropdb'],
  ['verify email', 'verifyemail'],
  ['verify account', 'verifyaccount'],
  ['verify phone', 'verifyphone'],
]);

/** After one of the words these make a noun of it: `/reset-history` and `/cancel/policy` are only read. */
const recordWords = new Set(
  (
    'history histories log logs status statuses state policy policies reason reasons request requests stats statistics ' +
    'count counts list lists report reports info information rule rules option options config configuration settings ' +
    'at by date time events event schedule preview confirmation confirmations details form page template templates'
  ).split(' '),
);

const readingVerbs = new Set(
  'get list read fetch find show describe view is has can check count search query head options'.split(' '),
);
const methodWords = new Set('get head options'.split(' '));

/**
 * The word by which an operation of a safe method says that it changes state all the same, such as `logout`.
 *
 * Whole words alone count, so `/settings`, `/presets` and `/deleted-items` are none. They are looked for
 * - in each literal segment of the path, as its first or last word, unless a record word (`history`, `status`, …)
 *   ends the segment or is the next literal segment;
 * - as first or last word of the operation id, unless it begins with a verb of reading (`getDeleteHistory`);
 * - as first word of the summary, which is a verb there: `Resets the database`.
 */
export function looksStateChanging(operation: Operation): string | undefined {
  if (!isSafe(operation.method)) return undefined;
  return inPath(operation.path) ?? inOperationId(operation.operationId) ?? inSummary(operation.summary);
}

function inPath(path: string): string | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  for (const [index, segment] of segments.entries()) {
    if (segment.includes('{')) continue;
    const words = paired(wordsOf(segment));
    const next = segments[index + 1];
    if (recordWords.has(words.at(-1) ?? '') || (next !== undefined && recordWords.has(wordsOf(next).at(-1) ?? '')))
      continue;
    const found = atEnds(words);
    if (found !== undefined) return found;
    if (next === undefined && index > 0 && words.length === 1 && commandWords.has(segment)) return segment;
    // `/verify/{token}` redeems the token, `/auth/verify` often only looks at the session.
    if (words.at(-1) === 'verify' && next?.includes('{')) return 'verify';
  }
  return undefined;
}

function inOperationId(operationId: string | undefined): string | undefined {
  if (operationId === undefined) return undefined;
  const words = paired(wordsOf(operationId));
  // Generators append the method: `logout_logout_get`.
  if (methodWords.has(words.at(-1) ?? '')) words.pop();
  if (readingVerbs.has(words[0] ?? '') || recordWords.has(words.at(-1) ?? '')) return undefined;
  return atEnds(words);
}

function inSummary(summary: string | undefined): string | undefined {
  const words = wordsOf(summary ?? '').slice(0, 4);
  const [first = '', ...rest] = words;
  const verb = changingWords.has(first) ? first : first.replace(/s$/, '');
  // `Logs the user out`.
  if (verb === 'log' && rest.includes('out')) return 'logout';
  if (verb === 'sign' && rest.includes('out')) return 'signout';
  return changingWords.has(verb) && !rest.slice(0, 1).some((word) => recordWords.has(word)) ? verb : undefined;
}

function atEnds(words: readonly string[]): string | undefined {
  return [words[0], words.at(-1)].find((word) => word !== undefined && changingWords.has(word));
}

function paired(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const pair = pairs.get(`${word} ${words[index + 1] ?? ''}`);
    joined.push(pair ?? word);
    if (pair !== undefined) index++;
  }
  return joined;
}
