import { type FileRecorder, fileRecorder, type Redactor } from '@middlebrick/http';
import type { Exchange, Finding } from '@middlebrick/model';
import type { Gathered, Task } from '../decide.ts';
import type { Sessions } from '../identities/sessions.ts';
import type { OwnFacts } from '../replay/facts.ts';
import type { RunEnd, RunStart, SurfaceFacts } from '../run-facts.ts';
import { type End, type Header, runSchema, type StoredFinding } from './format.ts';
import { encoded } from './references.ts';

/** Writes a run to a file while it goes on: nothing but the numbers of exchanges is kept in memory. */
export interface RunWriter {
  /** For the HTTP client. */
  recorder: Pick<FileRecorder, 'record' | 'congestion' | 'close'>;
  /** From now on hides what this redactor knows. */
  hideBy(redactor: Redactor): void;
  surface(facts: SurfaceFacts): void;
  task(index: number, task: Task, gathered: Gathered): void;
  /** The last line; without it the file is taken for one that was cut off. */
  end(facts: RunEnd, findings: readonly Finding[], replaying: Replaying): void;
  close(): Promise<void>;
}

/** What replays need besides the exchanges. */
interface Replaying {
  sessions: Pick<Sessions, 'recipeOf' | 'certificateOf'>;
  /** File of an authority that is trusted besides the usual ones. */
  ca: string | undefined;
  /** What an active scan did to have users and objects of its own. */
  own?: OwnFacts | undefined;
}

/** @throws ScanError FILE_UNWRITABLE */
export async function openRunWriter(path: string, run: RunStart, version: string): Promise<RunWriter> {
  const header: Header = { schema: runSchema, tool: { name: 'middlebrick', version }, run };
  const file = await fileRecorder(path, header);
  const numbers = new WeakMap<object, number>();
  const derived = new Set<string>();
  let redactor: Redactor | undefined;
  let exchanges = 0;
  let tasks = 0;

  const safe = (value: unknown): unknown =>
    encoded(value, {
      numberOf: (part) => numbers.get(part),
      redact: (text) => redactor?.redact(text) ?? text,
    });

  return {
    recorder: {
      record: (exchange: Exchange) => {
        numbers.set(exchange, exchanges++);
        if (exchange.identity.includes('+')) derived.add(exchange.identity);
        file.record(exchange);
      },
      congestion: () => file.congestion?.(),
      close: () => file.close(),
    },
    hideBy: (one) => {
      redactor = one;
    },
    surface: ({ source, warnings, operations, callable }) => {
      const asTheyAre = new Set(operations);
      const called = callable.map((operation) => (asTheyAre.has(operation) ? operation.id : operation));
      file.append({ surface: safe({ source, warnings, operations, callable: called }) });
    },
    task: (index, { check, operation }, gathered) => {
      tasks++;
      const place = { task: index, check: check.id, operation: operation?.id ?? null };
      file.append({
        ...place,
        ...(safe('evidence' in gathered ? { evidence: gathered.evidence ?? null } : gathered) as object),
      });
    },
    end: (facts, findings, replaying) => {
      const replay = replayFacts(replaying, facts, derived, redactor?.variables() ?? []);
      const rest: Omit<End, keyof RunEnd> = { replay, findings: findings.map(storedFinding), exchanges, tasks };
      file.append({ end: safe({ ...facts, ...rest }) });
    },
    close: () => file.close(),
  };
}

/** What is compared when a saved run is judged again. */
export function storedFinding({ fingerprint, check, places, severity, confidence, message }: Finding): StoredFinding {
  return { fingerprint, check, operation: places[0]?.operation ?? null, severity, confidence, message };
}

function replayFacts(
  { sessions, ca, own }: Replaying,
  { identities }: RunEnd,
  derived: ReadonlySet<string>,
  variables: string[],
): End['replay'] {
  const recipes = [...derived].flatMap((name): End['replay']['recipes'] => {
    const recipe = sessions.recipeOf(name);
    return recipe === undefined ? [] : [[name, recipe]];
  });
  const certificates = identities.flatMap(({ name }): End['replay']['certificates'] => {
    const certificate = sessions.certificateOf(name);
    if (certificate === undefined) return [];
    const { files, passphrase } = certificate;
    return [[name, { ...files, ...(passphrase === undefined ? {} : { passphrase: passphrase.variable }) }]];
  });
  return {
    recipes,
    variables,
    certificates,
    ...(ca === undefined ? {} : { ca }),
    ...(own === undefined ? {} : { own }),
  };
}
