import type { AccessKind } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { constant, type External, shaped, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { isGiven, noteAccess } from './access-draft.ts';
import { nameOf } from './chain.ts';
import { inDict } from './dynamo-call.ts';
import { chosenBy } from './light-conditions.ts';

/*
 * Rows of SQL databases by Prisma, `prisma.note.findUnique({ where: { id } })`, and where Sequelize and TypeORM are
 * alike, as far as it matters whose rows are reached.
 */

const kinds: Readonly<Record<string, AccessKind>> = {
  findUnique: 'get',
  findUniqueOrThrow: 'get',
  findFirst: 'get',
  findFirstOrThrow: 'get',
  findOne: 'get',
  findOneOrFail: 'get',
  findMany: 'query',
  findAll: 'query',
  find: 'query',
  update: 'update',
  updateMany: 'update',
  upsert: 'update',
  delete: 'delete',
  deleteMany: 'delete',
  destroy: 'delete',
  create: 'put',
};

/** Methods whose first argument is the condition itself, or an id. */
const direct: Readonly<Record<string, AccessKind>> = {
  findByPk: 'get',
  findOneBy: 'get',
  findOneByOrFail: 'get',
};

function isPrisma(base: External | undefined): boolean {
  return base !== undefined && /prisma/i.test(base.path);
}

/** `{ where, data, select }`. */
function method(name: string, kind: AccessKind): CallModel {
  return ({ callee, arguments: { positional } }, tools) => {
    const { base } = callee;
    const said = positional.find((one) => inDict(one)('where') !== undefined);
    const isAsked = said !== undefined && /^(?:find|destroy)/.test(name);
    if (base === undefined || !(isPrisma(base) || isAsked)) return undefined;
    const option = inDict(said ?? positional[0]);
    const answer = noteAccess(tools, {
      store: 'SQL',
      call: `${isPrisma(base) ? 'Prisma' : 'Model'}.${name}`,
      table: constant(nameOf(base.path)),
      item: option('data') ?? null,
      hasProjection: isGiven(option('select')) || isGiven(option('attributes')),
      ...(kind === 'put' ? { kind } : chosenBy(kind, option('where'))),
    });
    return kind === 'query' ? partOf(answer, 'Items') : partOf(answer, kind === 'get' ? 'Item' : 'Attributes');
  };
}

/** `Note.findByPk(id)`, `notes.findOneBy({ id, owner })`. */
function directMethod(name: string, kind: AccessKind): CallModel {
  return ({ callee, arguments: { positional } }, tools) => {
    const [first] = positional;
    if (callee.base === undefined || first === undefined) return undefined;
    const isById = name === 'findByPk';
    const chosen = isById ? { kind, key: [{ attribute: 'id', operator: '=', value: first }] } : chosenBy(kind, first);
    const table: Value = constant(nameOf(callee.base.path));
    return partOf(noteAccess(tools, { store: 'SQL', call: `Model.${name}`, table, ...chosen }), 'Item');
  };
}

/** `prisma.$transaction(async (tx) => …)`: inside, the client is the same. */
const transaction: CallModel = ({ callee, arguments: { positional } }, tools) => {
  const [first] = positional;
  const { base } = callee;
  if (base === undefined || first === undefined || !isPrisma(base)) return undefined;
  return first.shape.kind === 'function' ? tools.call(first, [shaped({ kind: 'external', external: base })]) : first;
};

export const sqlMethods: readonly (readonly [string, CallModel])[] = [
  ...Object.entries(kinds).map(([name, kind]): [string, CallModel] => [name, method(name, kind)]),
  ...Object.entries(direct).map(([name, kind]): [string, CallModel] => [name, directMethod(name, kind)]),
  ['$transaction', transaction],
];
