import type { Confidence } from '@middlebrick/model';
import type { ClassNode, FunctionNode, Module, Span } from '../ir/ir.ts';
import type { Access } from './events.ts';
import { fits } from './size.ts';
import { madeOf } from './sources.ts';

/** A stretch of code in its module. */
export interface Site {
  readonly module: Module;
  readonly span: Span;
}

/** By which way the request brings a value. A token is one whose signature nobody verified. */
export type Origin = 'path' | 'query' | 'body' | 'header' | 'cookie' | 'file' | 'token' | 'request';

/** T: the caller chooses it. */
export interface RequestSource {
  readonly kind: 'request';
  readonly origin: Origin;
  /** The parameter or field, as far as it is known; empty for all of them. */
  readonly name: string;
  readonly site: Site;
}

/** I: a verified identity says it. */
export interface IdentitySource {
  readonly kind: 'identity';
  /** What says it: `flask_jwt_extended.get_jwt_identity()`. */
  readonly by: string;
  /** Which part of it: `role` of the claims; empty for the whole. */
  readonly name: string;
  /** Tentative where only a name says that it is an identity. */
  readonly confidence: Confidence;
  readonly site: Site;
}

/** What a store gave. */
export interface ItemSource {
  readonly kind: 'item';
  readonly access: Access;
  /** The way into the answer: empty for the whole, then `Item`, `Items`, `[]` for one of a list, an attribute. */
  readonly path: readonly string[];
}

/** The text or the object of an exception. */
export interface ErrorSource {
  readonly kind: 'error';
  /** Name of the class that is caught; empty for any. */
  readonly type: string;
  readonly site: Site;
}

export type Source = RequestSource | IdentitySource | ItemSource | ErrorSource;

/** What is known on a way through the code, one text a fact: see `facts.ts`. */
export type Facts = ReadonlySet<string>;

/** What is known once a value turned out true, and once it turned out false. */
export interface Truth {
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

/** What was done to a value on its way; `number`: it was made one. */
export type Treatment = 'capped' | 'number' | 'hashed' | 'masked' | 'listed' | 'picked' | 'owner-filtered' | 'verified';

/** A function with the names around it. */
export interface Closure {
  readonly function: FunctionNode;
  readonly module: Module;
  readonly scope: Scope;
  /** What `self` or `this` is. */
  readonly self?: Value;
  readonly ownerClass?: ClassValue;
  /** The class that it is written in, whatever extends it. */
  readonly definedIn?: ClassValue;
  /** Of what a decorator of the audited code made: the function inside. */
  readonly wraps?: FunctionNode;
  /** Decorators of libraries around it, the innermost first. */
  readonly marks?: readonly External[];
}

/** A function of the audited code while it runs. */
export interface RunningCall {
  readonly function: FunctionNode;
  readonly module: Module;
  /** Where it was called. */
  readonly site: Site;
}

export interface ClassValue {
  readonly node: ClassNode;
  readonly module: Module;
  readonly scope: Scope;
  readonly bases: readonly Value[];
  readonly members: Map<string, Value>;
  readonly decorators: readonly Value[];
}

/** Something that is told apart from others of its kind by where it was made; its fields are filled while code runs. */
export interface HeapObject {
  readonly class?: ClassValue;
  readonly fields: Map<string, Value>;
  readonly site: Site;
  /** Of what `super` is: the object itself, of which this shows what its class extends. */
  readonly whole?: Value;
}

/** Where an object keeps what was put into it of which no name is known: `Object.assign(this, body)`. */
export const looseFields = '<fields>';

/** The values of a call. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** Spreads whose parts are not known: `**data`. */
  readonly spread: readonly Value[];
}

/** Something of a library, by the way that leads to it: `flask.request.args`, `boto3.resource().Table()`. */
export interface External {
  readonly path: string;
  /** Of the last call in the path. */
  readonly arguments?: CallArguments;
  /** What it is a member or result of. */
  readonly base?: External;
  /** Where it was made; tells two of a kind apart. */
  readonly site: Site;
  /** What the code put into it: `req.user = …`. Shared by all that lead to it. */
  readonly fields: Map<string, Value>;
}

export type Shape =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  /** A text of several parts: of an f-string, a template, a concatenation. */
  | { readonly kind: 'text'; readonly parts: readonly Value[] }
  | { readonly kind: 'dict'; readonly fields: ReadonlyMap<string, Value>; readonly rest: Value | null }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'function'; readonly closure: Closure }
  | { readonly kind: 'class'; readonly class: ClassValue }
  | { readonly kind: 'object'; readonly object: HeapObject }
  | { readonly kind: 'external'; readonly external: External }
  | { readonly kind: 'module'; readonly module: Module };

/** One of several values that a value may be, with what is known where it is that one. */
export interface Alternative {
  readonly value: Value;
  readonly facts: Facts;
}

export interface Value {
  readonly sources: readonly Source[];
  /** Where it is one or the other: what it may be. A text that is made of both has none. */
  readonly alternatives?: readonly Alternative[];
  readonly shape: Shape;
  readonly truth?: Truth;
  /** Of what an asynchronous function gives: the truth that it has once it is awaited. Until then it says nothing. */
  readonly promised?: Truth;
  readonly treatments: ReadonlySet<Treatment>;
}

/** Names and their values; those of the function around it are found by `parent`. */
export interface Scope {
  readonly parent: Scope | null;
  readonly names: Map<string, Value>;
}

export const noArguments: CallArguments = { positional: [], named: new Map(), spread: [] };

const none: ReadonlySet<never> = new Set<never>();
export const unknownShape: Shape = { kind: 'unknown' };
export const noFacts: Facts = none;
export const noTreatments: ReadonlySet<Treatment> = none;

/** A value that nobody outside the server chose, and of which nothing else is known. */
export const plain: Value = { sources: [], shape: unknownShape, treatments: noTreatments };

export function constant(value: string | number | boolean | null): Value {
  return { sources: [], shape: { kind: 'constant', value }, treatments: noTreatments };
}

/** What is too large to be taken apart is only known by what went into it. */
export function shaped(shape: Shape, sources: readonly Source[] = []): Value {
  const value = { sources, shape, treatments: noTreatments };
  if (fits(shape)) return value;
  if (shape.kind !== 'external') return madeOf([value]);
  const { arguments: _, ...bare } = shape.external;
  return { ...value, shape: { kind: 'external', external: bare } };
}

export function external(path: string, site: Site, parts: Partial<External> = {}): Value {
  return shaped({ kind: 'external', external: { fields: new Map(), ...parts, path, site } });
}

export function fromSources(sources: readonly Source[]): Value {
  return { sources, shape: unknownShape, treatments: noTreatments };
}

/** The text of a constant; `undefined` for anything else. */
export function textOf({ shape }: Value): string | undefined {
  return shape.kind === 'constant' && typeof shape.value === 'string' ? shape.value : undefined;
}

export function externalOf({ shape }: Value): External | undefined {
  return shape.kind === 'external' ? shape.external : undefined;
}
