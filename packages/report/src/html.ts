import { createHash } from 'node:crypto';
import { type Report, unsuppressed } from '@middlebrick/model';
import { isAudit, sentenceOf } from './audit-facts.ts';
import { count } from './facts.ts';
import { pageAssets } from './html/assets.ts';
import { pageJson } from './html/data.ts';
import { visible } from './visible.ts';

/**
 * The report as one page that needs nothing else: no request leaves it, its policy forbids every script and
 * style but its own, and text of the scanned API is only ever shown as text.
 */
export function renderHtml(report: Report): string {
  const { template, style, script } = pageAssets();
  const texts: Record<string, string> = {
    '%policy%': policyOf(script, style),
    '%title%': escaped(titleOf(report)),
    '%sentence%': escaped(visible(sentenceOf({ ...report, findings: unsuppressed(report.findings) }))),
    '<style></style>': `<style>${style}</style>`,
    '<script type="application/json" id="data"></script>': `<script type="application/json" id="data">${pageJson(report)}</script>`,
    '<script></script>': `<script>${script}</script>`,
  };
  // In one pass, so that nothing inside a text is taken for a place of the template.
  return template.replace(places, (place) => texts[place] ?? place);
}

const places = /%\w+%|<style><\/style>|<script[^>]*><\/script>/g;

function titleOf(report: Report): string {
  const { score, target, findings } = report;
  if (isAudit(report))
    return visible(`${count(unsuppressed(findings).length, 'finding')} · ${target.url} · middlebrick`);
  const grade = score.overall === null ? 'no grade' : `${score.grade} ${score.overall}/100`;
  return visible(`${grade} · ${target.url} · middlebrick`);
}

/** Content Security Policy Level 3: everything forbidden but one script and one style, named by their hashes. */
function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
