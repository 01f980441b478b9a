import fc from 'fast-check';
import { expect, test } from 'vitest';
import { javaScriptMarkPatterns, lastName } from './names.ts';

function factsOf(path: string): string {
  return (javaScriptMarkPatterns.find(({ pattern }) => pattern.test(path))?.facts ?? []).join(' ');
}

const signedIn = 'authenticated';
const withRole = 'authenticated privileged';
const asked = 'authenticated vouched';

test.each([
  ['middleware/auth', signedIn],
  ['middleware/auth.requireAuth', signedIn],
  ['lib/auth.requireAuth()', signedIn],
  ['auth.isAuthenticated', signedIn],
  ['auth.ensureLoggedIn()', signedIn],
  ['auth.checkJwt', signedIn],
  ['auth.verifyToken', signedIn],
  ['auth.withUser()', signedIn],
  ['auth.requireSession()', signedIn],
  ['auth.login_required', signedIn],
  ['guards.JwtAuthGuard', signedIn],
  ['guards.LocalAuthGuard()', signedIn],
  ['guards/auth-middleware', signedIn],
  ['auth.requireRole()', withRole],
  ['auth.isAdmin', withRole],
  ['auth.adminOnly', withRole],
  ['auth.admin', withRole],
  ['auth.checkPermissions()', withRole],
  ['guards.RolesGuard', withRole],
  ['auth.restrictTo()', withRole],
  ['decorators.Roles()', withRole],
  ['auth.isOwner', asked],
  ['auth/is-owner', asked],
  ['auth.requireOwnership()', asked],
  ['guards.OwnerGuard', asked],
  ['auth.ownerOrAdmin', asked],
  ['auth.authorize()', asked],
  ['auth.can()', asked],
  ['auth.checkAccess()', asked],
  ['guards.PoliciesGuard', asked],
  ['users.validateUser', ''],
  ['validators.validateRequest()', ''],
  ['cors()', ''],
  ['helmet()', ''],
  ['express.json()', ''],
  ['express-session()', ''],
  ['express-rate-limit()', ''],
  ['routes/users', ''],
  ['routes/user', ''],
  ['routes/sessions', ''],
  ['routes/tokens', ''],
  ['routes/access', ''],
  ['routes/policies', ''],
  ['lib/author', ''],
  ['lib/authors.list', ''],
  ['lib/cancel', ''],
  ['lib/administer', ''],
])('%s sees to: %s', (path, facts) => {
  expect(factsOf(path)).toBe(facts);
});

test.each([
  ['lib/auth.requireUser', 'requireUser'],
  ['lib/auth.requireUser()', 'requireUser'],
  ['requireUser', 'requireUser'],
  ['middleware/auth', 'auth'],
  ['a.b().c()', 'c'],
  ['', ''],
])('the last name of %s is %s', (path, name) => {
  expect(lastName(path)).toBe(name);
});

test('names of any length are looked at in no time', () => {
  const parts = fc.constantFrom('require', 'own', 'auth', 'is', '_', '-', '.', 'admin', 'a', '()', 'user', 'owner');
  const start = performance.now();
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 4000 }), (given) => {
      factsOf(given.join(''));
    }),
    { numRuns: 60 },
  );
  expect(performance.now() - start).toBeLessThan(3000);
});
