import type { Access, FlowEvent } from '../flow/events.ts';
import type { CallArguments, ClassValue, Closure, External, Facts, Scope, Site, Truth, Value } from '../flow/value.ts';
import type { Language, Module } from '../ir/ir.ts';

/*
 * What libraries do, as far as it matters to where values come from and where they go. A model belongs to the way that
 * leads to a function or an attribute: `flask.request.args`, `boto3.resource().Table().get_item`.
 */

/** A call of something that is not part of the audited code. */
export interface ModelCall {
  /** Of what is called, without the brackets. */
  readonly path: string;
  readonly callee: External;
  readonly arguments: CallArguments;
  readonly site: Site;
  readonly facts: Facts;
}

/** What a model may do besides giving a value. */
export interface ModelTools {
  /** Notes something that a rule judges. */
  record(event: FlowEvent): void;
  /** Notes a call of a store, and gives what it answers. */
  access(access: Omit<Access, 'id' | 'facts' | 'site' | 'calls'>): Value;
  /** Calls a function of the audited code, and gives what it returns. */
  call(callee: Value, positional: readonly Value[], named?: ReadonlyMap<string, Value>): Value;
  /** The code after this call does not run. */
  stop(): void;
  /** From here on this holds. */
  learn(facts: Iterable<string>): void;
  /** Notes a route, while routes are looked for. */
  route(route: RouteDraft): void;
  /** Notes a router or blueprint that is put below another. */
  mount(mount: Mount): void;
  /** Notes what runs before all routes of an app or a router. */
  guard(guard: GuardDraft): void;
}

/** `undefined` leaves the value as it is without a model: something of the library, made of its arguments. */
export type CallModel = (call: ModelCall, tools: ModelTools) => Value | undefined;

/** A method of a value of which only the origin is known. */
export type ValueMethod = (
  call: { object: Value; arguments: CallArguments; site: Site },
  tools: ModelTools,
) => Value | undefined;

export type AssignmentModel = (
  assigned: { path: string; base: External; value: Value; site: Site; facts: Facts },
  tools: Pick<ModelTools, 'record' | 'learn'>,
) => void;

export type ComparisonModel = (compared: {
  operator: string;
  left: Value;
  right: Value;
  site: Site;
}) => Value | undefined;

export type MemberModel = (member: { path: string; base: External; site: Site }) => Value | undefined;

export interface RouteDraft {
  readonly framework: string;
  /** `GET`; `ANY` for all of them. */
  readonly methods: readonly string[];
  /** As the framework writes it: `/notes/<int:note_id>`. */
  readonly path: string;
  /** The object that it is registered with: an app, a blueprint, a router. `null` where it stands alone. */
  readonly owner: External | null;
  /** What runs for a request, in order; the last one is the handler. */
  readonly handlers: readonly Value[];
  readonly calling: Calling;
  /** It answers when others fail, and has no path of its own. */
  readonly isErrorHandler?: boolean;
  readonly site: Site;
}

/** How a framework calls what runs for a request. */
export interface Calling {
  /** The arguments of a function; `index` counts what runs for one request. */
  argumentsOf(handler: Closure, request: RequestAt): CallArguments;
  /** What `self` or `this` is in a handler that is a method. */
  self?(handler: Closure, request: RequestAt): Value | undefined;
  /** What becomes of what a handler returns on its way out: a schema of the answer leaves attributes out. */
  answer?(value: Value, handler: Closure): Value;
  /** Whether what the handler returns is the answer. Where it is not, models record the answers. */
  readonly returnsAnswer: boolean;
  /** Whether each but the last goes on only when it calls `next`. */
  readonly hasNext: boolean;
}

/** The request that a route is run for. */
export interface RequestAt {
  /** Things that are the same for all that runs for it, by their name: the `req` of Express. */
  shared(path: string): Value;
  /** The function that leads to the next handler. */
  readonly next: Value;
  /** The template of the path. */
  readonly path: string;
  /** Names of the parameters of the path. */
  readonly pathParameters: readonly string[];
  readonly site: Site;
  /** Calls a function of the audited code, for what is injected: FastAPI's dependencies. */
  call(callee: Value, args: CallArguments): Value;
  /** An object of a class of the audited code, whose constructor is given such objects for parameters that name a class. */
  instance(of: ClassValue): Value;
  /** From here on this holds. */
  learn(facts: Iterable<string>): void;
}

export type RegistryTools = Pick<ModelTools, 'route' | 'mount' | 'guard' | 'call'>;

/** Something that runs before the routes of an app or router: `app.use(auth)`, `@app.before_request`. */
export interface GuardDraft {
  readonly owner: External | null;
  /** Beginning of the paths that it is for; empty for all. */
  readonly path: string;
  readonly handlers: readonly Value[];
  /** Only the routes that are registered after it. */
  readonly isOrdered: boolean;
  /** Beginnings of paths that it is not for. */
  readonly except?: readonly string[];
  /** Only for routes with this parameter in their path. */
  readonly parameter?: string;
  readonly calling: Calling;
  readonly site: Site;
}

/** A router or blueprint that is put below another. */
export interface Mount {
  readonly parent: External | null;
  readonly child: External;
  readonly prefix: string;
  /** Where it is mounted, for what runs only before what is mounted later. */
  readonly site?: Site;
}

/** A decorator of a library on a function or class of the audited code. */
export interface DecoratorCall {
  readonly decorator: Value;
  readonly target:
    | { readonly kind: 'function'; readonly closure: Closure }
    | { readonly kind: 'class'; readonly class: ClassValue };
}

/** What a name says of a decorator or a middleware. */
interface MarkPattern {
  readonly pattern: RegExp;
  readonly facts: readonly string[];
  /** Of code in this language alone. */
  readonly language?: Language;
}

/** The tables of what is known of libraries. */
export interface Models {
  readonly calls: ReadonlyMap<string, CallModel>;
  /** By the last part of a path, where the way to it does not matter: `get_item`. Asked after `calls`. */
  readonly methods: ReadonlyMap<string, CallModel>;
  readonly members: ReadonlyMap<string, MemberModel>;
  /** Other spellings of a beginning of a path: `boto3.session.Session()` is `boto3.Session()`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** What holds inside a function that is decorated so, by the path of the decorator; facts of `flow/facts.ts`. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
  /** The same by the shape of a name, asked in order where `marks` knows nothing. */
  readonly markPatterns: readonly MarkPattern[];
  /** Asked in order about a call that no table knows: `get_current_user()` of a module that cannot be seen. */
  readonly fallbacks: readonly CallModel[];
  /** What a module exports may be a route by itself: a Lambda handler, a route file of Next. */
  readonly modules: readonly ((module: Module, scope: Scope, tools: RegistryTools) => void)[];
  /** Told of each class of the audited code once it is defined: a controller of Nest. Its methods bear their decorators as `marks`. */
  readonly classes: readonly ((value: ClassValue, tools: RegistryTools) => void)[];
  /** Methods of values that are nothing of a library: `.padStart()` of a text, `.toSorted()` of a list. */
  readonly valueMethods: ReadonlyMap<string, ValueMethod>;
  /** What an assignment to a member of a library's thing does, by its path: Koa's `ctx.body = …` answers. */
  readonly assignments: ReadonlyMap<string, AssignmentModel>;
  /** What libraries make of an operator: `Order.owner == me` is a condition of PynamoDB. */
  readonly comparisons?: readonly ComparisonModel[];
  /** What follows from a comparison or a test of a library: `hmac.compare_digest`. */
  readonly truths: ReadonlyMap<string, (call: ModelCall) => Truth | undefined>;
}
