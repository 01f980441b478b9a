import type { Expression, Module } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import { settingsOf } from '../rules/settings.ts';
import type { Repair } from './contract.ts';

/** `PROPAGATE_EXCEPTIONS` is none of them: extensions of Flask answer refused tokens by it. */
const debugging = /^(?:debug|DEBUG|FLASK_DEBUG|use_debugger|use_evalex)$/;
/** Django wants to be told of its hosts before it answers anybody without debugging. */
const ofDjango = /^(?:ALLOWED_HOSTS|INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE|DATABASES)$/;

/** `app.run(debug=True)` and `DEBUG = True`: who calls the API gets the same answers, but for those to what fails. */
export const debugOff: Repair = {
  rule: 'code/debug-mode',
  message: 'on',
  does: 'Debugging is off.',
  mend: ({ module, modules, span, text }) => {
    const here = settingsOf(module).filter((one) => one.span.start === span.start && one.span.end === span.end);
    const edits = here.flatMap(({ name, value }) => {
      const isOn = value.kind === 'literal' && value.value === true && text.slice(value.start, value.end) === 'True';
      return isOn && debugging.test(name) ? [{ start: value.start, end: value.end, text: 'False' }] : [];
    });
    // Of `a = DEBUG = True`, nobody knows what `a` is for.
    const isShared = here.length > 1 && here.some(({ form }) => form !== 'argument');
    return isShared || edits.length === 0 || decidesMore(modules) ? undefined : edits;
  },
};

const known = new WeakMap<readonly Module[], boolean>();

/** Whether something else than errors depends on it, as `if app.debug: CORS(app)`, so that callers may notice. */
function decidesMore(modules: readonly Module[]): boolean {
  const before = known.get(modules);
  if (before !== undefined) return before;
  const found = modules.some((module) => module.language === 'python' && (isDjangos(module) || asksForIt(module)));
  known.set(modules, found);
  return found;
}

function isDjangos(module: Module): boolean {
  return settingsOf(module).some(({ name, form }) => form === 'name' && ofDjango.test(name));
}

function asksForIt(module: Module): boolean {
  const harmless = new Set<Expression>();
  let isAsked = false;
  walk(module, {
    statement: (statement) => {
      if (statement.kind === 'assignment') for (const target of statement.targets) harmless.add(target);
    },
    expression: (expression) => {
      if (expression.kind === 'call') {
        // `logger.debug(…)` is no question, and `app.run(debug=DEBUG)` only hands it on.
        harmless.add(expression.callee);
        for (const { name, value } of expression.arguments) if (debugging.test(name ?? '')) harmless.add(value);
        const [first] = expression.arguments;
        const isGet = expression.callee.kind === 'member' && expression.callee.property === 'get';
        if (isGet && first?.value.kind === 'literal' && first.value.value === 'DEBUG') isAsked = true;
      }
      if (isDebugFlag(expression) && !harmless.has(expression)) isAsked = true;
    },
  });
  return isAsked;
}

function isDebugFlag(expression: Expression): boolean {
  if (expression.kind === 'name') return /^(?:DEBUG|FLASK_DEBUG)$/.test(expression.name);
  if (expression.kind === 'index') return expression.index.kind === 'literal' && expression.index.value === 'DEBUG';
  if (expression.kind !== 'member') return false;
  const isLevel = expression.object.kind === 'name' && expression.object.name === 'logging';
  return !isLevel && /^(?:debug|DEBUG)$/.test(expression.property);
}
