import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';

/** The headers of every answer. No HSTS: the app is served over plain HTTP on the loopback address. */
export const protectiveHeaders = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
});

/** Nothing is cached, and every 401 says how to sign in (RFC 9110, section 11.6.1). */
export const privateAnswers = createMiddleware(async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
  if (c.res.status === 401) c.header('WWW-Authenticate', 'Bearer');
});
