import { partOf } from '../../flow/refine.ts';
import { unitedSources } from '../../flow/sources.ts';
import { type CallArguments, externalOf, shaped, type Value } from '../../flow/value.ts';
import type { CallModel, ModelTools } from '../contract.ts';
import { type AccessParts, noteAccess } from './access-draft.ts';
import { type Link, linksOf, nameOf } from './chain.ts';
import { withSharedConditions } from './dynamo-batch.ts';
import { inDict } from './dynamo-call.ts';
import { entryOf } from './entry-of.ts';
import { actionOf, draftOf, kindOf } from './toolbox-actions.ts';

/*
 * DynamoDB-Toolbox from version 1: actions that are built and sent, repositories, and what is executed together.
 */

const send: CallModel = ({ callee }, tools) => {
  const action = actionOf(linksOf(callee.base), tools);
  return action === undefined ? undefined : noteAccess(tools, draftOf(action));
};

const paginate: CallModel = (call, tools) => {
  const page = send(call, tools);
  return page === undefined ? undefined : shaped({ kind: 'list', items: [page] });
};

const repositoryActions: Readonly<Record<string, string>> = {
  get: 'GetItemCommand',
  put: 'PutItemCommand',
  update: 'UpdateItemCommand',
  updateAttributes: 'UpdateAttributesCommand',
  delete: 'DeleteItemCommand',
  query: 'QueryCommand',
  scan: 'ScanCommand',
  deletePartition: 'DeletePartitionCommand',
};

/** `Order.build(EntityRepository).get({ … }, { … })`. */
function repositoryMethod(name: string): CallModel {
  const action = entryOf(repositoryActions, name) ?? '';
  return ({ callee, arguments: { positional } }, tools) => {
    const repository = repositoryOf(linksOf(callee.base));
    const kind = kindOf(action);
    if (repository === undefined || kind === undefined) return undefined;
    const [target, options] = name === 'scan' ? [undefined, positional[0]] : positional;
    const draft = draftOf({ name: action, kind, owner: repository.owner, target, options });
    return noteAccess(tools, { ...draft, call: `${repository.name}.${name}` });
  };
}

interface Repository {
  readonly name: string;
  readonly owner: CallArguments | undefined;
}

/** What `Order.build(EntityRepository)` and `new EntityRepository(Order)` belong to. */
function repositoryOf(links: readonly Link[]): Repository | undefined {
  const [owner, last] = [links.at(-2), links.at(-1)];
  const [given] = last?.arguments.positional ?? [];
  const named = given === undefined ? undefined : externalOf(given);
  const isBuilt = last?.name === 'build';
  const name = isBuilt ? nameOf(named?.path ?? '') : (last?.name ?? '');
  if (!/^(?:Entity|Table)Repository$/.test(name)) return undefined;
  return { name, owner: isBuilt ? owner?.arguments : named?.arguments };
}

/** The requests of a batch or a transaction, also those that its commands hold, with what these say of all. */
function requestsIn(value: Value, tools: ModelTools, projection?: Partial<AccessParts>, depth = 4): AccessParts[] {
  if (depth === 0) return [];
  if (value.shape.kind === 'list')
    return value.shape.items.flatMap((item) => requestsIn(item, tools, projection, depth - 1));
  const links = linksOf(externalOf(value));
  const held = links.findLast(({ name }) => name === 'requests');
  if (held !== undefined) {
    const options = links.findLast(({ name }) => name === 'options')?.arguments.positional[0];
    const isProjected = inDict(options)('attributes') !== undefined;
    const said = isProjected ? { hasProjection: true } : projection;
    return [...held.arguments.positional, ...held.arguments.spread].flatMap((one) =>
      requestsIn(one, tools, said, depth - 1),
    );
  }
  const action = actionOf(links, tools);
  return action === undefined ? [] : [{ ...draftOf(action), ...projection }];
}

/** DynamoDB takes no more at once. */
const mostRequests = 100;

/** `executeBatchGet(Orders.build(BatchGetCommand).requests(…))`, `executeTransactWrite(…)`. */
function execute(written: string): CallModel {
  return ({ arguments: { positional, spread } }, tools) => {
    const all = [...positional, ...spread].flatMap((value) => requestsIn(value, tools)).slice(0, mostRequests);
    const isCheck = ({ call }: AccessParts): boolean => call === 'ConditionCheck';
    const requests = all.filter((one) => !isCheck(one));
    const answers = withSharedConditions(requests, all.filter(isCheck)).map((draft) =>
      noteAccess(tools, { ...draft, call: `${written} ${draft.call}` }),
    );
    if (answers.length === 0) return undefined;
    const items = answers.map((answer) => partOf(answer, 'Item'));
    const inOrder = written.startsWith('executeBatch')
      ? [shaped({ kind: 'list', items })]
      : items.map((item) => shaped({ kind: 'dict', fields: new Map([['Item', item]]), rest: null }));
    const responses = shaped({ kind: 'list', items: inOrder });
    return shaped({ kind: 'dict', fields: new Map([['Responses', responses]]), rest: null }, unitedSources(answers));
  };
}

const executed = ['executeBatchGet', 'executeBatchWrite', 'executeTransactGet', 'executeTransactWrite'];

export const toolboxMethods: readonly (readonly [string, CallModel])[] = [
  ['send', send],
  ['paginate', paginate],
  ...Object.keys(repositoryActions).map((name): [string, CallModel] => [name, repositoryMethod(name)]),
  ...executed.map((name): [string, CallModel] => [name, execute(name)]),
];
