import { type Site, textOf, type Value } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';

/** Calls that serve files of a folder, by the place of the folder among their arguments. */
const serving: Readonly<Record<string, number>> = {
  'express.static': 0,
  'serve-static': 0,
  'koa-static': 0,
  'flask.send_from_directory': 0,
  'fastapi.staticfiles.StaticFiles': 0,
  'starlette.staticfiles.StaticFiles': 0,
  '@hono/node-server/serve-static.serveStatic': 0,
  '@fastify/static': 1,
};

/** The root of a project, or a folder of keys and settings. */
const revealing =
  /^(?:\.{0,2}\/?|\/|.*(?:^|\/)(?:\.git|\.env|\.aws|\.ssh|config|conf|secrets?|keys?|certs?|private|credentials?)\/?)$/;

/** Folders with secrets in them that are served to everybody. */
export function servedFolders(program: Program): { site: Site; call: string; folder: string }[] {
  return callsOf(program).flatMap(({ path, arguments: args, site }) => {
    const place = serving[path];
    if (place === undefined) return [];
    const given = args.named.get('directory') ?? args.positional[place];
    const folder = given?.shape.kind === 'dict' ? given.shape.fields.get('root') : given;
    const text = folder === undefined ? undefined : folderText(folder);
    return text !== undefined && revealing.test(text)
      ? [{ site, call: path, folder: text === '' ? 'the folder of the project' : text }]
      : [];
  });
}

/** The path of a folder as far as it is known; the folder of the project is empty. */
function folderText(value: Value): string | undefined {
  const text = textOf(value);
  if (text !== undefined) return text;
  const { shape } = value;
  if (shape.kind !== 'external') return undefined;
  const { path, arguments: args } = shape.external;
  if (
    /^(?:__dirname|process\.cwd\(\)|os\.getcwd\(\)|flask\.current_app\.root_path|flask\.Flask\(\)\.root_path)$/.test(
      path,
    )
  )
    return '';
  if (!/^(?:path|os\.path)\.(?:join|resolve)\(\)$/.test(path) || args === undefined) return undefined;
  const parts = args.positional.map(folderText);
  return parts.every((part) => part !== undefined) ? parts.filter((part) => part !== '').join('/') : undefined;
}
