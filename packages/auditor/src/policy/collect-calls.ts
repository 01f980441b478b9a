import type { SourceFile } from '../files/discover.ts';
import type { Access } from '../flow/events.ts';
import { textOf } from '../flow/value.ts';
import { actionOf, actionsFor } from '../iam/actions.ts';
import type { CloudFunction, Infrastructure, Table } from '../iam/infrastructure.ts';
import type { KeyPattern } from '../iam/leading-keys.ts';
import type { RecordedCall } from '../iam/least-privilege.ts';
import { placeOf as placeInCode } from '../program/place.ts';
import type { Place } from '../rules/contract.ts';
import { keyMakerIn } from './key-makers.ts';
import { keyPatternsOf } from './key-pieces.ts';
import type { Operation } from './operations.ts';
import { type Aimed, type PartitionKey, partitionKeys, partitionValue, placeOf } from './partition-keys.ts';
import type { Origin, Sent } from './sent.ts';
import { tablesNamed, unknownTable } from './table-names.ts';

/** A call of the code, and what is not known of it. */
export interface CollectedCall {
  readonly call: RecordedCall;
  readonly place: Place;
  readonly origin: Origin;
  /** The table is a setting that no template gives. */
  readonly setting?: string;
  /** The index, or the table, is not known. */
  readonly isOpen: boolean;
  /** The library that makes its keys, so that they are not known. */
  readonly maker?: string;
  /** The attribute that was taken for the partition key. */
  readonly guess?: string;
}

/** The calls as a policy needs them: with tables, indexes, and how their partition keys are made. */
export function collectCalls(
  sent: readonly Sent[],
  infrastructure: Pick<Infrastructure, 'tables'>,
  functions: readonly CloudFunction[],
  files: readonly SourceFile[],
): CollectedCall[] {
  const isWritten = writtenIn(files);
  const makerOf = keyMakerIn(files);
  const unknown = new Map<string, Table>();
  const aimed = sent.flatMap((one) => aimedAt(one, infrastructure, functions, unknown));
  const keys = partitionKeys(
    aimed.flatMap(({ aim }) => (aim.access === undefined ? [] : [{ ...aim, access: aim.access }])),
  );
  return aimed.flatMap(({ one, aim, setting, isOpen }): CollectedCall[] => {
    const key = keys.get(placeOf(aim));
    const { access } = one.operation;
    const maker = access === undefined ? undefined : makerOf(access);
    const patterns = maker === undefined ? patternsOf(one.operation, key, isWritten) : [undefined];
    return patterns.map((pattern) => ({
      call: {
        table: aim.table,
        action: one.operation.name,
        ...(aim.index === undefined ? {} : { index: aim.index }),
        ...(pattern === undefined ? {} : { key: pattern }),
        caller: one.caller,
      },
      place: placeInCode(one.operation.site),
      origin: one.origin,
      isOpen,
      ...(setting === undefined ? {} : { setting }),
      ...(maker === undefined ? {} : { maker }),
      ...(pattern !== undefined && key?.isGuess === true ? { guess: key.attribute } : {}),
    }));
  });
}

interface Aiming {
  readonly one: Sent;
  readonly aim: Omit<Aimed, 'access'> & { readonly access?: Access };
  readonly setting?: string;
  readonly isOpen: boolean;
}

function aimedAt(
  one: Sent,
  infrastructure: Pick<Infrastructure, 'tables'>,
  functions: readonly CloudFunction[],
  unknown: Map<string, Table>,
): Aiming[] {
  const { access, table, site } = one.operation;
  const named = tablesNamed(table, infrastructure, functions);
  const isOfAccount = actionsFor(one.operation.name).every((name) =>
    actionOf(name).on.every((kind) => kind === 'other'),
  );
  const tables = named.kind === 'unknown' ? [unknownIn(site.module.path, unknown)] : named.tables;
  const index = access?.index == null ? undefined : (textOf(access.index) ?? '*');
  return tables.map((each) => ({
    one,
    aim: { table: each, ...(access === undefined ? {} : { access }), ...(index === undefined ? {} : { index }) },
    isOpen: (named.kind === 'unknown' && !isOfAccount) || index === '*',
    ...(named.kind === 'setting' ? { setting: named.setting } : {}),
  }));
}

/** One name for all that a module leaves open. */
function unknownIn(path: string, unknown: Map<string, Table>): Table {
  const table = unknown.get(path) ?? unknownTable(path, unknown.size + 1);
  unknown.set(path, table);
  return table;
}

function patternsOf(
  { access }: Operation,
  key: PartitionKey | undefined,
  isWritten: Writing,
): readonly (KeyPattern | undefined)[] {
  const value = access === undefined || key === undefined ? undefined : partitionValue(access, key);
  if (access === undefined || value === undefined) return [undefined];
  return keyPatternsOf(value, { facts: access.facts, isWritten: (text, isWhole) => isWritten(text, isWhole, access) });
}

type Writing = (text: string, isWhole: boolean, access: Access) => boolean;

/**
 * Whether some code has a text and goes on with something else (`USER#${`, `"USER#" +`, `f"USER#{`, `USER#%s`), or the
 * access itself has all of a key.
 */
function writtenIn(files: readonly SourceFile[]): Writing {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const known = new Map<string, boolean>();
  const goesOn = (text: string) => {
    const beginnings = ['${', '{', '"', "'", '`', '%'].map((end) => text + end);
    return files.some((file) => beginnings.some((beginning) => file.text.includes(beginning)));
  };
  return (text, isWhole, { site: { module, span } }) => {
    if (isWhole) {
      const code = texts.get(module.path)?.slice(span.start, span.end) ?? '';
      return ['"', "'"].some((quote) => code.includes(quote + text + quote));
    }
    const answer = known.get(text) ?? goesOn(text);
    known.set(text, answer);
    return answer;
  };
}
