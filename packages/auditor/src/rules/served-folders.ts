import type { CallEvent } from '../flow/events.ts';
import { externalOf, type Site, textOf, type Value } from '../flow/value.ts';
import { entryOf } from '../models/stores/entry-of.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { folderText } from './folder-text.ts';

/** Calls that serve the files of a folder: where it stands among their arguments, and the one file that is asked for. */
interface Serving {
  readonly folder: number | string;
  /** Of an object of settings: which of them. */
  readonly setting?: string;
  readonly file?: number | string;
}

const serving: Readonly<Record<string, readonly Serving[]>> = {
  'express.static': [{ folder: 0 }],
  'express.response.sendFile': [{ folder: 1, setting: 'root', file: 0 }],
  'serve-static': [{ folder: 0 }],
  'serve-index': [{ folder: 0 }],
  'koa-static': [{ folder: 0 }],
  'flask.Flask': [{ folder: 'static_folder' }],
  'flask.send_from_directory': [
    { folder: 0, file: 1 },
    { folder: 'directory', file: 'path' },
  ],
  'fastapi.staticfiles.StaticFiles': [{ folder: 'directory' }],
  'starlette.staticfiles.StaticFiles': [{ folder: 'directory' }],
  '@hono/node-server/serve-static.serveStatic': [{ folder: 0, setting: 'root' }],
  'hono/bun.serveStatic': [{ folder: 0, setting: 'root' }],
  'hono/deno.serveStatic': [{ folder: 0, setting: 'root' }],
  '@fastify/static': [{ folder: 1, setting: 'root' }],
};

/** Calls that send one file. */
const sending =
  /^(?:flask\.send_file|(?:fastapi|starlette)\.responses\.FileResponse|express\.response\.(?:sendFile|download))$/;

export interface Served {
  readonly site: Site;
  readonly call: string;
  readonly path: string;
  readonly kind: 'folder' | 'folder by name' | 'file';
}

/** Folders and files with secrets in them that are served to everybody. */
export function servedSecrets(program: Program): Served[] {
  return callsOf(program).flatMap((event): Served[] => {
    const { path: call, args } = calledWith(event);
    const { site } = event;
    const file = sending.test(call) ? given(args, 0) : undefined;
    const path = file === undefined ? undefined : folderText(file);
    if (path !== undefined && isSecretFile(path)) return [{ site, call, path, kind: 'file' }];
    const folders = (entryOf(serving, call) ?? []).flatMap((one) => folderOf(args, one));
    const found = folders.map((folder) => ({ folder, kind: kindOf(folder) })).find(({ kind }) => kind !== undefined);
    if (found?.kind === undefined) return [];
    return [{ site, call, path: found.folder === '' ? 'the folder of the code' : found.folder, kind: found.kind }];
  });
}

/** `app.register(fastifyStatic, { root })` calls what it is given. */
function calledWith({ path, arguments: args }: CallEvent): { path: string; args: CallEvent['arguments'] } {
  const [plugin] = args.positional;
  const registered = path.endsWith('.register') && plugin !== undefined ? externalOf(plugin)?.path : undefined;
  return { path: registered ?? path, args };
}

function given({ positional, named }: CallEvent['arguments'], place: number | string): Value | undefined {
  return typeof place === 'number' ? positional[place] : named.get(place);
}

/** The folder that a call serves, where it is known and the request chooses the file. */
function folderOf(args: CallEvent['arguments'], { folder, setting, file }: Serving): string[] {
  const value = given(args, folder);
  const name = file === undefined ? undefined : given(args, file);
  const isFixed = name !== undefined && (textOf(name) !== undefined || name.treatments.has('listed'));
  if (value === undefined || isFixed) return [];
  const shown =
    setting === undefined ? value : value.shape.kind === 'dict' ? value.shape.fields.get(setting) : undefined;
  const text = shown === undefined ? undefined : folderText(shown);
  return text === undefined ? [] : [text];
}

/** What a folder reveals: all of the code, or what its name says. */
function kindOf(folder: string): Served['kind'] | undefined {
  if (/^\/?(?:\.{1,2}\/)*\.{0,2}\/?$/.test(folder)) return 'folder';
  const parts = folder.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  if (/^\.(?:git|env|aws|ssh)$/.test(last)) return 'folder';
  // What stands below a public folder was put there to be served.
  if (parts.some((part) => /^(?:public|static|assets|www|dist)$/.test(part))) return undefined;
  return /^(?:config|conf|settings|secrets?|keys?|certs?|private|credentials?)$/.test(last)
    ? 'folder by name'
    : undefined;
}

const secretFile =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template)\w+)?|\.npmrc|\.pypirc|\.netrc|id_(?:rsa|dsa|ecdsa|ed25519)|[\w-]+\.(?:key|p12|pfx|jks)|private[\w-]*\.pem|credentials(?:\.\w+)?|secrets?\.(?:json|ya?ml|toml|ini))$/;

function isSecretFile(path: string): boolean {
  return secretFile.test(path);
}
