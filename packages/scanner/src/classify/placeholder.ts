/** Words by which documentation and templates mark a value that is not a real one. */
const words =
  /example|placeholder|change[-_ ]?me|changeit|your[-_ ]|dummy|redacted|removed|hidden|masked|sample|insert[-_ ]|not[-_ ]?set|replace[-_ ]|todo|xxxx|\*{3}|•{3}|\.{3}|…/i;

/** Values that stand for a variable: `${TOKEN}`, `$ALICE_TOKEN`, `<token>`, `{{token}}`, `%TOKEN%`, `[token]`. */
const variable =
  /^(?:\$\{?[A-Z][A-Z0-9_]{0,80}\}?|<[^<>]{0,80}>|\{\{[^{}]{0,80}\}\}|%[A-Z0-9_]{1,80}%|\[[a-z _-]{0,80}\])$/i;

const nothing = /^(?:|null|none|nil|undefined|n\/a|true|false|yes|no|unset|empty|string|text|secret|password|token)$/i;

/**
 * Whether a value visibly stands in for a real one: documentation samples (`AKIAIOSFODNN7EXAMPLE`), templates
 * (`${TOKEN}`), masked values (`****`), the names of types, or a run of hardly any different characters.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.slice(0, 512).trim();
  if (nothing.test(text) || variable.test(text) || words.test(text)) return true;
  return text.length >= 12 && new Set(text.replace(/[^A-Za-z0-9]/g, '').toLowerCase()).size <= 3;
}
