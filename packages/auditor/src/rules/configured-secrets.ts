import { isPipeline } from '../files/configuration-files.ts';
import type { SourceFile } from '../files/discover.ts';
import { lineStarts, positionOf } from '../ir/position.ts';
import type { Place } from './contract.ts';
import type { WrittenSecret } from './library-secrets.ts';
import { isSecretSetting, isSecretValue } from './secret-values.ts';

/** Files of settings, and the texts in them that are secrets by their form. */
export interface Configuration {
  readonly files: readonly SourceFile[];
  readonly written: ReadonlyMap<string, readonly WrittenSecret[]>;
}

export interface ConfiguredSecret {
  readonly place: Place;
  /** How the setting is called, or what its value is. */
  readonly what: string;
  readonly isOfKnownForm: boolean;
}

/** The secrets of one file; more of them say nothing more. */
const mostOfFile = 2000;

/** Secrets in files of settings, each once. */
export function configuredSecrets({ files, written }: Configuration): ConfiguredSecret[] {
  return files.flatMap(({ path, text }) => {
    const known = (written.get(path) ?? []).map((secret) => ({ ...secret, isOfKnownForm: true }));
    const named = apartFrom(known, namedIn(path, text)).map((secret) => ({ ...secret, isOfKnownForm: false }));
    if (known.length + named.length === 0) return [];
    const lines = lineStarts(text);
    const found = [...known, ...named].map(({ what, start, end, isOfKnownForm }): ConfiguredSecret => {
      const [from, to] = [positionOf({ lines }, start), positionOf({ lines }, end)];
      return { what, isOfKnownForm, place: { path, ...from, endLine: to.line, endColumn: to.column } };
    });
    return found.slice(0, mostOfFile);
  });
}

/** Values in which there is nothing of a known form. */
function apartFrom(known: readonly WrittenSecret[], named: readonly WrittenSecret[]): WrittenSecret[] {
  const sorted = known.toSorted((a, b) => a.start - b.start);
  let next = 0;
  return named.filter(({ start, end }) => {
    while ((sorted[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    return (sorted[next]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
}

/** What is made to be copied and filled in, and what only tests use: there, names say nothing. */
const example =
  /(?:^|[._-])(?:examples?|samples?|tests?|testing|dist|schema|mock|stub|fixtures?|demo)(?:$|[._-])|\.env[._-](?:template|tpl|defaults?)|[._-](?:template|tpl)\.(?:env|ini|toml|cfg|conf|properties)$/i;
/** Files whose values somebody encrypted. */
const encrypted = /kind:\s*SealedSecret\b|^sops[:_]|"sops"\s*:|\$ANSIBLE_VAULT;/m;
/** Files in which a value without quotes is an expression. */
const expressions = /\.(?:tf|tofu|tfvars|toml|json)$/i;

/** `NAME=value`, `name: value`, `"name": "value"`; of a value in quotes without them. */
const setting =
  /(?<![\w.-])["']?([\w.][\w.-]{0,99})["']?[ \t]{0,40}(?:=|:(?!\/\/)(?=[ \t"'])|:=)[ \t]{0,40}(?:"((?:[^"\\\r\n]|\\.){1,500})"|'([^'\r\n]{1,500})'|([^\s"'#;,{}[\]][^\s"',;]{0,500}))/g;

/** Settings that are called as secrets are, and have a value. */
function namedIn(path: string, text: string): WrittenSecret[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isPipeline(path) || example.test(name) || encrypted.test(text)) return [];
  const found: WrittenSecret[] = [];
  let before: { name: string; end: number } | undefined;
  for (const match of text.matchAll(setting)) {
    const [whole, own = '', double, single, bare] = match;
    const value = double ?? single ?? bare ?? '';
    const end = match.index + whole.length - (bare === undefined ? 1 : 0);
    const start = end - value.length;
    // `- name: DB_PASSWORD` and on the next line `value: …`, as Kubernetes and ECS have them.
    const called = /^value$/i.test(own) && before !== undefined && start - before.end < 200 ? before.name : own;
    before = /^(?:name|key)$/i.test(own) ? { name: value, end } : undefined;
    if (bare !== undefined && (expressions.test(path) || /[()]/.test(value))) continue;
    if (!isSecretSetting(called) || !isSecretValue(called, value) || isComment(text, match.index)) continue;
    found.push({ what: called, start, end });
  }
  return found;
}

/** Whether the line of a setting begins as a comment. */
function isComment(text: string, at: number): boolean {
  const head = text.slice(Math.max(0, at - 300), at);
  return /^[ \t]*(?:#|;|\/\/|!)/.test(head.slice(head.lastIndexOf('\n') + 1));
}
