import type { Operation, Parameter } from '@middlebrick/model';
import { field } from './spec-node.ts';
import { pluralOf, wordsOf } from './words.ts';

/** Last words of names that name an object. */
const identifierWords = new Set(
  (
    'id ids uid uids guid guids uuid uuids ulid oid pk sk key keys slug handle username login email mail phone mobile ' +
    'number numbers no nr num ref reference account accounts user users owner customer member tenant profile author ' +
    'recipient sender assignee org organization organisation workspace ssn iban isbn sku serial arn hash'
  ).split(' '),
);

/** Names that describe how to answer, of which none names an object. Matched on the whole name, words joined. */
const controlNames = new Set(
  (
    'page pagenumber pageno pagenum pagesize perpage limit offset count size skip take top first last from to since until ' +
    'before after start end sort sortby sortkey order orderby direction sortorder format lang language locale version ' +
    'apiversion v fields field include exclude expand embed filter q query search keyword cursor nextkey startkey lastkey ' +
    'exclusivestartkey lastevaluatedkey pagetoken nexttoken continuationtoken token accesstoken apikey accesskey ' +
    'secretkey publickey subscriptionkey idempotencykey csrfkey csrftoken requestid correlationid traceid spanid ' +
    'amzntraceid clientid callback debug pretty timezone tz currency timestamp hashalgorithm roundnumber versionnumber'
  ).split(' '),
);

/** Words glued to `id` in lower case, as `userid`, of which these are ordinary words instead. */
const notGlued = new Set(
  'paid unpaid prepaid valid invalid grid void avoid android bid aid mid hybrid covid fluid solid rapid acid amid kid lid rid said laid raid'.split(
    ' ',
  ),
);

/**
 * Whether a parameter names an object, so that another value of it would be another object: every parameter in a
 * path, and those in a query, header or cookie that are called like an identifier (`user_id`, `accountNumber`,
 * `email`). Paging, sorting, formats, languages, versions and credentials name nothing, wherever they stand but below a
 * collection of their name (`/orders/{order}`), and neither do parameters with a short list of allowed values.
 *
 * @param operation For a bare name: tells whether it stands in the path.
 */
export function isIdentifierParameter(parameter: Parameter | string, operation?: Operation): boolean {
  const name = typeof parameter === 'string' ? parameter : parameter.name;
  const declared =
    typeof parameter === 'string' ? operation?.parameters.find((other) => other.name === name) : parameter;
  const words = wordsOf(name);
  // `X-Request-Id` is called `request id` among people.
  const meaning = words[0] === 'x' && words.length > 1 ? words.slice(1) : words;
  if (controlNames.has(meaning.join(''))) return isCalledAfterCollection(name, meaning, operation);
  if (declared !== undefined && isChoice(declared)) return false;
  if (declared?.in === 'path' || isInPath(name, operation)) return true;
  return namesAnObject(meaning);
}

/** `/orders/{order}` names an order; `/search/{order}` says how to sort. */
function isCalledAfterCollection(name: string, meaning: readonly string[], operation: Operation | undefined): boolean {
  const before = operation?.path.split(`/{${name}}`, 2)[0]?.split('/').at(-1) ?? '';
  const thing = meaning.at(-1) === 'id' ? meaning.slice(0, -1) : meaning;
  return isInPath(name, operation) && wordsOf(before).join('') === pluralOf(thing.join(''));
}

function isInPath(name: string, operation: Operation | undefined): boolean {
  return operation?.path.includes(`{${name}}`) ?? false;
}

function namesAnObject(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (identifierWords.has(last)) return true;
  return /^[a-z]{2,}(?:id|uuid|guid)$/.test(last) && !notGlued.has(last);
}

/** An enumeration or a boolean: values that the API hands to everybody. */
function isChoice(parameter: Parameter): boolean {
  const type = field(parameter.schema, 'type');
  return Array.isArray(field(parameter.schema, 'enum')) || type === 'boolean';
}
