import { memberOfClass } from '../../flow/members.ts';
import { type ClassValue, type External, externalOf, type Site, shaped, textOf, type Value } from '../../flow/value.ts';
import type { ModelTools } from '../contract.ts';
import { withMark } from './answers.ts';
import { classField } from './bound-fields.ts';
import { flaskCalling } from './flask-calling.ts';

/*
 * Views that are classes: `MethodView` and `View` (Flask documentation, "Class-based Views"), `Resource` of
 * Flask-RESTful and Flask-RESTX.
 */

/** What a view is registered with. */
export interface Registration {
  readonly path: string;
  /** Empty where the view itself says it. */
  readonly methods: readonly string[];
  readonly owner: External | null;
  readonly site: Site;
}

type Tools = Pick<ModelTools, 'route' | 'call'>;

/** Notes a view, whatever it is: a function, one with decorators of libraries around it, a class. */
export function registerView(view: Value, registration: Registration, tools: Tools): void {
  const { inner, marks } = unwrapped(view);
  if (inner.shape.kind === 'class') registerClass(inner.shape.class, registration, tools, marks);
  else registerFunction(marks.reduce(withMark, inner), registration, tools);
}

function registerFunction(view: Value, { path, methods, owner, site }: Registration, { route }: Tools): void {
  const usual = methods.length === 0 ? ['GET'] : methods;
  route({ framework: 'Flask', methods: usual, path, owner, handlers: [view], calling: flaskCalling(owner), site });
}

/** Decorators inside each other that are followed. */
const deepest = 8;

/** `login_required(NoteView.as_view('note'))`: what is inside, and what is around it. */
function unwrapped(view: Value, depth = 0): { inner: Value; marks: External[] } {
  const call = externalOf(view);
  if (call?.arguments === undefined || depth > deepest) return { inner: view, marks: [] };
  const known = call.base?.fields.get(classField);
  if (call.path.endsWith('.as_view()') && known !== undefined) return { inner: known, marks: [] };
  const [first] = call.arguments.positional;
  if (first === undefined || call.base === undefined) return { inner: view, marks: [] };
  const { inner, marks } = unwrapped(first, depth + 1);
  return { inner, marks: [...marks, call.base] };
}

const verbs = ['get', 'post', 'put', 'patch', 'delete'];

/** A route for each method that a class has. */
function registerClass(
  known: ClassValue,
  registration: Registration,
  tools: Tools,
  around: readonly External[] = [],
): void {
  const wanted = registration.methods.map((method) => method.toLowerCase());
  for (const verb of verbs) {
    if (wanted.length > 0 && !wanted.includes(verb)) continue;
    registerMethod(known, verb, [verb.toUpperCase()], registration, tools, around);
  }
  const methods = namesIn(known.members.get('methods'));
  const said = registration.methods.length > 0 ? registration.methods : methods;
  registerMethod(known, 'dispatch_request', said.length > 0 ? said : ['GET'], registration, tools, around);
}

function registerMethod(
  known: ClassValue,
  name: string,
  methods: readonly string[],
  registration: Registration,
  tools: Tools,
  around: readonly External[],
): void {
  const member = memberOfClass(known, name);
  if (member?.shape.kind !== 'function') return;
  const method: Value = {
    ...member,
    shape: { kind: 'function', closure: { ...member.shape.closure, ownerClass: known } },
  };
  const view = decoratorsOf(known, name).reduce(
    (inner, decorator) => decoratedBy(decorator, inner, known, tools),
    method,
  );
  registerFunction(around.reduce(withMark, view), { ...registration, methods }, tools);
}

function namesIn(value: Value | undefined): string[] {
  return value?.shape.kind === 'list' ? value.shape.items.flatMap((item) => textOf(item)?.toUpperCase() ?? []) : [];
}

/** `decorators` of a view, `method_decorators` of a resource, for all methods or by method. */
function decoratorsOf(known: ClassValue, method: string): readonly Value[] {
  return ['decorators', 'method_decorators'].flatMap((name) => {
    const all = memberOfClass(known, name);
    const own = all?.shape.kind === 'dict' ? all.shape.fields.get(method) : all;
    return own?.shape.kind === 'list' ? own.shape.items : [];
  });
}

/** One of a library is noted; one of the audited code is called with the method of an object. */
function decoratedBy(decorator: Value, view: Value, known: ClassValue, { call }: Tools): Value {
  const mark = externalOf(decorator);
  if (mark !== undefined || view.shape.kind !== 'function') return withMark(view, mark);
  if (decorator.shape.kind !== 'function') return view;
  const { closure } = view.shape;
  const self = closure.ownerClass === undefined ? undefined : call(shaped({ kind: 'class', class: known }), []);
  const bound: Value =
    self === undefined ? view : { ...view, shape: { kind: 'function', closure: { ...closure, self } } };
  const result = call(decorator, [bound]);
  if (result.shape.kind !== 'function') return view;
  return {
    ...result,
    shape: { kind: 'function', closure: { ...result.shape.closure, wraps: closure.wraps ?? closure.function } },
  };
}
