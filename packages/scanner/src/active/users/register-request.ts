import type { Json, JsonObject, Operation, RequestSpec, SchemaNode, Surface } from '@middlebrick/model';
import { fillBody } from '../../generate/fill-body.ts';
import { isAdminRole } from '../../identities/claims.ts';
import { requestOf } from '../../surface/index.ts';
import { field } from '../../surface/spec-node.ts';
import type { Values } from '../../survey/survey.ts';
import {
  type AccountField,
  accountFields,
  choicesOf,
  choiceWithPassword,
  isNumber,
  type Meaning,
  meaningOf,
} from './account-fields.ts';
import type { Person } from './account-values.ts';
import { putAt, valueAt, without } from './body-paths.ts';
import type { Lessons } from './register-lessons.ts';

/** A registration, ready to be sent. */
export interface RegisterRequest {
  request: RequestSpec;
  /** What is sent, without the password and its repetitions. */
  fields: JsonObject;
  /** The whole body in clear: for learning from complaints, never for the record. */
  clear: JsonObject;
  /** The fields that name the account, with what stands in them. */
  names: readonly { field: string; meaning: Meaning; value: string }[];
  passwordField: string;
}

export interface RegisterInput {
  operation: Operation;
  lessons: Lessons;
  person: Person;
  surface: Surface;
  unique(): string;
  /** Asks for this role where a field offers it. */
  role?: string;
  /** Further fields, in the place of what would be sent. */
  fields?: JsonObject;
}

/** The usual fields, for an operation of which nothing is declared. */
const usualFields = ['username', 'email', 'password'];
const ordinaryRole =
  /^(?:.*[_\-. ])?(?:user|member|customer|client|basic|standard|regular|normal|viewer|guest|reader)$/i;

/** @returns `undefined` when a required part outside the body, such as a tenant in the path, has no value */
export function registerRequest(input: RegisterInput): RegisterRequest | undefined {
  const { operation, lessons, surface } = input;
  const { body: declared, ...bare } = operation;
  const inQuery = queryFields(operation);
  const isQuery = declared === undefined && inQuery.length > 0;
  const queryValues: Values = Object.fromEntries(
    inQuery.map((entry) => [entry.path[0] as string, textFor(entry, input)]),
  );
  const request = requestOf(bare, queryValues, surface);
  if (request === undefined) return undefined;
  const chosen = isQuery ? inQuery : chosenFields(operation, lessons, surface);
  const clear = isQuery ? { ...queryValues } : bodyOf(input, chosen);
  const names = chosen.flatMap((entry) => {
    const value = valueAt(clear, entry.path);
    const isName = ['username', 'email', 'phone', 'name'].includes(entry.meaning);
    return isName && (typeof value === 'string' || typeof value === 'number')
      ? [{ field: entry.path.join('.'), meaning: entry.meaning, value: String(value) }]
      : [];
  });
  return {
    request: isQuery ? request : withBody(request, clear, lessons.isForm, declared?.mediaType),
    fields: without(clear, chosen.filter(isSecretField)),
    clear,
    names,
    passwordField: chosen.find(({ meaning }) => meaning === 'password')?.path.join('.') ?? 'password',
  };
}

function isSecretField({ meaning }: AccountField): boolean {
  return meaning === 'password' || meaning === 'confirmation';
}

function queryFields(operation: Operation): AccountField[] {
  return operation.parameters.flatMap(({ name, in: place, required, schema = {} }) => {
    const meaning = place === 'query' ? meaningOf(name) : undefined;
    return meaning === undefined ? [] : [{ path: [name], meaning, required, schema }];
  });
}

/** What names the account and its password always, the rest of what concerns it when it is wanted. */
function chosenFields(operation: Operation, lessons: Lessons, surface: Surface): AccountField[] {
  const schema = operation.body?.schema;
  const declared = schema === undefined ? [] : accountFields(schema, surface);
  const known = declared.some(({ meaning }) => meaning === 'password')
    ? declared
    : [
        ...declared,
        ...usualFields.map(asField).filter(({ meaning }) => declared.every((other) => other.meaning !== meaning)),
      ];
  const hasName = known.some(({ meaning }) => meaning === 'username' || meaning === 'email');
  const wanted = known.filter(({ meaning, required }) => {
    if (required || ['username', 'email', 'password', 'confirmation'].includes(meaning)) return true;
    if (meaning === 'role' || meaning === 'captcha' || meaning === 'invitation') return false;
    return lessons.fills === 'all' || !hasName;
  });
  const present = new Set(wanted.map(({ path }) => path.join('.')));
  const added = lessons.added.filter((path) => !present.has(path)).map(asField);
  return [...wanted, ...added].filter(({ path }) => !lessons.dropped.includes(path.join('.')));
}

