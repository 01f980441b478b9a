import type { Value } from '../flow/value.ts';
import { externalOf, type Site } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import type { RouteRun } from '../program/run-route.ts';
import { callsOf } from './all-calls.ts';
import { settingsOf } from './settings.ts';

/** Where debugging is turned on, whatever the environment. */
export function debugSettings({ modules }: Program): { site: Site; what: string }[] {
  return modules.flatMap((module) =>
    settingsOf(module).flatMap(({ name, value, span, callee }) => {
      // Many a function has a parameter of that name.
      if (
        callee !== undefined &&
        !/^(?:run|run_simple|Flask|APIFlask|FastAPI|Sanic|Chalice|Starlette|update|from_mapping)$/.test(callee)
      )
        return [];
      if (!/^(?:debug|DEBUG|FLASK_DEBUG|use_debugger|use_evalex|PROPAGATE_EXCEPTIONS)$/.test(name)) return [];
      return value.kind === 'literal' && value.value === true
        ? [{ site: { module, span }, what: `${name} = true` }]
        : [];
    }),
  );
}

/** Answers that hold the environment of the process. */
export function dumpedEnvironments({ events }: RouteRun): Site[] {
  return events.flatMap((event) => (event.kind === 'response' && holdsEnvironment(event.value, 5) ? [event.site] : []));
}

function holdsEnvironment(value: Value, depth: number): boolean {
  const path = externalOf(value)?.path;
  if (path !== undefined && /^(?:os\.environ|process\.env)(?:\.(?:copy|items))?(?:\(\))?$/.test(path)) return true;
  if (depth === 0) return false;
  const { shape } = value;
  if (shape.kind === 'dict') {
    return [...shape.fields.values(), ...(shape.rest === null ? [] : [shape.rest])].some((field) =>
      holdsEnvironment(field, depth - 1),
    );
  }
  return shape.kind === 'list' && shape.items.some((item) => holdsEnvironment(item, depth - 1));
}

/** Express's page of errors for developers, put in front of everybody. */
export function errorPages(program: Program): Site[] {
  return callsOf(program).flatMap(({ path, site }) => (path === 'errorhandler' && !isConditional(site) ? [site] : []));
}

/** Whether a call stands below a condition at the top of its module. */
function isConditional({ module, span }: Site): boolean {
  return module.body.some(({ kind, start, end }) => kind === 'if' && start <= span.start && span.end <= end);
}
