import type { JsonObject, Operation, SchemaNode, Surface } from '@middlebrick/model';
import { fillBody } from '../../generate/fill-body.ts';
import type { LoginRecipe } from '../../identities/identity-config.ts';
import { requestOf } from '../../surface/index.ts';
import { type AccountField, accountFields, choiceWithPassword, type Meaning, meaningOf } from './account-fields.ts';
import { isBasicScheme } from './account-operations.ts';
import { putAt } from './body-paths.ts';

/** What an account is called by. */
export type NameKind = 'username' | 'email' | 'phone' | 'name';
export type Names = Partial<Record<NameKind, string>>;

/** One way to fill in a login operation. */
export interface SignInForm {
  operation: Operation;
  kind: 'json' | 'form' | 'query' | 'basic';
  /** Paths of the fields for the account's name, with the name that goes there. */
  names: readonly { path: readonly string[]; name: NameKind }[];
  /** Paths of the fields for the password. */
  passwords: readonly (readonly string[])[];
  /** Everything else, as it is sent each time. */
  rest: JsonObject;
}

const mostForms = 4;

/** The ways to fill in a login for an account with these names, the most likely first. */
export function signInForms(
  operation: Operation,
  has: ReadonlySet<NameKind>,
  surface: Surface,
  unique: () => string,
): SignInForm[] {
  if (takesBasic(operation, surface)) {
    return order('username', has).map((name) => ({ ...emptyForm(operation, 'basic'), names: [{ path: [], name }] }));
  }
  const declared = declaredFields(operation, surface);
  const forms =
    declared === undefined ? undeclaredForms(operation, has) : declaredForms(operation, declared, has, surface, unique);
  return forms.slice(0, mostForms);
}

function takesBasic(operation: Operation, surface: Surface): boolean {
  const isBasic = operation.security?.some((names) => names.some((name) => isBasicScheme(name, surface))) ?? false;
  return isBasic && declaredFields(operation, surface) === undefined;
}

function emptyForm(operation: Operation, kind: SignInForm['kind']): SignInForm {
  return { operation, kind, names: [], passwords: [], rest: {} };
}

interface Declared {
  kind: SignInForm['kind'];
  fields: readonly AccountField[];
}

function declaredFields(operation: Operation, surface: Surface): Declared | undefined {
  const inQuery = operation.parameters.flatMap(({ name, in: place, required, schema = {} }): AccountField[] => {
    const meaning = place === 'query' ? meaningOf(name) : undefined;
    return meaning === undefined ? [] : [{ path: [name], meaning, required, schema }];
  });
  if (inQuery.some(({ meaning }) => meaning === 'password')) return { kind: 'query', fields: inQuery };
  const { body } = operation;
  const fields = body?.schema === undefined ? [] : accountFields(body.schema, surface);
  if (!fields.some(({ meaning }) => meaning === 'password')) return undefined;
  return { kind: /form/i.test(body?.mediaType ?? '') ? 'form' : 'json', fields };
}

/** Which name goes into a field: the one that it is called by, then the others that the account has. */
function order(meaning: Meaning, has: ReadonlySet<NameKind>): NameKind[] {
  const preferred: NameKind[] = meaning === 'email' ? ['email', 'username'] : ['username', 'email', 'phone', 'name'];
  const names =
    meaning === 'phone' || meaning === 'name' ? [meaning, ...preferred.filter((name) => name !== meaning)] : preferred;
  return names.filter((name) => has.has(name));
}

function declaredForms(
  operation: Operation,
  { kind, fields }: Declared,
  has: ReadonlySet<NameKind>,
  surface: Surface,
  unique: () => string,
): SignInForm[] {
  const named = fields.filter(({ meaning }) => ['username', 'email', 'phone', 'name'].includes(meaning));
  const demanded = named.filter(({ required }) => required);
  const candidates = demanded.length > 0 ? demanded : named;
  const [first = unnamed(operation, surface), ...more] = candidates;
  if (first === undefined) return [];
  const passwords = fields.filter(({ meaning }) => meaning === 'password').map(({ path }) => path);
  const rest = restOf(operation, fields, surface, unique);
  const formWith = (names: SignInForm['names']): SignInForm => ({ operation, kind, names, passwords, rest });
  // Each field its own name; then the first one alone, with each name that the account has.
  const together = [first, ...more].flatMap(({ path, meaning }) => {
    const [name] = order(meaning, has);
    return name === undefined ? [] : [{ path, name }];
  });
  const alone = (demanded.length > 1 ? [] : order(first.meaning, has)).map((name) => [{ path: first.path, name }]);
  const all = [
    together,
    ...alone,
    ...more.flatMap(({ path, meaning }) =>
      order(meaning, has)
        .slice(0, 1)
        .map((name) => [{ path, name }]),
    ),
  ];
  return distinct(all.filter((names) => names.length > 0)).map(formWith);
}

