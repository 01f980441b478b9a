import { shaped, type Value } from '../../flow/value.ts';
import type { Argument, FunctionNode, Parameter, Span } from '../../ir/ir.ts';
import type { CallModel } from '../contract.ts';

/*
 * `functools`: functions that are made of others (Python documentation, "functools").
 */

/** A function that calls another one with what it was given before, and with what it is given now. */
const partial: CallModel = ({ arguments: args, site }) => {
  const [target, ...given] = args.positional;
  if (target === undefined || target.shape.kind !== 'function') return undefined;
  const names = new Map<string, Value>([['<target>', target]]);
  const bound: Argument[] = [
    ...given.map((value, index) => argumentFrom(names, `<${index}>`, value, site.span)),
    { value: nameAt('<given>', site.span), spread: 'list' },
    ...[...args.named].map(([name, value]) => ({ name, ...argumentFrom(names, `<${name}>`, value, site.span) })),
    { value: nameAt('<named>', site.span), spread: 'dict' },
  ];
  const { start, end } = site.span;
  const callee = nameAt('<target>', site.span);
  const value = { kind: 'call', callee, arguments: bound, isNew: false, start, end } as const;
  const node: FunctionNode = {
    name: target.shape.closure.function.name,
    parameters: [rest('<given>', 'list', site.span), rest('<named>', 'dict', site.span)],
    body: [{ kind: 'return', value, start, end }],
    decorators: [],
    isAsync: target.shape.closure.function.isAsync,
    isStatic: false,
    isGetter: false,
    start,
    end,
  };
  return shaped({ kind: 'function', closure: { function: node, module: site.module, scope: { parent: null, names } } });
};

function argumentFrom(names: Map<string, Value>, name: string, value: Value, span: Span): Argument {
  names.set(name, value);
  return { value: nameAt(name, span) };
}

function nameAt(name: string, { start, end }: Span) {
  return { kind: 'name', name, start, end } as const;
}

function rest(name: string, kind: 'list' | 'dict', span: Span): Parameter {
  return { target: nameAt(name, span), default: null, annotation: null, rest: kind, decorators: [], isProperty: false };
}

export const functoolsCalls: readonly (readonly [string, CallModel])[] = [
  ['functools.partial', partial],
  ['functools.partialmethod', partial],
];
