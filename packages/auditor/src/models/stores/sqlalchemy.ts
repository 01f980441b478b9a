import type { AccessKind, Comparison } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { externalOf, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall, ModelTools } from '../contract.ts';
import { argument } from '../tools.ts';
import { noteAccess } from './access-draft.ts';
import { equationsIn } from './sqlalchemy-conditions.ts';

/*
 * Rows by SQLAlchemy and Flask-SQLAlchemy, as far as one call says which one is meant: by its primary key, or by
 * `filter_by` (SQLAlchemy documentation, "Get by Primary Key", `Query.filter_by`; Flask-SQLAlchemy, "Queries for
 * Views").
 */

function rowBy(call: string, key: readonly Comparison[], tools: ModelTools, kind: AccessKind = 'get'): Value {
  return partOf(noteAccess(tools, { kind, store: 'SQL', call, key }), 'Item');
}

function byId(call: string, id: Value | undefined, tools: ModelTools): Value | undefined {
  return id === undefined ? undefined : rowBy(call, [{ attribute: 'id', operator: '=', value: id }], tools);
}

const sessionGet =
  /(?:^|[._])(?:session|db|Session\(\)|AsyncSession\(\)|sessionmaker\(\)\(\)|SQLAlchemy\(\))\.(get|get_one|get_or_404)$/i;
const queryGet = /\.query(?:\(\))?\.(get|get_or_404)$/;
const filtered = /\.filter_by\(\)\.(first|one|one_or_none|first_or_404|one_or_404|scalar_one|scalar_one_or_none)$/;

const single = /\.(first|one|one_or_none|first_or_404|one_or_404|scalar|scalar_one|scalar_one_or_none)$/;

/** `session.query(User).filter(User.email == email).first()`, `session.scalar(select(User).where(User.id == id))`. */
function found({ path, callee, arguments: args }: ModelCall, tools: ModelTools): Value | undefined {
  const way = single.exec(path)?.[1];
  if (way === undefined) return undefined;
  const given = args.positional.flatMap((value) => equationsIn(externalOf(value)));
  const key = [...equationsIn(callee.base), ...given];
  return key.length === 0 ? undefined : rowBy(`where.${way}`, key, tools);
}

/**
 * `session.get(Order, order_id)`, `Order.query.get(order_id)`, `session.query(Order).filter_by(id=order_id).first()`. The
 * session often comes from a module that cannot be seen, so the way to it is not asked for.
 */
export const sqlalchemyFallback: CallModel = (call, tools) => {
  const { path, callee, arguments: args, site } = call;
  if (site.module.language !== 'python') return undefined;
  const ofSession = sessionGet.exec(path);
  const [entity] = args.positional;
  if (ofSession !== null && isEntity(entity) && args.positional.length > 1)
    return byId(`session.${ofSession[1] ?? 'get'}`, args.positional[1], tools);
  const ofQuery = queryGet.exec(path);
  if (ofQuery !== null) return byId(`query.${ofQuery[1] ?? 'get'}`, argument(args, 'ident', 0), tools);
  const ofFilter = filtered.exec(path);
  const conditions = callee.base?.arguments?.named;
  if (ofFilter === null || conditions === undefined || conditions.size === 0) return found(call, tools);
  const key = [...conditions].map(([attribute, value]) => ({ attribute, operator: '=', value }));
  return rowBy(`filter_by.${ofFilter[1] ?? 'first'}`, key, tools);
};

/** A class of the audited code, or one that cannot be seen. */
function isEntity(value: Value | undefined): boolean {
  if (value?.shape.kind === 'class') return true;
  return value?.shape.kind === 'external' && /(?:^|\.)[A-Z]\w*$/.test(value.shape.external.path);
}
