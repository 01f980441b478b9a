import type { FlowEvent } from '../flow/events.ts';
import { createMachine, emptyLog, stateAt } from '../flow/interpreter.ts';
import type { Machine } from '../flow/machine.ts';
import { awaited } from '../flow/promises.ts';
import { noArguments, plain, type Site } from '../flow/value.ts';
import type { CloudFunction } from '../iam/infrastructure.ts';
import type { FunctionNode, Module, Statement } from '../ir/ir.ts';
import type { Models, RegistryTools } from '../models/contract.ts';
import type { WrittenSecret } from '../rules/library-secrets.ts';
import { deployedRoutes } from './deployed-routes.ts';
import { loadingLog } from './loading-log.ts';
import { createResolver } from './resolver.ts';
import { type Route, routesOf } from './routes.ts';
import { type RouteRun, runRoute } from './run-route.ts';

/** What the code of a repository does for each of its routes. */
export interface Program {
  readonly modules: readonly Module[];
  readonly routes: readonly Route[];
  readonly runs: readonly RouteRun[];
  /** What happens while the modules are loaded: settings, secrets, the start of a server. */
  readonly events: readonly FlowEvent[];
  /** Routes, functions and modules that do more than is followed, by where they begin. */
  readonly unfollowed: readonly Site[];
  /** Texts that are secrets by their form, by the paths of their modules; those who only follow values have none. */
  readonly writtenSecrets?: ReadonlyMap<string, readonly WrittenSecret[]>;
}

/**
 * Runs all modules, finds their routes, and runs each route.
 *
 * @param functions what templates say of the functions of the code
 */
export function runProgram(
  modules: readonly Module[],
  models: Models,
  functions: readonly CloudFunction[] = [],
): Program {
  const machine = createMachine(models, createResolver(modules), (value) => {
    for (const ask of models.classes) ask(value, registryOf(machine));
  });
  machine.log = loadingLog();
  for (const module of modules) {
    const scope = machine.scopeOf(module);
    for (const ask of models.modules) ask(module, scope, registryOf(machine));
  }
  for (const module of modules) runFactories(machine, module);
  const { routes: drafts, mounts, guards, events } = machine.log;
  const { routes: found, unfollowed } = routesOf(drafts, mounts, guards);
  const routes = deployedRoutes(found, functions);
  machine.log = emptyLog();
  const runs = routes.map((route) => runRoute(machine, route));
  return { modules, routes, events, runs, unfollowed: [...unfollowed, ...machine.unfollowed] };
}

/** Notes what is registered while modules are run. */
function registryOf(machine: Machine): RegistryTools {
  return {
    call: (callee, positional, named = new Map()) => {
      if (callee.shape.kind !== 'function') return plain;
      const { module, function: span, scope } = callee.shape.closure;
      return awaited(machine.call(callee, { positional, named, spread: [] }, stateAt(scope), { module, span }));
    },
    route: (route) => {
      machine.log.routes.push(route);
    },
    mount: (mount) => {
      machine.log.mounts.push(mount);
    },
    guard: (guard) => {
      machine.log.guards.push(guard);
    },
  };
}

/** Names of what registers routes: a function that calls one of them, as `create_app` does, is run to see which. */
const registering =
  /^(?:route|register_blueprint|add_url_rule|add_resource|include_router|add_api_route|use|get|post|put|patch|delete|all|register|mount|before_request)$/;

/** Steps that looking for routes in one function may take. */
const factoryFuel = 40_000;

function runFactories(machine: Machine, module: Module): void {
  for (const node of topFunctions(module.body)) {
    if (node.decorators.length > 0 || !registers(node.body)) continue;
    const scope = machine.scopeOf(module);
    const closure = { function: node, module, scope };
    const site = { module, span: node };
    machine.limited(factoryFuel, site, () => {
      machine.run(closure, noArguments, stateAt(scope), site);
    });
  }
}

function topFunctions(body: readonly Statement[]): FunctionNode[] {
  return body.flatMap((statement) => {
    if (statement.kind === 'function') return [statement.function];
    if (statement.kind === 'assignment' && statement.value.kind === 'function') return [statement.value.function];
    return [];
  });
}

/** Whether a function calls what registers routes on something, or has decorated functions inside. */
function registers(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    if (statement.kind === 'function') return statement.function.decorators.length > 0;
    if (statement.kind === 'expression' && statement.value.kind === 'call') {
      const { callee } = statement.value;
      return callee.kind === 'member' && registering.test(callee.property);
    }
    return false;
  });
}
