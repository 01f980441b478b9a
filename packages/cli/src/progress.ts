import type { EventSink } from '@middlebrick/scanner';
import { visible } from './visible.ts';

/** Shows a scan while it runs. */
export interface Progress {
  onEvent: EventSink;
  /** Takes the live line away, so that the report begins on a clean one. */
  clear(): void;
}

const barWidth = 30;
/** Milliseconds between two drawings of the live line. */
const pace = 80;

/** Progress on standard error: one live line on a terminal, plain lines otherwise, nothing when quiet. */
export function showProgress(stream: NodeJS.WriteStream, isQuiet: boolean): Progress {
  if (isQuiet) return { onEvent: () => undefined, clear: () => undefined };
  const isLive = stream.isTTY === true && process.env.CI === undefined;
  let lastDrawn = 0;
  let hasLine = false;

  const clear = (): void => {
    if (hasLine) stream.write('\r\u001b[K');
    hasLine = false;
  };
  const line = (text: string): void => {
    clear();
    stream.write(`${visible(text)}\n`);
  };
  const live = (text: string, isLast: boolean): void => {
    const now = Date.now();
    if (!isLive || (!isLast && now - lastDrawn < pace)) return;
    lastDrawn = now;
    stream.write(`\r\u001b[K${visible(text).slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    hasLine = true;
  };

  return {
    clear,
    onEvent(event) {
      switch (event.type) {
        case 'surface':
          line(`  surface     ${event.operations} operations from ${event.source}`);
          for (const warning of event.warnings.slice(0, 3)) line(`  warning     ${warning}`);
          break;
        case 'identities':
          line(`  identities  ${[...event.identities.map((identity) => `${identity.name}${identity.isAlive ? '' : ' (not proven)'}`), 'anonymous'].join('  ')}`);
          break;
        case 'survey-progress':
          live(`  survey      ${bar(event.done, event.total)}  ${event.done}/${event.total}`, event.done === event.total);
          break;
        case 'survey':
          line(`  survey      ${event.objects} objects, ${event.owned} with a known owner`);
          break;
        case 'check-progress':
          live(`  checks      ${bar(event.done, event.total)}  ${event.done}/${event.total} · ${event.requests} requests`, event.done === event.total);
          break;
        case 'warning':
          line(`  warning     ${event.message}`);
          break;
        case 'end':
          line(`  checks      done · ${event.requests} requests · ${(event.milliseconds / 1000).toFixed(1)} s${event.stopReason === undefined ? '' : ` · stopped: ${event.stopReason}`}`);
          break;
      }
    },
  };
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.round((done / total) * barWidth);
  return '━'.repeat(filled) + '╌'.repeat(barWidth - filled);
}
