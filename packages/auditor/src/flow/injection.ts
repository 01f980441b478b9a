import type { Expression } from '../ir/ir.ts';
import { instantiate } from './functions.ts';
import type { Machine } from './machine.ts';
import { memberOfClass } from './members.ts';
import { lookUp, type State } from './state.ts';
import { type ClassValue, externalOf, plain, type Site, type Value } from './value.ts';

/*
 * Objects as containers make them: of the classes that parameters of constructors and fields name.
 */

/** Levels of objects that are made for each other. */
const deepest = 4;

/** What says that something is injected: `@Inject(TOKEN)`, `@InjectModel('Note')`. */
const injecting = /(?:^|\.)(?:Inject\w*|Autowired)(?:\(\))?$/;

/** An object of a class, with what its constructor and its fields ask for. */
export function injected(machine: Machine, known: ClassValue, state: State, site: Site, depth = 0): Value {
  const constructed = memberOfClass(known, known.module.language === 'python' ? '__init__' : 'constructor');
  const closure = constructed?.shape.kind === 'function' ? constructed.shape.closure : undefined;
  const owner = closure?.definedIn ?? known;
  const asked = (type: Expression | null, decorators: readonly Expression[]): Value =>
    objectFor(machine, owner, type, decorators, state, site, depth) ?? plain;
  const parameters = closure?.function.parameters ?? [];
  const positional = parameters.map(({ annotation, decorators }) => asked(annotation, decorators));
  const made = instantiate(machine, known, { positional, named: new Map(), spread: [] }, state, site);
  if (made.shape.kind !== 'object') return made;
  for (const statement of known.node.body) {
    if (statement.kind !== 'assignment' || statement.decorators === undefined) continue;
    const [target] = statement.targets;
    const { annotation = null, decorators } = statement;
    const value = objectFor(machine, known, annotation, decorators, state, site, depth, true);
    if (target?.kind === 'name' && value !== undefined) made.shape.object.fields.set(target.name, value);
  }
  return made;
}

/** An object of the class that the type names; else what a decorator injects, which a model may know. */
function objectFor(
  machine: Machine,
  owner: ClassValue,
  type: Expression | null,
  decorators: readonly Expression[],
  state: State,
  site: Site,
  depth: number,
  mustBeSaid = false,
): Value | undefined {
  const said = decorators
    .map((decorator) => machine.evaluate(decorator, { ...state, scope: owner.scope }, owner.module))
    .find((value) => injecting.test(externalOf(value)?.path ?? ''));
  if (mustBeSaid && said === undefined) return undefined;
  const named = type?.kind === 'name' ? lookUp(owner.scope, type.name) : undefined;
  if (named?.shape.kind === 'class' && depth < deepest)
    return injected(machine, named.shape.class, state, site, depth + 1);
  // A token says nothing by itself; what stands for a model of a store does.
  const isModel = /\.InjectModel\(\)$/.test((said && externalOf(said)?.path) ?? '');
  return isModel ? said : named;
}
