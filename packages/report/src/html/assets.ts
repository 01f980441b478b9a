import { readFileSync } from 'node:fs';

/** The sections of the page's script, in the order in which they build on each other. */
const sections = [
  'dom',
  'exchange',
  'code',
  'finding',
  'summary',
  'filter',
  'access',
  'matrix',
  'coverage',
  'audit',
  'main',
];

/** The sections of its style; what is for narrow screens and for paper comes last and so has the last word. */
const styles = [
  '',
  '-summary',
  '-filter',
  '-finding',
  '-exchange',
  '-code',
  '-matrix',
  '-access',
  '-coverage',
  '-narrow',
  '-print',
];

export interface Assets {
  template: string;
  style: string;
  script: string;
}

let assets: Assets | undefined;

/** The parts of the page, read once. */
export function pageAssets(): Assets {
  assets ??= {
    template: asset('report.html'),
    style: styles.map((name) => asset(`report${name}.css`)).join('\n'),
    script: pageScript(),
  };
  return assets;
}

/** The sections are modules so that tools can check them; a page without a server can only hold one script. */
function pageScript(): string {
  const joined = sections
    .map((name) => asset(`report-${name}.js`))
    .join('\n')
    .replace(/^import [^;]+;\n/gm, '')
    .replace(/^export /gm, '');
  return `(() => {\n'use strict';\n${joined}})();\n`;
}

function asset(name: string): string {
  return readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8');
}
