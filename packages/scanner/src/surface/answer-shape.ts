import { type Exchange, headerOf, type Json, jsonOf, leavesOf } from '@middlebrick/model';

/** What an answer looks like when the words that change from request to request are left out. */
export interface AnswerShape {
  status: number;
  shape: string;
}

const longest = 4000;

/** The shape of an answer: the keys and types of a JSON body, else its text without the path asked for and numbers. */
export function answerShape(exchange: Exchange): AnswerShape | undefined {
  if (exchange.response === null) return undefined;
  const json = jsonOf(exchange);
  const shape = json === undefined ? textShape(exchange, exchange.response.body) : jsonShape(json);
  return { status: exchange.response.status, shape };
}

function jsonShape(json: Json): string {
  const leaves = leavesOf(json).slice(0, 2000);
  const kinds = new Set(leaves.map(({ path, value }) => `${path}:${value === null ? 'null' : typeof value}`));
  return `json ${Array.isArray(json) ? '[]' : typeof json} ${[...kinds].sort().join(' ')}`.slice(0, longest);
}

function textShape(exchange: Exchange, body: string): string {
  const path = pathOf(exchange.request.url);
  const last = path.split('/').at(-1) ?? '';
  let text = body.slice(0, longest);
  for (const echo of [exchange.request.url, path, last]) {
    if (echo.length > 1) text = text.replaceAll(echo, '');
  }
  return `text ${text.replace(/[0-9a-f]{6,}|\d+/gi, '0')}`;
}

function pathOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url;
}

/** Answers of gateways and limiters, which say nothing about the route. */
const meaningless = new Set([404, 410, 429, 501, 502, 503, 504]);

/**
 * Whether an answer shows that its route exists, given the answer of a route of the same prefix that cannot exist.
 *
 * A refusal proves nothing where unknown routes are refused alike: AWS API Gateway answers 403 for routes it does
 * not know, and an authentication middleware in front of everything 401.
 */
export function showsRoute(exchange: Exchange, unknown: AnswerShape | undefined): boolean {
  const answer = answerShape(exchange);
  if (answer === undefined || meaningless.has(answer.status)) return false;
  if (answer.status >= 300 && answer.status < 400) return false;
  if (unknown === undefined || answer.status !== unknown.status) return true;
  return answer.status >= 200 && answer.status < 300 && answer.shape !== unknown.shape;
}

export function isHtml(exchange: Exchange): boolean {
  const type = headerOf(exchange, 'content-type') ?? '';
  return /html/i.test(type) || (type === '' && /^\s*<(?:!doctype|html)/i.test(exchange.response?.body ?? ''));
}
