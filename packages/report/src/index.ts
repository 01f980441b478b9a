export { type Format, type FormatName, formats } from './formats.ts';
export { renderHtml } from './html.ts';
export { renderJson } from './json.ts';
export { renderSarif } from './sarif.ts';
export { renderTerminal, type TerminalOptions } from './terminal.ts';
