import { type Exchange, exchangeSchema, isJsonObject, type Operation, ScanError } from '@middlebrick/model';
import type { z } from 'zod';
import type { Gathered } from '../decide.ts';
import { type OwnFacts, ownFactsSchema } from '../replay/facts.ts';
import type { SurfaceFacts } from '../run-facts.ts';
import {
  type End,
  endSchema,
  type Header,
  headerSchema,
  runSchema,
  runSchemaPattern,
  surfaceSchema,
  taskSchema,
} from './format.ts';
import { type LineFile, type LinePlace, openLineFile } from './line-index.ts';
import { decoded } from './references.ts';

/** A question of a saved run, with what was gathered for it. */
export interface SavedTask {
  check: string;
  /** Id of the operation; `null` for a check of the whole target. */
  operation: string | null;
  gathered: Gathered;
}

/** A whole run as it stands in a file. Evidence is read when it is asked for. */
export interface SavedRun extends Disposable {
  header: Header;
  surface: SurfaceFacts;
  end: End;
  /** What an active scan did to have users and objects of its own. */
  own: OwnFacts | undefined;
  /** In the order of the report. */
  tasks(): Generator<SavedTask>;
}

interface Places {
  header?: LinePlace;
  surface?: LinePlace;
  end?: LinePlace;
  exchanges: LinePlace[];
  /** By number of the task. */
  tasks: Map<number, LinePlace>;
}

/** Exchanges that are kept at hand: what one check was answered is what the next one judges. */
const mostAtHand = 512;

/**
 * Opens a saved run.
 * @throws ScanError FILE_UNREADABLE, in one line, for a file that is none, was cut off, or is damaged
 */
export function openSavedRun(path: string): SavedRun {
  const file = openLineFile(path);
  try {
    return read(path, file);
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
}

function read(path: string, file: LineFile): SavedRun {
  const places: Places = { exchanges: [], tasks: new Map() };
  const isWhole = file.each((place, beginning) => note(places, place, beginning));
  const header = headerOf(path, file, places);
  if (!isWhole || places.end === undefined) {
    throw new ScanError('FILE_UNREADABLE', `${path} was cut off: the scan that saved it did not come to its end.`, {
      help: 'Scan again with --save.',
    });
  }
  const parse = <T>(schema: z.ZodType<T>, place: LinePlace, key?: string): T => {
    const value = jsonOf(file.text(place));
    const parsed = schema.safeParse(key === undefined ? value : isJsonObject(value) ? value[key] : undefined);
    if (parsed.success) return parsed.data;
    throw damaged(path, place);
  };
  const end = parse(endSchema, places.end, 'end');
  if (places.surface === undefined) throw damaged(path, places.end);
  if (end.exchanges > places.exchanges.length || end.tasks !== places.tasks.size) throw damaged(path, places.end);
  const surface = surfaceFrom(parse(surfaceSchema, places.surface, 'surface'));

  const atHand = new Map<number, Exchange>();
  const exchangeAt = (number: number): Exchange => {
    const known = atHand.get(number);
    if (known !== undefined) return known;
    const place = places.exchanges[number];
    if (place === undefined) throw new RangeError('no such exchange');
    const exchange = parse(exchangeSchema, place, 'exchange');
    const [oldest] = atHand.keys();
    if (atHand.size >= mostAtHand && oldest !== undefined) atHand.delete(oldest);
    atHand.set(number, exchange);
    return exchange;
  };

  return {
    header,
    surface,
    end,
    own: ownFrom(path, places.end, () => decoded(end.replay.own, exchangeAt)),
    *tasks() {
      for (const [, place] of [...places.tasks].sort(([a], [b]) => a - b)) {
        const { check, operation, evidence, broken, isOver } = parse(taskSchema, place);
        if (broken !== undefined) yield { check, operation, gathered: { broken } };
        else if (isOver !== undefined) yield { check, operation, gathered: { isOver } };
        else
          yield { check, operation, gathered: { evidence: inClear(path, place, () => decoded(evidence, exchangeAt)) } };
      }
    },
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}

/** What a line is, by its beginning: our own writer puts nothing before it. */
function note(places: Places, place: LinePlace, beginning: string): void {
  if (places.header === undefined) places.header = place;
  else if (beginning.startsWith('{"exchange":')) places.exchanges.push(place);
  else if (beginning.startsWith('{"surface":')) places.surface = place;
  else if (beginning.startsWith('{"end":')) places.end = place;
  else {
    const number = /^\{"task":(\d{1,9}),/.exec(beginning)?.[1];
    if (number !== undefined) places.tasks.set(Number(number), place);
  }
}

function headerOf(path: string, file: LineFile, { header: place }: Places): Header {
  const line =
    place === undefined ? undefined : jsonOf(file.text({ ...place, length: Math.min(place.length, 1_000_000) }));
  const parsed = headerSchema.safeParse(line);
  if (parsed.success) return parsed.data;
  const schema = isJsonObject(line) && typeof line.schema === 'string' ? line.schema : '';
  const help = 'Save one with `middlebrick scan <URL> --save run.ndjson`.';
  if (runSchemaPattern.test(schema) && schema !== runSchema) {
    throw new ScanError('FILE_UNREADABLE', `${path} was saved in a format that this version does not know.`, {
      help: 'Judge it with the version that saved it, or a newer one.',
    });
  }
  throw new ScanError('FILE_UNREADABLE', `${path} is not a saved run.`, { help });
}

function ownFrom(path: string, place: LinePlace, work: () => unknown): OwnFacts | undefined {
  const parsed = ownFactsSchema.optional().safeParse(inClear(path, place, work));
  if (parsed.success) return parsed.data;
  throw damaged(path, place);
}

function surfaceFrom({ source, warnings, operations, callable }: z.infer<typeof surfaceSchema>): SurfaceFacts {
  const all = operations as unknown as Operation[];
  const byId = new Map(all.map((operation) => [operation.id, operation]));
  const called = callable.flatMap((entry) =>
    typeof entry === 'string' ? (byId.get(entry) ?? []) : (entry as unknown as Operation),
  );
  return { source, warnings, operations: all, callable: called };
}

function inClear<T>(path: string, place: LinePlace, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw damaged(path, place);
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever is not JSON is no line of ours; the caller says so.
    return undefined;
  }
}

function damaged(path: string, { start }: LinePlace): ScanError {
  return new ScanError(
    'FILE_UNREADABLE',
    `${path} is damaged: what stands at byte ${start} is not what a scan saves.`,
    {
      help: 'Scan again with --save.',
    },
  );
}
