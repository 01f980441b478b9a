import { describe, expect, it } from 'vitest';
import { debugPageIn } from './debug.ts';

describe('debugPageIn', () => {
  it.each([
    [
      'werkzeug-debugger',
      true,
      '<title>KeyError // Werkzeug Debugger</title><script>var CONSOLE_MODE = false, EVALEX = true, EVALEX_TRUSTED = false</script>',
    ],
    [
      'django-debug',
      false,
      "<p>You're seeing this error because you have <code>DEBUG = True</code> in your Django settings file.</p>",
    ],
    [
      'express-dev-error',
      false,
      '<title>Error</title></head><body><pre>TypeError: x<br> &nbsp; &nbsp;at /srv/app.js:3:9</pre>',
    ],
    ['spring-actuator', true, '{"activeProfiles":["prod"],"propertySources":[{"name":"systemEnvironment"}]}'],
    [
      'spring-actuator-index',
      false,
      '{"_links":{"self":{"href":"http://a/actuator"},"env":{"href":"http://a/actuator/env"}}}',
    ],
    ['go-pprof', true, '<html><title>/debug/pprof/</title>Types of profiles available:'],
    ['phpinfo', true, '<title>PHP 8.3.1 - phpinfo()</title><h1 class="p">PHP Version 8.3.1</h1>'],
    ['graphiql', false, '<script src="/graphiql.min.js"></script>'],
  ])('recognises %s', (kind, isDangerous, text) => {
    const found = debugPageIn(text);
    expect({ kind: found?.kind, isDangerous: found?.isDangerous }).toEqual({ kind, isDangerous });
  });

  it('tells the interactive console from the debugger', () => {
    expect(
      debugPageIn(
        '<title>Console // Werkzeug Debugger</title><h1>Interactive Console</h1><script>var CONSOLE_MODE = true, EVALEX = true</script>',
      )?.isDangerous,
    ).toBe(true);
  });

  it.each([
    '<title>Error</title><pre>Cannot GET /x</pre>',
    '{"_links":{"self":{"href":"/a"}}}',
    'DEBUG=True',
    '{"title":"Werkzeug"}',
    '',
  ])('finds nothing in %s', (text) => {
    expect(debugPageIn(text)).toBeUndefined();
  });
});
