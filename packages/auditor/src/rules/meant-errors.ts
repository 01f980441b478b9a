import type { Site } from '../flow/value.ts';
import type { CompareExpression, Expression, Statement } from '../ir/ir.ts';
import type { Program } from '../program/program.ts';
import { anyIn, askedFirst } from './asked-first.ts';
import { isOfValidation, isOwnClass } from './own-errors.ts';

/*
 * Code that handles errors often tells the caller what is meant for it, and keeps the rest back:
 * `err instanceof AppError`, `err.expose`, `status < 500`, `NODE_ENV === 'development'`.
 */

/** Whether it was asked, before an answer or in it, if the error is meant for the caller. */
export function isToldApart(program: Program, site: Site): boolean {
  return askedFirst(site).some((test) => anyIn(test, (part) => tellsApart(part, program)));
}

function tellsApart(part: Expression | Statement, program: Program): boolean {
  if (part.kind === 'compare') return comparesKind(part, program) || comparesStatus(part);
  if (part.kind === 'member') return mark.test(part.property);
  if (part.kind === 'name') return mark.test(part.name);
  if (part.kind !== 'call') return false;
  const isOfKind = part.callee.kind === 'name' && part.callee.name === 'isinstance';
  const kind = part.arguments[1]?.value;
  return isOfKind && kind !== undefined && isForCaller(kind, program);
}

/** What says that an error is meant for the caller, or that nobody but a developer is there. */
const mark = /^(?:expose|isOperational|isPublic|isBoom|isHttpError|NODE_ENV|debug|DEBUG|is_?(?:dev|prod)\w*)$/i;

function comparesKind({ operator, left, right }: CompareExpression, program: Program): boolean {
  if (operator === 'instanceof') return isForCaller(right, program);
  return [left, right].some(
    ({ kind, ...side }) => kind === 'literal' && 'value' in side && isOfValidation(`${side.value}`),
  );
}

function isForCaller(type: Expression, program: Program): boolean {
  return anyIn(type, (part) => {
    const name = part.kind === 'name' ? part.name : part.kind === 'member' ? part.property : '';
    return isOfValidation(name) || isOwnClass(program, name);
  });
}

/** `err.status < 500`. */
function comparesStatus({ left, right }: CompareExpression): boolean {
  const names = [left, right].map((side) =>
    side.kind === 'name' ? side.name : side.kind === 'member' ? side.property : '',
  );
  const numbers = [left, right].flatMap((side) => (side.kind === 'literal' ? [side.value] : []));
  return names.some((name) => /status/i.test(name)) && (numbers.includes(500) || numbers.includes(499));
}
