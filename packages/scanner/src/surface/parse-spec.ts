import { ScanError } from '@middlebrick/model';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { field, isSpecNode, shown } from './spec-node.ts';

/** Largest specification that is read at all, in characters. */
export const maxSpecSize = 64 * 1024 * 1024;
/** YAML parses about a hundred times slower than JSON, hence the lower limit. */
const maxYamlSize = 16 * 1024 * 1024;

export interface ParsedSpec {
  document: unknown;
  /** The `openapi` or `swagger` field: `3.0.3`, `2.0`. */
  version: string;
}

/**
 * Reads the text of an OpenAPI document, JSON or YAML. Only the outermost shape is checked here: what is broken
 * further in costs a warning later and not the scan.
 *
 * @throws ScanError BAD_SPEC, with one line that says what the text is instead.
 */
export function parseSpec(text: string, options: { location: string }): ParsedSpec {
  const fail = (problem: string, cause?: unknown) =>
    new ScanError('BAD_SPEC', `${shown(options.location)} ${problem}`, cause === undefined ? {} : { cause });

  if (text.length > maxSpecSize) throw fail(`is larger than ${maxSpecSize / 1024 / 1024} MiB.`);
  const start = text
    .slice(0, 2000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start === '') throw fail('is empty.');
  if (/^<(?:!doctype html|html|head|body)\b/i.test(start)) throw fail('is an HTML page and not an OpenAPI document.');
  if (start.startsWith('<')) throw fail('is XML and not an OpenAPI document.');

  const document = start.startsWith('{') ? readJson(text, fail) : readYaml(text, fail);
  return { document, version: versionOf(document, fail) };
}

type Fail = (problem: string, cause?: unknown) => ScanError;

/**
 * The version that a document declares.
 *
 * @throws ScanError BAD_SPEC when it is no OpenAPI document or of a version that is not understood.
 */
export function specVersion(document: unknown, location: string): string {
  return versionOf(document, (problem) => new ScanError('BAD_SPEC', `${shown(location)} ${problem}`));
}

function versionOf(document: unknown, fail: Fail): string {
  if (!isSpecNode(document)) throw fail('is not an OpenAPI document: it is not an object.');
  const declared = field(document, 'openapi') ?? field(document, 'swagger') ?? field(document, 'swaggerVersion');
  if (typeof declared !== 'string' && typeof declared !== 'number') {
    throw fail(`is not an OpenAPI document: it has no \`openapi\` or \`swagger\` field.${guess(document)}`);
  }
  // YAML reads an unquoted 2.0 as the number 2.
  const version =
    typeof declared === 'number' && Number.isInteger(declared) ? `${declared}.0` : String(declared).trim();
  if (!/^(?:2\.0|3\.\d+)(?:[.-][\w.-]{1,20})?$/.test(version)) {
    throw fail(`is of version ${shown(version)}; OpenAPI 2.0 and 3.x are understood.`);
  }
  return version;
}

function guess(document: object): string {
  if (Object.hasOwn(document, 'asyncapi')) return ' It is an AsyncAPI document.';
  if (Object.hasOwn(document, 'item') && Object.hasOwn(document, 'info')) return ' It looks like a Postman collection.';
  if (Object.hasOwn(document, 'log')) return ' It looks like a HAR recording.';
  if (Object.hasOwn(document, '$schema')) return ' It looks like a JSON Schema.';
  return '';
}

function readJson(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (jsonError) {
    // YAML's flow style also starts with a brace, and JSON with comments or trailing commas is common by hand.
    if (text.length > maxYamlSize) throw fail(`is not valid JSON: ${messageOf(jsonError)}`, jsonError);
    try {
      return parseYaml(text, yamlOptions);
    } catch (yamlError) {
      // It began as JSON, so the JSON parser's opinion is the one that helps; only YAML's always says where.
      throw fail(`is not valid JSON: ${messageOf(jsonError).slice(0, -1)}${placeOf(yamlError)}.`, jsonError);
    }
  }
}

/**
 * Checking that keys are unique takes time in the square of their number, a thousand paths are common, and what
 * is double is warned about later. The alias limit stops documents that unfold to billions of nodes.
 */
const yamlOptions = { uniqueKeys: false, maxAliasCount: 100, logLevel: 'error', merge: true } as const;

function readYaml(text: string, fail: Fail): unknown {
  if (text.length > maxYamlSize) {
    throw fail(
      `is YAML larger than ${maxYamlSize / 1024 / 1024} MiB. Convert it to JSON, which is far faster to read.`,
    );
  }
  try {
    return parseYaml(text, yamlOptions);
  } catch (error) {
    if (/alias count/i.test(messageOf(error))) throw fail('unfolds its YAML aliases without measure.', error);
    throw fail(`is not valid YAML: ${messageOf(error)}`, error);
  }
}

function placeOf(error: unknown): string {
  const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
  return place === undefined ? '' : ` (line ${place.line}, column ${place.col})`;
}

/** The first line of a parser's message, which names line and column; the rest quotes the text. */
function messageOf(error: unknown): string {
  const first = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const line = shown(first).replace(/[:.\s]+$/, '');
  return `${line.replace(/^Maximum call stack size exceeded/, 'Nested too deeply')}.`;
}