function distinct<T>(values: readonly T[]): T[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = JSON.stringify(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A field for the name that no word gives away: the first required text that is not the password. */
function unnamed(operation: Operation, surface: Surface): AccountField | undefined {
  const schema = choiceWithPassword(operation.body?.schema ?? {}, surface);
  const required = Array.isArray(schema.required) ? schema.required : [];
  const path = required.find((name): name is string => typeof name === 'string' && meaningOf(name) === undefined);
  return path === undefined ? undefined : { path: [path], meaning: 'username', required: true, schema: {} };
}

/** OAuth 2.0 (RFC 6749, section 4.3.2) and whatever else a login requires. */
function restOf(
  operation: Operation,
  fields: readonly AccountField[],
  surface: Surface,
  unique: () => string,
): JsonObject {
  const schema = operation.body?.schema;
  if (schema === undefined) return {};
  const values = Object.fromEntries(
    fields.map(({ path, meaning }) => [path.at(-1) as string, meaning === 'grant' ? 'password' : unique()]),
  );
  const chosen: SchemaNode = choiceWithPassword(schema, surface);
  const filled = fillBody(chosen, { surface, values, unique, fields: 'required' })?.value ?? {};
  const rest = structuredClone(filled);
  for (const { path, meaning } of fields) {
    if (meaning !== 'grant') delete rest[path[0] as string];
    else if (path.length === 1) rest[path[0] as string] = 'password';
  }
  return rest;
}

function undeclaredForms(operation: Operation, has: ReadonlySet<NameKind>): SignInForm[] {
  const names = order('username', has);
  const formOf = (kind: 'json' | 'form', name: NameKind): SignInForm => ({
    ...emptyForm(operation, kind),
    names: [{ path: [name], name }],
    passwords: [['password']],
  });
  return [
    ...names.map((name) => formOf('json', name)).slice(0, 3),
    ...names.slice(0, 1).map((name) => formOf('form', name)),
  ];
}

/** A form with the field that a complaint asks for, when it is one for a name; `undefined` when it has that already. */
export function withAskedField(form: SignInForm, path: string, has: ReadonlySet<NameKind>): SignInForm | undefined {
  const meaning = meaningOf(path.split('.').at(-1) ?? '');
  const isKnown = [...form.names.map((entry) => entry.path), ...form.passwords].some(
    (known) => known.join('.') === path,
  );
  if (meaning === undefined || isKnown || form.kind === 'basic' || form.kind === 'query') return undefined;
  if (meaning === 'password') return { ...form, passwords: [path.split('.')] };
  const [name] = order(meaning, has);
  return name === undefined ? undefined : { ...form, names: [{ path: path.split('.'), name }] };
}

/** The login of one account: everything that its request needs, in clear. */
export function recipeOf(form: SignInForm, names: Names, password: string, surface: Surface): LoginRecipe {
  const { operation, kind } = form;
  const method = operation.method === 'GET' || operation.method === 'PUT' ? operation.method : 'POST';
  const base = { method, header: 'Authorization', prefix: 'Bearer ' } as const;
  const { body: _, ...bare } = operation;
  const values = kind === 'query' ? flatText(filled(form, names, password)) : {};
  const path = requestOf(bare, values, surface)?.path ?? operation.path;
  if (kind === 'basic') {
    const username = names[form.names[0]?.name ?? 'username'] ?? '';
    return { ...base, path, basic: { username, password } };
  }
  if (kind === 'query') return { ...base, path };
  const fields = filled(form, names, password);
  return kind === 'form' ? { ...base, path, form: flatText(fields) } : { ...base, path, json: fields };
}

function filled(form: SignInForm, names: Names, password: string): JsonObject {
  const body = structuredClone(form.rest);
  for (const { path, name } of form.names) putAt(body, path, names[name] ?? '');
  for (const path of form.passwords) putAt(body, path, password);
  return body;
}

function flatText(fields: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (typeof value === 'object' ? [] : [[key, String(value)]])),
  );
}
