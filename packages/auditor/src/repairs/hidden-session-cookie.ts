import type { Expression, LiteralExpression, Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import { settingsOf } from '../rules/settings.ts';
import type { Repair } from './contract.ts';

/**
 * The cookie of a session library is HttpOnly again: the library reads it on the server, and nobody else can. Cookies that
 * the service sets by itself are left, since its pages may read them; so is Secure, which wants a proxy to be known.
 */
export const hiddenSessionCookie: Repair = {
  rule: 'code/weak-session-or-jwt-settings',
  message: 'cookie',
  does: 'Scripts cannot read the cookie of the session.',
  mend: ({ hit, module, span, text }) => {
    if (hit.details?.missing !== 'HttpOnly') return undefined;
    const values = module.language === 'python' ? configured(module, span) : givenTo(module, span);
    const [value] = values;
    if (value === undefined || values.length > 1) return undefined;
    const { start, end } = value;
    const on = { False: 'True', false: 'true' }[text.slice(start, end)];
    return on === undefined ? undefined : [{ start, end, text: on }];
  },
};

function configured(module: Module, span: Span): LiteralExpression[] {
  return settingsOf(module).flatMap(({ name, value, span: at }) => {
    const isHere =
      at.start === span.start && at.end === span.end && /^(?:SESSION|REMEMBER)_COOKIE_HTTPONLY$/.test(name);
    return isHere && isFalse(value) ? [value] : [];
  });
}

/** `session({ cookie: { httpOnly: false } })`, `cookieSession({ httpOnly: false })`. */
function givenTo(module: Module, span: Span): LiteralExpression[] {
  const found: LiteralExpression[] = [];
  walk(module, {
    expression: (call) => {
      if (call.kind !== 'call' || call.start !== span.start || call.end !== span.end) return;
      const options = call.arguments.map(({ value }) => value);
      const cookies = options.flatMap((option) => field(option, 'cookie'));
      const first = options[0] === undefined ? [] : [options[0]];
      const flags = (cookies.length > 0 ? cookies : first).flatMap((cookie) => field(cookie, 'httpOnly'));
      found.push(...flags.filter(isFalse));
    },
  });
  return found;
}

function field(value: Expression, name: string): Expression[] {
  if (value.kind !== 'dict') return [];
  return value.entries.flatMap(({ key, value: held }) => {
    const word = key?.kind === 'name' ? key.name : key?.kind === 'literal' ? key.value : undefined;
    return word === name ? [held] : [];
  });
}

function isFalse(value: Expression): value is LiteralExpression {
  return value.kind === 'literal' && value.value === false;
}
