import { lookUp } from '../../flow/state.ts';
import { externalOf, type Scope, type Value } from '../../flow/value.ts';
import type { Expression } from '../../ir/ir.ts';
import { isDataClass } from './pydantic.ts';

/*
 * What a function says that it returns: FastAPI leaves out of its answers what that type does not declare (FastAPI
 * documentation, "Response Model - Return Type").
 */

/** Types within types. */
const deepest = 8;

/** The type that a handler's answers are cut down to; `undefined` where it says none, or one that lets all through. */
export function returnedType({ shape }: Value): Value | undefined {
  if (shape.kind !== 'function') return undefined;
  const { closure } = shape;
  const { returns } = closure.wraps ?? closure.function;
  return returns === undefined ? undefined : modelIn(returns, closure.scope, 0);
}

/** `Note` of `Note`, `list[Note]`, `Note | None`, `Annotated[Note, …]`. */
function modelIn(type: Expression, scope: Scope, depth: number): Value | undefined {
  if (depth > deepest) return undefined;
  const first = (types: readonly Expression[]): Value | undefined =>
    types.map((one) => modelIn(one, scope, depth + 1)).find((found) => found !== undefined);
  switch (type.kind) {
    case 'name': {
      const known = lookUp(scope, type.name);
      return known !== undefined && isModel(known) ? known : undefined;
    }
    case 'index':
      return isMapping(type.object) ? undefined : first([type.index]);
    case 'list':
      return first(type.items);
    case 'binary':
      return first([type.left, type.right]);
    default:
      return undefined;
  }
}

/** `dict[str, Note]` declares nothing of what stands beside. */
function isMapping(type: Expression): boolean {
  const name = type.kind === 'name' ? type.name : type.kind === 'member' ? type.property : '';
  return /^(?:dict|Dict|Mapping|MutableMapping)$/.test(name);
}

/** Modules whose types say nothing of what an answer holds. */
const plainModules =
  /^(?:fastapi|starlette|typing|typing_extensions|collections|datetime|decimal|uuid|enum|pydantic|pathlib|mypy_boto3_\w+|types_\w+)\b/;

/** A model, or a class of a module of the application that cannot be seen. */
function isModel(value: Value): boolean {
  if (value.shape.kind === 'class') return isDataClass(value.shape.class);
  const path = externalOf(value)?.path ?? '';
  return /\.[A-Z]\w*$/.test(path) && !/\.\w*Response$/.test(path) && !plainModules.test(path);
}
