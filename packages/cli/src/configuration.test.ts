import { type Operation, operationId, type Surface } from '@middlebrick/model';
import type { Discovery } from '@middlebrick/scanner';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from './config-schema.ts';
import { parseConfigText } from './config-text.ts';
import { configuration, variablesIn } from './configuration.ts';
import { withEnvironment } from './environment.ts';

function operation(method: string, path: string, fields?: readonly string[]): Operation {
  const properties = Object.fromEntries((fields ?? []).map((field) => [field, { type: 'string' }]));
  const body = { mediaType: 'application/json', required: true, schema: { type: 'object', properties }, examples: [] };
  return {
    id: operationId(method, path),
    method: method as Operation['method'],
    path,
    parameters: [],
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'openapi',
    ...(fields === undefined ? {} : { body }),
  };
}

function discovery(more: Partial<Discovery> = {}, schemes: Surface['securitySchemes'] = []): Discovery {
  const operations = [operation('GET', '/notes'), operation('POST', '/notes')];
  const surface = {
    operations,
    securitySchemes: schemes,
    source: '/openapi.json',
    warnings: [],
    resolve: (node: object) => node,
  };
  return { target: 'http://127.0.0.1:5000/', surface: surface as Surface, logins: [], leftAlone: [], ...more };
}

/** The configuration as `scan` reads it, when every variable is set to its own name. */
function read(text: string): unknown {
  const environment = Object.fromEntries(
    variablesIn(text).map((name) => [name, `value of ${name}`.replaceAll(' ', '-')]),
  );
  const parsed = parseConfigText('c.yaml', text);
  return configSchema.parse(withEnvironment(parsed.value, environment, parsed));
}

const nothingKnown = { subjects: [], owns: {} };
const both = (identity: (user: string) => object) => ({
  alice: { ...identity('ALICE'), ...nothingKnown },
  bob: { ...identity('BOB'), ...nothingKnown },
});

describe('the configuration that init writes', () => {
  test.each<[string, Discovery, object]>([
    ['without a hint', discovery(), both((user) => ({ bearer: `value-of-${user}_TOKEN` }))],
    [
      'with a login',
      discovery({ logins: [operation('POST', '/api/login', ['userName', 'pass-word'])] }),
      both((user) => ({
        login: {
          path: '/api/login',
          method: 'POST',
          json: { userName: `value-of-${user}_USER_NAME`, 'pass-word': `value-of-${user}_PASS_WORD` },
          header: 'Authorization',
          prefix: 'Bearer ',
        },
      })),
    ],
    [
      'with basic authentication',
      discovery({}, [{ name: 'b', type: 'http', scheme: 'basic' }]),
      both((user) => ({ basic: { username: `value-of-${user}_USERNAME`, password: `value-of-${user}_PASSWORD` } })),
    ],
    [
      'with an API key',
      discovery({}, [{ name: 'k', type: 'apiKey', in: 'query', parameter: 'key' }]),
      both((user) => ({ apiKey: { in: 'query', name: 'key', value: `value-of-${user}_KEY` } })),
    ],
    [
      'with a session cookie',
      discovery({}, [{ name: 'k', type: 'apiKey', in: 'cookie', parameter: 'sid' }]),
      both((user) => ({ cookie: `sid=value-of-${user}_COOKIE` })),
    ],
  ])('%s is valid as it stands', (_name, found, identities) => {
    expect(read(configuration(found, {}))).toEqual({ target: 'http://127.0.0.1:5000/', identities, 'fail-on': 'low' });
  });

  test('keeps what init was told', () => {
    expect(read(configuration(discovery(), { spec: 'a: b.yaml', isInsecure: true }))).toMatchObject({
      spec: 'a: b.yaml',
      insecure: true,
    });
  });

  test('stays valid without its comment signs where it offers more', () => {
    const offered = configuration(discovery(), {}).replace(
      /^( *)# (?=(?:threshold|context|rate|settle|output|reads|spec): ?)/gm,
      '$1',
    );
    expect(() => parse(offered)).not.toThrow();
    expect(read(offered)).toMatchObject({
      threshold: 80,
      context: 'financial',
      rate: 20,
      settle: 5,
      reads: ['POST /search'],
      spec: 'openapi.yaml',
    });
  });

  test('an API cannot write into it by the names it chooses', () => {
    const name = fc.string({
      unit: fc.constantFrom(
        '\n',
        '\r',
        '\u2028',
        '#',
        ':',
        ' ',
        '$',
        '{',
        '}',
        '"',
        "'",
        'A',
        '- ',
        '&a',
        '*a',
        '!t',
        '\u0085',
      ),
    });
    fc.assert(
      fc.property(name, name, name, (path, field, source) => {
        const login = operation('POST', `/${path}`, [`x${field}`]);
        const found = discovery({ logins: [login], leftAlone: [operation('GET', path)] });
        const text = configuration({ ...found, surface: { ...found.surface, source } }, {});
        const { identities, ...rest } = read(text) as {
          identities: Record<string, { login: { path: string; json: object } }>;
        };
        expect(rest).toEqual({ target: 'http://127.0.0.1:5000/', 'fail-on': 'low' });
        expect(identities.alice?.login.path).toBe(`/${path}`);
        expect(Object.keys(identities.alice?.login.json ?? {})).toEqual([`x${field}`]);
      }),
      { seed: 7 },
    );
  });
});
