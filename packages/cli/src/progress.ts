import type { EventSink, ScanEvent } from '@middlebrick/scanner';
import { visible } from './visible.ts';

/** Shows a scan while it runs. */
export interface Progress {
  onEvent: EventSink;
  /** Takes the live line away, so that the report begins on a clean one. */
  clear(): void;
  /** What a first Ctrl-C brings about now. */
  atInterrupt(): Interruption;
}

/** `tidying` does not end anything: what is being removed would stay behind. */
export type Interruption = 'ends' | 'ends-and-tidies' | 'tidying';

/** How much is shown: one line that changes, a line for each part, or nothing. */
export type ProgressKind = 'live' | 'plain' | 'none';

type Stream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const barWidth = 30;
/** Milliseconds between two drawings of the live line. */
const pace = 80;

/**
 * Live on a terminal. Elsewhere plain lines, as long as standard output is for people too: a log that holds a
 * report for machines needs no second story.
 */
export function progressKind(
  stream: Pick<Stream, 'isTTY'>,
  asked: { isQuiet: boolean; isForPeople: boolean },
  environment: NodeJS.ProcessEnv = process.env,
): ProgressKind {
  if (asked.isQuiet) return 'none';
  if (stream.isTTY === true && environment.CI === undefined && environment.TERM !== 'dumb') return 'live';
  return asked.isForPeople ? 'plain' : 'none';
}

export function showProgress(stream: Stream, kind: ProgressKind): Progress {
  let interruption: Interruption = 'ends';
  const shown = kind === 'none' ? silent : kind === 'live' ? liveLine(stream) : plainLines(stream);
  return {
    clear: shown.clear,
    atInterrupt: () => interruption,
    onEvent: (event) => {
      interruption = interruptionAfter(event) ?? interruption;
      shown.onEvent(event);
    },
  };
}

type Display = Pick<Progress, 'onEvent' | 'clear'>;

const silent: Display = { onEvent: () => undefined, clear: () => undefined };

function interruptionAfter({ type }: ScanEvent): Interruption | undefined {
  if (type === 'registering') return 'ends-and-tidies';
  if (type === 'cleaning-up') return 'tidying';
  return type === 'cleaned-up' ? 'ends' : undefined;
}

/** Everything on one line that is taken away at the end: the report says it all again. Only warnings stay. */
function liveLine(stream: Stream): Display {
  let lastDrawn = Number.NEGATIVE_INFINITY;
  let hasLine = false;
  const clear = (): void => {
    if (hasLine) stream.write('\r\u001b[K');
    hasLine = false;
  };
  return {
    clear,
    onEvent: (event) => {
      if (event.type === 'warning') {
        clear();
        stream.write(`${factOf(event)}\n`);
        return;
      }
      const text = stateOf(event);
      const now = performance.now();
      const isPassing = 'done' in event && event.done !== event.total;
      if (text === undefined || (isPassing && now - lastDrawn < pace)) return;
      lastDrawn = now;
      stream.write(`\r\u001b[K${text.slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
      hasLine = true;
    },
  };
}

function plainLines(stream: Stream): Display {
  return {
    clear: () => undefined,
    onEvent: (event) => {
      const text = factOf(event);
      if (text !== undefined) stream.write(`${text}\n`);
    },
  };
}

/** What is going on after an event. */
function stateOf(event: ScanEvent): string | undefined {
  switch (event.type) {
    case 'start':
      return line('surface', 'looking for what can be called …  (Ctrl-C ends with what was learnt)');
    case 'surface':
      return line('identities', `${operations(event.operations)}; proving who is signed in …`);
    case 'registering':
      return line('registering', 'users of the scan’s own …');
    case 'registered':
      return line('making', 'objects as each user …');
    case 'made':
      return line('identities', 'proving who is signed in …');
    case 'cleaning-up':
      return line('removing', 'what the scan made …');
    case 'survey-progress':
      return line('survey', `${bar(event.done, event.total)}  ${event.done}/${event.total}`);
    case 'check-progress':
      return line(
        'checks',
        `${bar(event.done, event.total)}  ${event.done}/${event.total} · ${event.requests} requests${event.isWriting ? ' · writing' : ''}`,
      );
    default:
      return undefined;
  }
}

/** What an event has settled. */
function factOf(event: ScanEvent): string | undefined {
  switch (event.type) {
    case 'start':
      return visible(`middlebrick · ${event.target} · ${event.mode} · seed ${event.seed}`);
    case 'surface':
      return line('surface', `${operations(event.operations)} from ${event.source}${warnings(event.warnings.length)}`);
    case 'identities': {
      const names = event.identities.map(({ name, isAlive, proof }) =>
        isAlive ? name : `${name} (not proven: ${proof})`,
      );
      return line('identities', [...names, 'anonymous'].join(', '));
    }
    case 'registered': {
      const { accounts, how, remedy } = event.registration;
      const instead = remedy === undefined ? '' : `; instead, ${remedy}`;
      return line('registered', `${accounts === 0 ? 'nobody' : counted(accounts, 'user')}: ${how}${instead}`);
    }
    case 'made':
      return line('made', counted(event.objects, 'object'));
    case 'cleaned-up': {
      const left = event.leftovers.length === 0 ? '' : `, ${event.leftovers.length} left over`;
      return line('removed', `${counted(event.removed, 'thing')} that the scan made${left}`);
    }
    case 'survey':
      return line('survey', `${counted(event.objects, 'object')}, ${event.owned} with a known owner`);
    case 'warning':
      return line('warning', event.message);
    case 'end': {
      const stopped = event.stopReason === undefined ? '' : ` · ended early: ${event.stopReason}`;
      return line(
        'checks',
        `${counted(event.requests, 'request')} · ${(event.milliseconds / 1000).toFixed(1)} s${stopped}\n`,
      );
    }
    default:
      return undefined;
  }
}

function line(name: string, text: string): string {
  const end = text.endsWith('\n') ? '\n' : '';
  return `  ${name.padEnd(12)}${visible(text.trimEnd())}${end}`;
}

function operations(count: number): string {
  return counted(count, 'operation');
}

function warnings(count: number): string {
  return count === 0 ? '' : ` (${counted(count, 'warning')}; --verbose shows them)`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.round((done / total) * barWidth);
  return '━'.repeat(filled) + '╌'.repeat(barWidth - filled);
}
