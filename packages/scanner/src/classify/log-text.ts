import { showsOwnSecret } from './handed-back.ts';
import { secretsIn } from './secrets.ts';

/** What a log gives away. */
export interface LogFound {
  kind: 'log' | 'metrics' | 'trace';
  /** The most telling thing in it, for people. */
  holds: 'secrets' | 'requests' | 'events';
  excerpt: string;
}

/** One line of a log: a time with a level, the combined log format, a Lambda report, or a structured record. */
const logLine =
  /^(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^\n]{0,40}\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL|TRACE)\b|\S{1,60} \S{1,60} \S{1,60} \[\d\d\/[A-Z][a-z]{2}\/\d{4}:|(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):[\w.]{1,80}:|(?:START|END|REPORT) RequestId: |\{"(?:level|severity|levelname|time|timestamp|ts)"\s{0,2}:)/;
const request = /"?\b(?:GET|POST|PUT|PATCH|DELETE) \/[^\s"]{0,200}/;
const privateInLine =
  /\b(?:password|passwd|pwd|secret|token|api[_-]?key|authorization)["']?\s{0,2}[=:]\s{0,2}["']?(?!\*|\[|<|null|None|undefined)[^\s"',;]{4,200}/i;
/** Names of metrics that hold a path with an id or a method with a route. */
const metricLine = /^# (?:HELP|TYPE) [a-zA-Z_:][\w:]{1,200} /m;
/** Lines that must look like a log before a text is one. */
const fewest = 3;
const longestText = 262_144;

/**
 * Recognises a log, a request trace or a metrics page in an answer, as text or as JSON with lines or records in it.
 * One line that looks like a log entry is content; {@link fewest} of them are a log.
 */
export function logIn(text: string): LogFound | undefined {
  const searched = text.slice(0, longestText);
  if (metricLine.test(searched))
    return { kind: 'metrics', holds: request.test(searched) ? 'requests' : 'events', excerpt: excerptOf(searched) };
  if (/"(?:traces|exchanges)"\s{0,2}:\s{0,2}\[\s{0,4}\{/.test(searched) && /"(?:method|uri)"\s{0,2}:/.test(searched)) {
    return { kind: 'trace', holds: holdsOf(searched), excerpt: excerptOf(searched) };
  }
  const lines = linesOf(searched).filter((line) => logLine.test(line));
  return lines.length < fewest
    ? undefined
    : { kind: 'log', holds: holdsOf(lines.join('\n')), excerpt: (lines[0] as string).slice(0, 120) };
}

/** Lines of the text; inside JSON those of its strings. */
function linesOf(text: string): string[] {
  return text
    .replaceAll('\\n', '\n')
    .replaceAll('\\"', '"')
    .split(/\n|",\s{0,8}"|\[\s{0,8}"|\},(?=\{)|\[(?=\{)/)
    .map((line) => line.trim())
    .slice(0, 5000);
}

function holdsOf(text: string): LogFound['holds'] {
  if (secretsIn(text).length > 0 || showsOwnSecret(text) || privateInLine.test(text)) return 'secrets';
  return request.test(text) ? 'requests' : 'events';
}

function excerptOf(text: string): string {
  return text.slice(0, 120);
}
