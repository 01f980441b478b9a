import { authenticated } from '../../flow/facts.ts';
import { memberOfClass } from '../../flow/members.ts';
import {
  type CallArguments,
  type ClassValue,
  type Closure,
  type External,
  noArguments,
  plain,
  type Site,
  type Value,
} from '../../flow/value.ts';
import type { RequestAt } from '../contract.ts';
import { requested } from '../tools.ts';
import { declaredIn } from './declared-fields.ts';
import { factsByName, guessedIdentity, isIdentityName, nameIn } from './identity-names.ts';
import { factsOfScheme, schemeValue } from './security-schemes.ts';
import { returningWhatItYields } from './stand-ins.ts';

/*
 * What FastAPI hands to a function that depends on something: a function, a class, an object that can be called, one of
 * its own security schemes (FastAPI documentation, "Dependencies", "Classes as Dependencies", "Dependencies with
 * yield").
 */

/** Gives a function what its own signature asks for. */
type Binder = (closure: Closure, request: RequestAt, depth: number) => CallArguments;

/** Dependencies of dependencies that are followed. */
const deepest = 8;

/** What a dependency gives. */
export function dependencyValue(target: Value, site: Site, request: RequestAt, bind: Binder, depth: number): Value {
  if (depth > deepest) return plain;
  const { shape } = target;
  switch (shape.kind) {
    case 'function':
      return once(shape.closure.function, request, () => {
        const closure = returningWhatItYields(shape.closure);
        const args = bind(closure, request, depth);
        return request.call({ ...target, shape: { kind: 'function', closure } }, args);
      });
    case 'class':
      return once(shape.class, request, () =>
        request.call(target, initialArguments(shape.class, site, request, bind, depth)),
      );
    case 'object': {
      const own = shape.object.class === undefined ? undefined : memberOfClass(shape.object.class, '__call__');
      if (own?.shape.kind !== 'function') return schemeValue(target, site) ?? plain;
      const { closure } = own.shape;
      return once(shape.object, request, () =>
        request.call(target, bind({ ...closure, self: target }, request, depth)),
      );
    }
    case 'external':
      request.learn(factsOfScheme(target));
      return schemeValue(target, site) ?? unseen(target, shape.external, site, request);
    default:
      return target;
  }
}

/** A dependency runs once for a request, known by its function, its class, or itself. */
const answered = new WeakMap<RequestAt, Map<object, Value>>();

function once(dependency: object, request: RequestAt, run: () => Value): Value {
  const known = answered.get(request) ?? new Map<object, Value>();
  answered.set(request, known);
  const before = known.get(dependency);
  if (before !== undefined) return before;
  // For one that depends on itself.
  known.set(dependency, plain);
  const value = run();
  known.set(dependency, value);
  return value;
}

/** What a class is made with: the fields of a dataclass are parameters as well. */
function initialArguments(
  known: ClassValue,
  site: Site,
  request: RequestAt,
  bind: Binder,
  depth: number,
): CallArguments {
  const initial = memberOfClass(known, '__init__');
  if (initial?.shape.kind === 'function') {
    // `self` is what is being made.
    return { ...bind({ ...initial.shape.closure, ownerClass: known, self: plain }, request, depth), positional: [] };
  }
  const fields = [...declaredIn(known).fields.keys()];
  return { ...noArguments, named: new Map(fields.map((name) => [name, requested('query', name, site)])) };
}

/** As a dependency these words ask who the caller is; as any other function they may do anything. */
const whoName = /^(?:get_?|require_?)?(?:caller|principal|identity|subject|viewer|claims)$/i;

/** A dependency of a module that cannot be seen: its name may say what it does. */
function unseen(target: Value, { path }: External, site: Site, request: RequestAt): Value {
  const facts = factsByName(path);
  request.learn(facts);
  const isWho = isIdentityName(nameIn(path)) || whoName.test(nameIn(path));
  if (isWho) request.learn([authenticated]);
  if (isWho || facts.length > 0) return guessedIdentity(`${path}()`, site);
  return request.call(target, noArguments);
}
