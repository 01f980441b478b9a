import { isSafe, type Operation, type Surface } from '@middlebrick/model';
import type { Discovery } from '@middlebrick/scanner';
import { stringify } from 'yaml';
import { visible } from './visible.ts';

interface ConfigurationOptions {
  spec?: string | undefined;
  isInsecure?: boolean;
}

/**
 * The text of a `middlebrick.yaml` for an API. Everything uncertain is a comment, so that the file is valid as it
 * stands once its variables are set. Names that the API chose can neither end a comment nor begin a key.
 */
export function configuration(found: Discovery, { spec, isInsecure = false }: ConfigurationOptions): string {
  const { target, surface, leftAlone } = found;
  const safe = surface.operations.filter(({ method }) => isSafe(method)).length;
  const writes = surface.operations.length - safe;
  return `# What middlebrick scans. Every option of \`middlebrick scan --help\` may stand here under its own name.
${entry({ target })}
${spec === undefined ? `# spec: openapi.yaml          # found by itself: ${comment(surface.source)}` : entry({ spec })}
# source: services/notes      # its code: the routes in it are called, and findings get their lines
${isInsecure ? `${entry({ insecure: true })}\n` : ''}
# Who asks. Two ordinary users are needed to see whether one can reach what belongs to the other;
# an administrator shows whether roles are kept apart. Secrets come from the environment.
identities:
  alice:
${credential(found, 'ALICE')}
    # login may also be a list of steps with a CSRF token or one-time codes; oauth2, aws and certificate are further ways.
    # subjects: [alice@example.com]   # ids by which the API knows her; usually learnt by itself
    # owns:
    #   order_id: ["1001"]            # ids that are hers, where no list shows them
  bob:
${credential(found, 'BOB')}
  # admin:
${indented(credential(found, 'ADMIN'), '  # ').replaceAll('  #     ', '  #   ')}
  #   role: admin

# ${safe - leftAlone.length} operations are called; ${writes} are not, since they write. Those that only read all the same:
# reads: ["POST /search"]
${left(leftAlone)}
# The gate: exit code 1 when a finding is this bad or worse.
fail-on: low
# threshold: 80                  # least score out of 100
# context: financial             # financial, medical, public or internal: shifts severities
# rate: 20                       # requests a second
# settle: 5                      # seconds until a write shows, with --active
# output: [middlebrick-report.html]
`;
}

/** Every text on one line, so that an indent can be put before it. */
const layout = { lineWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** Names of the environment's variables that a configuration needs, in order. */
export function variablesIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return [...new Set(lines.flatMap((line) => [...line.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '')))];
}

/** The credential that the API seems to want: a login when it has one, else what its description declares. */
function credential({ logins, surface }: Discovery, user: string): string {
  const [login] = logins;
  const value = login === undefined ? declared(surface, user) : recipe(login, surface, user);
  return indented(stringify(value, layout).trimEnd(), '    ');
}

function declared({ securitySchemes }: Surface, user: string): object {
  const variable = (what: string): string => `\${${user}_${what}}`;
  if (securitySchemes.some(({ type, scheme }) => type === 'http' && scheme === 'bearer')) {
    return { bearer: variable('TOKEN') };
  }
  if (securitySchemes.some(({ type, scheme }) => type === 'http' && scheme === 'basic')) {
    return { basic: { username: variable('USERNAME'), password: variable('PASSWORD') } };
  }
  const key = securitySchemes.find(({ type, parameter }) => type === 'apiKey' && /^[\w.-]+$/.test(parameter ?? ''));
  if (key?.in === 'cookie') return { cookie: `${key.parameter}=${variable('COOKIE')}` };
  if (key !== undefined) return { apiKey: { in: key.in ?? 'header', name: key.parameter, value: variable('KEY') } };
  return { bearer: variable('TOKEN') };
}

function recipe(login: Operation, surface: Surface, user: string): object {
  const schema = login.body?.schema === undefined ? {} : surface.resolve(login.body.schema);
  const properties = (schema as { properties?: object }).properties ?? {};
  const fields = Object.keys(properties).length === 0 ? ['username', 'password'] : Object.keys(properties);
  const json = fields.slice(0, 8).map((field) => [field, `\${${user}_${capitals(field)}}`]);
  return { login: { path: login.path.replaceAll('${', '$${'), json: Object.fromEntries(json) } };
}

function capitals(field: string): string {
  return field
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
}

function left(operations: readonly Operation[]): string {
  if (operations.length === 0) return '';
  return `# Left alone, since they look as if they change state: ${operations.map(({ id }) => comment(id)).join(', ')}\n`;
}

function entry(value: object): string {
  return stringify(value, layout).trim();
}

function comment(text: string): string {
  return visible(text).slice(0, 200);
}

/** Puts an indent before every line. Only line feeds end lines here: others may stand within a text. */
function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => indent + line)
    .join('\n');
}
