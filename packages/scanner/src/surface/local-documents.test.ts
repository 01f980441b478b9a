import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { surfaceFromOpenApi } from './openapi.ts';
import { parseSpec } from './parse-spec.ts';

const baseUrl = new URL('http://127.0.0.1:5000');
let root = '';

function write(path: string, text: string): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function surfaceOf(reference: string, location = join(root, 'api/openapi.yaml')) {
  const text = `openapi: 3.1.0\npaths:\n  /users/{id}:\n    get:\n      responses:\n        200:\n          content:\n            application/json:\n              schema: { $ref: '${reference}' }\n`;
  const { document } = parseSpec(text, { location });
  const surface = surfaceFromOpenApi(document, { location, baseUrl });
  return { surface, schema: surface.resolve(surface.operations[0]?.responses[0]?.schema ?? {}) };
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'middlebrick-spec-'));
  write('outside.yaml', 'secret: { type: string, example: outside }');
  write('api/.env', 'KEY=value');
  write(
    'api/schemas/user.yaml',
    "type: object\nproperties:\n  team: { $ref: '../teams.json#/Team' }\n  boss: { $ref: '#' }\n",
  );
  write('api/teams.json', '{"Team":{"type":"object","properties":{"lead":{"$ref":"schemas/user.yaml"}}}}');
  write('api/broken.json', '{');
  write('api/big.yaml', `a: "${'x'.repeat(8 * 1024 * 1024)}"`);
  write('api/paths.yaml', "get:\n  summary: from a file\n  parameters:\n    - { $ref: 'teams.json#/none' }\n");
  symlinkSync(join(root, 'outside.yaml'), join(root, 'api/link.yaml'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('files beside the document are followed, each relative to itself, also in a circle', () => {
  const { surface, schema } = surfaceOf('schemas/user.yaml');
  const properties = schema.properties as Record<string, Record<string, unknown>>;
  const team = surface.resolve(properties.team ?? {});
  const lead = (team.properties as Record<string, Record<string, unknown>>).lead ?? {};
  expect(schema.type).toBe('object');
  expect(surface.resolve(properties.boss ?? {})).toBe(schema);
  expect(surface.resolve(lead)).toBe(schema);
  expect(surface.warnings).toEqual(['Path parameters without a definition are taken for texts: GET /users/{id}.']);
});

test.each([
  [
    'outside the folder',
    '../outside.yaml#/secret',
    'References outside the folder of the specification are not followed',
  ],
  ['outside by a link', 'link.yaml#/secret', 'References outside the folder of the specification are not followed'],
  ['an absolute path', '/etc/hostname', 'References outside the folder of the specification are not followed'],
  ['no document', '.env', 'References outside the folder of the specification are not followed'],
  ['a missing file', 'none.yaml', 'References to files that cannot be read are read as empty'],
  ['a broken file', 'broken.json', 'References to files that cannot be read are read as empty'],
  ['a huge file', 'big.yaml', 'References to files larger than 8 MiB are not followed'],
  ['another host', 'http://127.0.0.1:9/x.yaml', 'References to other hosts are not followed and read as empty'],
])('not followed: %s', (_, reference, warning) => {
  const { surface, schema } = surfaceOf(reference);
  expect(schema).toEqual({});
  expect(surface.warnings.some((sentence) => sentence.startsWith(`${warning}: `))).toBe(true);
});

test('a document from the network never reads a file', () => {
  const { surface, schema } = surfaceOf('teams.json#/Team', `http://127.0.0.1:5000${root}/api/openapi.yaml`);
  expect(schema).toEqual({});
  expect(surface.warnings).toContain('References to other documents are not followed and read as empty: teams.json.');
});
