import { type Exchange, headersOf, type Json, jsonOf } from '@middlebrick/model';
import { isHtml } from './answer-shape.ts';

/** A reference in an answer to another place of the target. */
export interface FoundLink {
  /** Path below the base URL as it is to be asked for, with its query string. */
  path: string;
  /** Scalars of the object that held the link: one that is a segment of the path is an id. */
  siblings: ReadonlySet<string>;
}

/** A path with parameters that a script of the target calls: `/api/users/{id}`. */
export interface FoundTemplate {
  path: string;
}

const mostLinks = 200;
const staticFile =
  /\.(?:css|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|map|mp[34]|webm|pdf|zip|gz|wasm|txt|xml|webmanifest)$/i;

/** Links of an answer: in its headers, its JSON, its HTML. In order of appearance, each once, at most 200. */
export function linksIn(exchange: Exchange, baseUrl: URL): FoundLink[] {
  const found = new Map<string, FoundLink>();
  for (const { reference, siblings } of referencesIn(exchange)) {
    if (found.size >= mostLinks) break;
    const path = pathOnTarget(reference, exchange.request.url, baseUrl);
    if (path === undefined || staticFile.test(path.replace(/\?.*$/, '')) || found.has(path)) continue;
    found.set(path, { path, siblings });
  }
  return [...found.values()];
}

interface Reference {
  reference: string;
  siblings: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

function referencesIn(exchange: Exchange): Reference[] {
  const inHeaders = [...headersOf(exchange, 'location'), ...headersOf(exchange, 'content-location')];
  // RFC 8288: `<https://example.com/users?page=2>; rel="next"`.
  const inLink = headersOf(exchange, 'link').flatMap((value) =>
    [...value.matchAll(/<([^<>]{1,500})>/g)].map((match) => match[1] ?? ''),
  );
  const json = jsonOf(exchange);
  const inBody = json === undefined ? markupReferences(exchange) : jsonReferences(json);
  return [...[...inHeaders, ...inLink].map((reference) => ({ reference, siblings: none })), ...inBody];
}

function markupReferences(exchange: Exchange): Reference[] {
  if (!isHtml(exchange)) return [];
  const matches = (exchange.response?.body ?? '').matchAll(/\b(?:href|src)\s{0,5}=\s{0,5}["']([^"'<>\s]{1,500})["']/gi);
  return [...matches].map((match) => ({ reference: (match[1] ?? '').replaceAll('&amp;', '&'), siblings: none }));
}

/**
 * Texts of a JSON body that read like a place: below `href`, `url`, `next` and their like anything that parses,
 * elsewhere only a path from the root or a full URL.
 */
function jsonReferences(json: Json): Reference[] {
  const references: Reference[] = [];
  const visit = (value: Json, key: string, siblings: ReadonlySet<string>): void => {
    if (references.length >= mostLinks * 5) return;
    if (Array.isArray(value)) for (const item of value) visit(item, key, siblings);
    else if (value !== null && typeof value === 'object') {
      // Links stand in an object of their own below the item: `_links.self.href`, `links.self`.
      const own = new Set([...siblings, ...scalarsOf(value)]);
      for (const [name, child] of Object.entries(value)) visit(child, name, own);
    } else if (typeof value === 'string' && isReference(value, key)) references.push({ reference: value, siblings });
  };
  visit(json, '', none);
  return references;
}

function scalarsOf(object: { [key: string]: Json }): string[] {
  return Object.values(object)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .slice(0, 50)
    .map(String)
    .filter((text) => text.length <= 200);
}

const linkKeys =
  /^(?:href|url|uri|link|links|next|prev|previous|first|last|self|related|location|.{1,60}_(?:url|uri|link|href)|.{1,60}(?:Url|Uri|Link|Href))$/;

function isReference(value: string, key: string): boolean {
  if (value.length > 500) return false;
  if (/^https?:\/\/[^\s<>"]{3,}$/i.test(value)) return true;
  if (/^\/[A-Za-z0-9_~.%{][\w\-.~%!$&'()*+,;=:@/{}?]*$/.test(value)) return true;
  return (
    linkKeys.test(key) &&
    /^(?:\.{0,2}\/)?[\w\-.~%]+(?:\/[\w\-.~%]+)*(?:\?[\w\-.~%=&]*)?$/.test(value) &&
    value.includes('/')
  );
}

/**
 * The path below the base URL that a reference leads to, or `undefined` when it leads elsewhere. URI templates
 * (RFC 6570) are cut where their optional parts begin.
 */
export function pathOnTarget(reference: string, from: string, baseUrl: URL): string | undefined {
  const plain = reference.replace(/\{[?&/#;.][^{}]*\}/g, '').replace(/#.*$/, '');
  if (plain === '' || plain.includes('{')) return undefined;
  const url = URL.canParse(plain, from) ? new URL(plain, from) : undefined;
  if (url === undefined || url.origin !== baseUrl.origin) return undefined;
  const prefix = baseUrl.pathname.replace(/\/+$/, '');
  if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return undefined;
  return `${url.pathname.slice(prefix.length) || '/'}${url.search}`;
}

/** Paths that a script asks for: texts that begin like an API, and arguments of calls that send requests. */
export function pathsInScript(script: string, baseUrl: URL): { links: FoundLink[]; templates: FoundTemplate[] } {
  const calls = script.matchAll(
    /\b(?:fetch|get|post|put|patch|delete|request|axios|ajax|open)\s{0,3}\(\s{0,5}["'`](\/[^"'`\s<>\\]{1,300})["'`]/g,
  );
  const texts = script.matchAll(/["'`](\/(?:api|rest|v\d{1,2})\/[^"'`\s<>\\]{1,300})["'`]/g);
  const links = new Map<string, FoundLink>();
  const templates = new Map<string, FoundTemplate>();
  for (const match of [...calls, ...texts].slice(0, mostLinks)) {
    const raw = (match[1] ?? '').replace(
      /\$\{([^{}]{1,100})\}/g,
      (_, expression: string) => `{${parameterName(expression)}}`,
    );
    const path = raw.replace(/:([A-Za-z_]\w{0,50})/g, '{$1}').replace(/[?#].*$/, '');
    if (staticFile.test(path)) continue;
    if (!path.includes('{')) {
      const onTarget = pathOnTarget(path, baseUrl.href, baseUrl);
      if (onTarget !== undefined) links.set(onTarget, { path: onTarget, siblings: none });
    } else if (/^(?:\/(?:[\w\-.~%]+|\{\w+\}))+$/.test(path)) templates.set(path, { path });
  }
  return { links: [...links.values()], templates: [...templates.values()] };
}

/** `user.id` in a template string gives `user_id`. */
function parameterName(expression: string): string {
  return (
    /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?/
      .exec(expression.replace(/encodeURIComponent|String/g, ''))?.[0]
      .replace('.', '_') ?? 'id'
  );
}