function asField(path: string): AccountField {
  const keys = path.split('.');
  return { path: keys, meaning: meaningOf(keys.at(-1) ?? '') ?? 'username', required: true, schema: {} };
}

function bodyOf(input: RegisterInput, chosen: readonly AccountField[]): JsonObject {
  const { operation, lessons, surface, unique } = input;
  const schema: SchemaNode = choiceWithPassword(operation.body?.schema ?? { type: 'object' }, surface);
  const values = Object.fromEntries(chosen.map((entry) => [entry.path.at(-1) as string, textFor(entry, input)]));
  const { demands, fills } = lessons;
  const filled = fillBody(schema, { surface, values, unique, fields: fills, demands })?.value ?? {};
  const kept = new Set(chosen.map(({ path }) => path.join('.')));
  const left = accountFields(schema, surface).filter(({ path, required }) => !required && !kept.has(path.join('.')));
  const body = without(filled, [...left, ...lessons.dropped.map(asField)]);
  for (const entry of chosen) putAt(body, entry.path, valueFor(entry, input));
  return { ...body, ...roleField(input), ...input.fields };
}

/** The role that was asked for, in the field that offers it. */
function roleField({ role, operation, surface }: RegisterInput): JsonObject {
  const offer = role === undefined ? undefined : roleOffer(operation, surface);
  if (role === undefined || offer === undefined) return {};
  return { [offer.field]: offer.isList ? [role] : role };
}

/** The field of a registration that lets the caller choose to be an administrator. */
export function roleOffer(
  operation: Operation,
  surface: Surface,
): { field: string; role: string; isList: boolean } | undefined {
  const declared = operation.body?.schema === undefined ? [] : accountFields(operation.body.schema, surface);
  for (const { meaning, path, schema } of declared) {
    if (meaning !== 'role' || path.length !== 1) continue;
    const role = choicesOf(schema, surface).find(isAdminRole);
    if (role !== undefined) return { field: path[0] as string, role, isList: field(schema, 'type') === 'array' };
  }
  return undefined;
}

function valueFor(entry: AccountField, input: RegisterInput): Json {
  const text = textFor(entry, input);
  if (field(entry.schema, 'type') === 'array') return [text];
  const digits = text.replace(/\D/g, '');
  return isNumber(entry.schema) && digits !== '' ? Number(digits) : text;
}

function textFor({ meaning, schema }: AccountField, { person, surface, unique, operation }: RegisterInput): string {
  switch (meaning) {
    case 'username':
      return person.username;
    case 'email':
      return person.email;
    case 'password':
    case 'confirmation':
      return person.password.reveal();
    case 'phone':
      return person.phone;
    case 'first-name':
      return person.firstName;
    case 'last-name':
      return person.lastName;
    case 'name':
      return namesNobody(operation, surface) ? person.username : `${person.firstName} ${person.lastName}`;
    case 'role': {
      const choices = choicesOf(schema, surface);
      return (
        choices.find((choice) => ordinaryRole.test(choice)) ?? choices.find((choice) => !isAdminRole(choice)) ?? 'user'
      );
    }
    default:
      return unique();
  }
}

/** Without a user name, an address or a number, an account is called by its `name`. */
function namesNobody(operation: Operation, surface: Surface): boolean {
  const { schema } = operation.body ?? {};
  if (schema === undefined) return false;
  return accountFields(schema, surface).every(({ meaning }) => !['username', 'email', 'phone'].includes(meaning));
}

function withBody(request: RequestSpec, body: JsonObject, isForm: boolean, declared: string | undefined): RequestSpec {
  const headers = (request.headers ?? []).filter(([name]) => name.toLowerCase() !== 'content-type');
  const mediaType = isForm ? 'application/x-www-form-urlencoded' : (jsonType(declared) ?? 'application/json');
  const text = isForm ? formOf(body) : JSON.stringify(body);
  return { ...request, headers: [...headers, ['Content-Type', mediaType]], body: text };
}

function jsonType(declared: string | undefined): string | undefined {
  return declared !== undefined && /^[\w/.+-]{1,80}json$/i.test(declared) ? declared : undefined;
}

/** Scalars alone: a form has no deeper ones. */
function formOf(fields: JsonObject): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .flatMap((member): [string, string][] => (typeof member === 'object' ? [] : [[name, String(member)]])),
  );
  return new URLSearchParams(pairs).toString();
}
