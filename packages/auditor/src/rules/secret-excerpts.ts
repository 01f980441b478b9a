import type { Span } from '../ir/ir.ts';

/**
 * What every secret that the library knows begins with or holds. It is asked of all files, and the library of few
 * lines: an alternative here is shorter and less exact than its pattern, and never narrower.
 */
const beginning = new RegExp(
  [
    '-----BEGIN ?(?:[A-Z]{2,7} )?PRIVATE KEY',
    '\\bA[KS]IA[A-Z0-9]{16}',
    '(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)',
    ':\\/\\/[^\\s:/@]{1,256}:[^\\s@/]{3,256}@',
    '_authToken=[^$]',
    'npm_[A-Za-z0-9_]{36}',
    'xox[abopr]-|xapp-|[Hh][Oo][Oo][Kk][Ss]\\.[Ss][Ll][Aa][Cc][Kk]\\.',
    'T3BlbkFJ|sk-ant-api0|gsk_[a-zA-Z0-9]{52}|hf_[a-zA-Z]{34}',
    'lin_api_|ntn_\\d{11}|figd_|dckr_pat_|ops_ey|tskey-',
    'SG\\.\\w{1,128}\\.|shp(?:[cp]a|at|ss)_|[rs]k_live_',
    'gh[oprsu]_|github_pat_|glpat-|gl(?:c|sa)_',
    'hv[brs]\\.[\\w-]{90}|vc[aciprk]_[A-Za-z0-9]{20}|dapi[A-Fa-f0-9]{32}|cf(?:k|ut|at)_[A-Za-z0-9]{40}',
  ].join('|'),
  'g',
);

/** What is taken before and behind a beginning, within its line and the next one. */
const before = 300;
const behind = 2_500;
/** Of a line that goes on behind that, the next excerpt begins here: no other secret is so long. */
const step = 1_300;
/** The longest private key. */
const longestKey = 10_500;

/** The few stretches of a text that may hold a secret. */
export function* excerptsOf(text: string): Generator<Span> {
  let from = 0;
  for (;;) {
    beginning.lastIndex = from;
    const match = beginning.exec(text);
    if (match === null) return;
    const excerpt = match[0].startsWith('-----') ? keyAt(text, match.index) : linesAt(text, match.index);
    yield excerpt;
    const isWholeLine = excerpt.end < match.index + behind;
    from = Math.max(match.index + 1, isWholeLine ? excerpt.end : match.index + step);
  }
}

function keyAt(text: string, start: number): Span {
  const rest = text.slice(start, start + longestKey);
  const last = /-----END[^-]{1,40}-----/.exec(rest);
  return { start, end: start + (last === null ? Math.min(rest.length, 40) : last.index + last[0].length) };
}

/** From the line of a beginning to the end of the next one. */
function linesAt(text: string, at: number): Span {
  const head = text.slice(Math.max(0, at - before), at);
  const rest = text.slice(at, at + behind);
  const first = rest.indexOf('\n');
  const second = first === -1 ? -1 : rest.indexOf('\n', first + 1);
  const length = second === -1 ? rest.length : second;
  return { start: at - head.length + head.lastIndexOf('\n') + 1, end: at + length };
}
