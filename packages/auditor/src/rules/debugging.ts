import { externalOf, type Site, type Value } from '../flow/value.ts';
import type { Expression } from '../ir/ir.ts';
import type { Program } from '../program/program.ts';
import type { RouteRun } from '../program/run-route.ts';
import { callsOf } from './all-calls.ts';
import { isConditional, isForHome } from './conditional-code.ts';
import { type Setting, settingsOf } from './settings.ts';

/** What makes or runs an application, and takes whether it is to be debugged. */
const application =
  /^(?:run|run_simple|Flask|APIFlask|FastAPI|Sanic|Chalice|Starlette|update|from_mapping|\w+Resolver)$/;
/** Where debugging is turned on, whatever the environment. */
export function debugSettings({ modules }: Program): { site: Site; what: string }[] {
  return modules.flatMap((module) => {
    if (module.language !== 'python' || isForHome(module.path)) return [];
    return settingsOf(module)
      .filter((setting) => isDebugging(setting) && isOn(setting.value))
      .filter(({ span }) => !isConditional(module, span))
      .map(({ name, span }) => ({ site: { module, span }, what: `${name} = true` }));
  });
}

function isDebugging({ name, form, callee = '', receiver }: Setting): boolean {
  if (!/^(?:debug|DEBUG|FLASK_DEBUG|use_debugger|use_evalex|PROPAGATE_EXCEPTIONS)$/.test(name)) return false;
  // Many a function has a parameter of that name, and many a dict and variable.
  if (form === 'argument') return application.test(callee) && receiver !== 'asyncio';
  return name !== 'debug' || form === 'member';
}

/** `True`, and what is true where the environment says nothing. */
function isOn(value: Expression): boolean {
  switch (value.kind) {
    case 'literal':
      return value.value === true;
    case 'logical':
      return value.operator === 'or' && isOn(value.right);
    case 'compare':
      return value.operator === '==' && isSame(usual(value.left), value.right);
    case 'call':
      return value.callee.kind === 'name' && value.callee.name === 'bool' && value.arguments[0] !== undefined
        ? isOn(value.arguments[0].value) || usual(value.arguments[0].value) !== undefined
        : isOn(usual(value) ?? value.callee);
    default:
      return false;
  }
}

/** What `os.environ.get('DEBUG', usual)` gives where nothing is set, also in lower case. */
function usual(value: Expression): Expression | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined;
  const { property, object } = value.callee;
  if (/^(?:lower|strip)$/.test(property)) return usual(object);
  return /^(?:get|getenv)$/.test(property) ? value.arguments[1]?.value : undefined;
}

function isSame(a: Expression | undefined, b: Expression): boolean {
  if (a?.kind !== 'literal' || b.kind !== 'literal') return false;
  return String(a.value).toLowerCase() === String(b.value).toLowerCase();
}

/** Answers that hold the environment of the process. */
export function dumpedEnvironments({ events }: RouteRun): Site[] {
  return events.flatMap((event) => (event.kind === 'response' && holdsEnvironment(event.value, 5) ? [event.site] : []));
}

const environment =
  /^(?:os\.environ|process\.env|flask\.(?:Flask\(\)|current_app)\.config)(?:\.(?:copy|items))?(?:\(\))?$/;

function holdsEnvironment(value: Value, depth: number): boolean {
  const path = externalOf(value)?.path;
  if (path !== undefined && environment.test(path)) return true;
  if (depth === 0) return false;
  const { shape } = value;
  if (shape.kind === 'dict') {
    return [...shape.fields.values(), ...(shape.rest === null ? [] : [shape.rest])].some((field) =>
      holdsEnvironment(field, depth - 1),
    );
  }
  return shape.kind === 'list' && shape.items.some((item) => holdsEnvironment(item, depth - 1));
}

/** Pages of errors for developers, put in front of everybody: Express's, and the console of Werkzeug. */
export function errorPages(program: Program): { site: Site; what: string }[] {
  return callsOf(program).flatMap(({ path, site }) => {
    const [what] = /(?:^errorhandler|\bDebuggedApplication)$/.exec(path) ?? [];
    return what === undefined || isConditional(site.module, site.span) ? [] : [{ site, what }];
  });
}
