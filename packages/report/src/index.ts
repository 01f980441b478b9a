export { type Diff, renderDiff, renderDiffJson, renderDiffMarkdown } from './comparison/diff.ts';
export { renderVerification, renderVerificationJson, type VerifiedFinding } from './comparison/verification.ts';
export { type Format, type FormatName, formats } from './formats.ts';
export { renderHtml } from './html.ts';
export { renderHttp } from './http-file.ts';
export { renderJson } from './json.ts';
export { renderSarif } from './sarif.ts';
export { suppressionRemark } from './suppression-remark.ts';
export { renderTerminal, type TerminalOptions } from './terminal.ts';
