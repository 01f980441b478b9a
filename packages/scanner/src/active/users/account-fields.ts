import type { Operation, SchemaNode, Surface } from '@middlebrick/model';
import { field, isSpecNode, listField, nodeField } from '../../surface/spec-node.ts';
import { wordsOf } from '../../surface/words.ts';

/** What a field of a registration or login means. */
export type Meaning =
  | 'username'
  | 'email'
  | 'password'
  | 'confirmation'
  | 'phone'
  | 'name'
  | 'first-name'
  | 'last-name'
  | 'role'
  | 'captcha'
  | 'invitation'
  | 'grant';

/** A field that concerns the account itself; everything else is filled from its schema. */
export interface AccountField {
  /** Keys from the root of the body. */
  path: readonly string[];
  meaning: Meaning;
  required: boolean;
  /** Resolved; empty where nothing is declared. */
  schema: SchemaNode;
}

const notAPassword = /old|current|hint|reset|expire|policy|strength|salt|hash|length|changed|forgot|temporary|generate/;

/** By the whole name, its words joined. The first that matches. */
const meanings: readonly (readonly [RegExp, Meaning])[] = [
  [/captcha|turnstile/, 'captcha'],
  [
    /^(?:invite|invitation)|^(?:referral|access|signup|registration|activation|voucher|beta)(?:code|key|token)$/,
    'invitation',
  ],
  [
    /^(?:user|your|contact|primary|login|account|owner|work|confirm|repeat|verify)?e?mail(?:address|addr|id|confirm|confirmation|repeat|again|2)?$/,
    'email',
  ],
  [
    /^(?:user|login|screen|nick|account|member)name$|^(?:user|login|handle|nick|nickname|identifier|uname)$/,
    'username',
  ],
  [/^(?:user|login)id$/, 'username'],
  [/^(?:mobile|cell|tele|contact|user)?(?:phone|mobile|telephone|cellphone|msisdn|tel)(?:number|no|nr)?$/, 'phone'],
  [/^(?:contact)?number$/, 'phone'],
  [/^(?:first|given|fore)name$|^fname$/, 'first-name'],
  [/^(?:last|family|sur)name$|^lname$/, 'last-name'],
  [/^(?:full|display|real|legal|your)?name$/, 'name'],
  [/^(?:user|account|member)?roles?$|^(?:user|account|member)type$|^(?:access|user|account)level$|^usergroup$/, 'role'],
  [/^granttype$/, 'grant'],
];

/** What a field is for by its name; `undefined` for everything that has nothing to do with accounts. */
export function meaningOf(name: string): Meaning | undefined {
  const joined = wordsOf(name).join('');
  if (/password|passwd|passphrase|passcode|pwd|^pass\d?$/.test(joined) && !notAPassword.test(joined)) {
    return /confirm|repeat|again|retype|verif|match|second|^re(?:type|enter)?pass|2$/.test(joined)
      ? 'confirmation'
      : 'password';
  }
  return meanings.find(([pattern]) => pattern.test(joined))?.[1];
}

const deepest = 3;
const mostFields = 200;

/** The fields of a body that concern the account, where its password is: at the root, else in the object that holds it. */
export function accountFields(schema: SchemaNode, surface: Pick<Surface, 'resolve'>): AccountField[] {
  const found = fieldsAt(surface.resolve(schema), surface, [], 0);
  if (found.some(({ meaning }) => meaning === 'password')) return found;
  const nested = properties(surface.resolve(schema), surface, 0);
  for (const { name, schema: inner } of nested) {
    const below = fieldsAt(inner, surface, [name], 1);
    if (below.some(({ meaning }) => meaning === 'password')) return below;
  }
  return found;
}

/** The choice of an `oneOf` or `anyOf` body that has a password, else the schema itself. */
export function choiceWithPassword(schema: SchemaNode, surface: Pick<Surface, 'resolve'>): SchemaNode {
  const resolved = surface.resolve(schema);
  const choices = [...listField(resolved, 'oneOf'), ...listField(resolved, 'anyOf')].filter(isSpecNode).slice(0, 10);
  const isChosen = (choice: SchemaNode): boolean =>
    properties(choice, surface, 1).some(({ name }) => meaningOf(name) === 'password');
  return choices.map((choice) => surface.resolve(choice)).find(isChosen) ?? resolved;
}

/** Whether an operation takes a password in its body or query; `undefined` when nothing is declared. */
export function takesPassword(operation: Operation, surface: Pick<Surface, 'resolve'>): boolean | undefined {
  if (operation.parameters.some(({ name, in: place }) => place === 'query' && meaningOf(name) === 'password'))
    return true;
  const schema = operation.body?.schema;
  if (schema === undefined) return operation.body === undefined && operation.source === 'openapi' ? false : undefined;
  if (accountFields(schema, surface).some(({ meaning }) => meaning === 'password')) return true;
  return properties(surface.resolve(schema), surface, 0).length === 0 ? undefined : false;
}

function fieldsAt(
  schema: SchemaNode,
  surface: Pick<Surface, 'resolve'>,
  at: readonly string[],
  depth: number,
): AccountField[] {
  return properties(schema, surface, depth).flatMap(({ name, schema: inner, required }) => {
    const meaning = meaningOf(name);
    const isText = !['object', 'array', 'boolean'].includes(String(field(inner, 'type')));
    if (meaning === undefined || (!isText && meaning !== 'role') || field(inner, 'readOnly') === true) return [];
    // A number that is called `user_id` is the key of another object.
    if (meaning === 'username' && isNumber(inner)) return [];
    return [{ path: [...at, name], meaning, required, schema: inner }];
  });
}

interface Property {
  name: string;
  schema: SchemaNode;
  required: boolean;
}

/** Own properties and those of `allOf` parts, resolved; what one part declares another may require. */
function properties(schema: SchemaNode, surface: Pick<Surface, 'resolve'>, depth: number): Property[] {
  const parts = partsOf(depth === 0 ? choiceWithPassword(schema, surface) : schema, surface, depth);
  const required = new Set(parts.flatMap((part) => listField(part, 'required')));
  const schemas = new Map(
    parts.flatMap((part) => Object.entries(nodeField(part, 'properties') ?? {}).slice(0, mostFields)),
  );
  return [...schemas].flatMap(([name, node]) =>
    isSpecNode(node) ? [{ name, schema: surface.resolve(node), required: required.has(name) }] : [],
  );
}

const mostParts = 10;

function partsOf(schema: SchemaNode, surface: Pick<Surface, 'resolve'>, depth: number): SchemaNode[] {
  if (depth > deepest) return [];
  const parts = listField(schema, 'allOf').filter(isSpecNode).slice(0, mostParts);
  return [...parts.flatMap((part) => partsOf(surface.resolve(part), surface, depth + 1)), schema];
}

export function isNumber(schema: SchemaNode): boolean {
  const type = field(schema, 'type');
  return type === 'integer' || type === 'number';
}

/** The values that a field is restricted to. */
export function choicesOf(schema: SchemaNode, surface: Pick<Surface, 'resolve'>): string[] {
  const items = nodeField(schema, 'items');
  const listed = listField(items === undefined ? schema : surface.resolve(items), 'enum');
  return listed.filter((value): value is string => typeof value === 'string').slice(0, 50);
}
