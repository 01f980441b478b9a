import { styleText } from 'node:util';
import type { Severity } from '@middlebrick/model';

type Style = Parameters<typeof styleText>[0];

/** How the parts of the page are coloured; every function gives the text as it is when colour is off. */
export interface Paint {
  title: (text: string) => string;
  dim: (text: string) => string;
  good: (text: string) => string;
  bad: (text: string) => string;
  command: (text: string) => string;
  severity: (severity: Severity, text: string) => string;
}

const severityStyles: Record<Severity, Style> = {
  critical: ['bold', 'red'],
  high: ['red'],
  medium: ['yellow'],
  low: ['blue'],
  info: ['dim'],
};

export function paintOf(color: boolean): Paint {
  // The caller has already looked at the stream and at NO_COLOR.
  const paint = (style: Style) => (text: string) =>
    color && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  return {
    title: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    bad: paint(['bold', 'red']),
    command: paint('cyan'),
    severity: (severity, text) => paint(severityStyles[severity])(text),
  };
}
