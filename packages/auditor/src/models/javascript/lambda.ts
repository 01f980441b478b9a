import type { Closure, Site, Value } from '../../flow/value.ts';
import type { Calling, Models } from '../contract.ts';
import { exportsOf } from './exports.ts';
import { handlersOf } from './handlers.ts';
import { answersRequests } from './lambda-kinds.ts';
import { beforeHandlers } from './middy.ts';
import { isNextFile } from './next.ts';
import { closureOf, fields, withArguments } from './values.ts';

/*
 * AWS Lambda behind API Gateway, a load balancer, a function URL or AppSync (Lambda developer guide, "Define Lambda
 * function handlers in Node.js").
 */

const event = 'lambda.event';
const context = 'lambda.context';

/** Whether a function runs in front of the handler, as a middleware of middy. */
type IsBefore = (handler: Closure) => boolean;

function callingOf(isBefore: IsBefore): Calling {
  return {
    argumentsOf: (handler, at) => {
      const [given, about] = [at.shared(event), at.shared(context)];
      if (isBefore(handler)) return withArguments(fields({ event: given, context: about }));
      return withArguments(given, about, at.shared('lambda.callback'));
    },
    returnsAnswer: true,
    hasNext: false,
  };
}

function register(name: string, value: Value, site: Site, tools: Parameters<Models['modules'][number]>[2]): void {
  const before = beforeHandlers(value);
  const handlers = [...before, ...handlersOf([value])];
  const closure = handlers.at(-1) === undefined ? undefined : closureOf(handlers.at(-1) as Value);
  if (closure === undefined || !answersRequests(closure)) return;
  const nodes = new Set(before.map((handler) => closureOf(handler)?.function));
  tools.route({
    framework: 'Lambda',
    methods: ['ANY'],
    path: `/${site.module.path.replace(/\.[cm]?[jt]sx?$/, '')}.${name}`,
    owner: null,
    handlers,
    calling: callingOf(({ function: node }) => nodes.has(node)),
    site,
  });
}

export const lambdaModules: Models['modules'] = [
  (module, scope, tools) => {
    if (module.language !== 'javascript' || isNextFile(module.path)) return;
    for (const { name, value, span } of exportsOf(module, scope))
      if (name !== 'default') register(name, value, { module, span }, tools);
  },
];
