import type { AccessKind } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { type External, plain, type Value } from '../../flow/value.ts';
import type { CallModel, MemberModel, ModelTools } from '../contract.ts';
import { given, noteAccess } from './access-draft.ts';
import { linksOf } from './chain.ts';
import { inDict } from './dynamo-call.ts';
import { chosenBy } from './light-conditions.ts';

/*
 * MongoDB by its driver, `db.collection('notes').findOne({ _id })`, and by Mongoose, `Note.findById(id)`, as far as it
 * matters whose documents are reached.
 */

interface Operation {
  readonly kind: AccessKind;
  /** The first argument is an id, and no condition. */
  readonly isById?: boolean;
  /** The place of what is written. */
  readonly written?: number;
}

const operations: Readonly<Record<string, Operation>> = {
  findOne: { kind: 'get' },
  findById: { kind: 'get', isById: true },
  find: { kind: 'query' },
  exists: { kind: 'get' },
  findOneAndUpdate: { kind: 'update', written: 1 },
  findOneAndReplace: { kind: 'update', written: 1 },
  findOneAndDelete: { kind: 'delete' },
  findOneAndRemove: { kind: 'delete' },
  findByIdAndUpdate: { kind: 'update', isById: true, written: 1 },
  findByIdAndDelete: { kind: 'delete', isById: true },
  findByIdAndRemove: { kind: 'delete', isById: true },
  updateOne: { kind: 'update', written: 1 },
  updateMany: { kind: 'update', written: 1 },
  replaceOne: { kind: 'update', written: 1 },
  deleteOne: { kind: 'delete' },
  deleteMany: { kind: 'delete' },
  insertOne: { kind: 'put', written: 0 },
  insertMany: { kind: 'put', written: 0 },
  create: { kind: 'put', written: 0 },
};

const modelPath =
  /^(?:mongoose\.(?:connection\.|createConnection\(\)\.)?model\(\)|@typegoose\/typegoose\.getModelForClass\(\)|@nestjs\/mongoose\.InjectModel\(\))$/;
/** A model of a module that cannot be seen, which is called like a class. */
const classLike = /^(?!.*\(\))[\w@./-]*(?:^|[./])[A-Z]\w*$/;
/** Methods that no other library has. */
const telling = /^find(?:ById|OneAnd)/;

/** `Model` or `Collection`; `undefined` for anything else. */
function ownerOf(base: External | undefined, name: string): 'Model' | 'Collection' | undefined {
  if (base === undefined) return undefined;
  if (/\.collection\(\)$/.test(base.path)) return 'Collection';
  if (modelPath.test(base.path)) return 'Model';
  if (telling.test(name)) return 'Model';
  return name === 'findOne' && (classLike.test(base.path) || base.path === 'unknown') ? 'Model' : undefined;
}

function method(name: string, operation: Operation): CallModel {
  return ({ callee, arguments: { positional } }, tools) => {
    const owner = ownerOf(callee.base, name);
    const [first] = positional;
    // Sequelize and TypeORM have a `findOne` as well.
    if (owner === undefined || inDict(first)('where') !== undefined) return undefined;
    const answer = noteAccess(tools, {
      store: 'MongoDB',
      call: `${owner}.${name}`,
      table: tableOf(callee.base),
      item: operation.written === undefined ? null : given(positional[operation.written]),
      ...keyFor(operation, first),
    });
    return answerOf(operation.kind, answer);
  };
}

function keyFor({ kind, isById }: Operation, first: Value | undefined): ReturnType<typeof chosenBy> {
  if (kind === 'put') return { kind };
  if (isById === true) return { kind, key: [{ attribute: '_id', operator: '=', value: first ?? plain }] };
  return chosenBy(kind, first);
}

/** The name of `db.collection('notes')` and `mongoose.model('Note', …)`. */
function tableOf(base: External | undefined): Value | null {
  return linksOf(base).at(-1)?.arguments.positional[0] ?? null;
}

function answerOf(kind: AccessKind, answer: Value): Value {
  if (kind === 'query') return partOf(answer, 'Items');
  return kind === 'get' ? partOf(answer, 'Item') : partOf(answer, 'Attributes');
}

/** `new Note({ … }).save()`. */
const save: CallModel = ({ callee }, tools: ModelTools) => {
  const made = callee.base;
  if (made?.base === undefined || !modelPath.test(made.base.path)) return undefined;
  const item = made.arguments?.positional[0] ?? null;
  noteAccess(tools, { kind: 'put', store: 'MongoDB', call: 'Item.save', table: tableOf(made.base), item });
  return item ?? undefined;
};

export const mongodbMethods: readonly (readonly [string, CallModel])[] = [
  ...Object.entries(operations).map(([name, operation]): [string, CallModel] => [name, method(name, operation)]),
  ['save', save],
];

/** `mongoose.models.Note || mongoose.model('Note', …)`: the second is what is known. */
export const mongodbMembers: readonly (readonly [string, MemberModel])[] = [['mongoose.models', () => plain]];
