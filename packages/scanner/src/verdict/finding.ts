import {
  type Category,
  type Context,
  type Exchange,
  type Finding,
  fingerprint,
  type Replay,
  type SeenValue,
} from '@middlebrick/model';
import { classifyLeaf } from '../classify/classify-leaf.ts';
import { mask, maskBody } from '../classify/mask.ts';
import type { Check, PrivateValue, ProofEntry, Vulnerable } from '../define-check.ts';
import { cvssScore } from './cvss.ts';
import { lastKey, severityInContext } from './severity.ts';

/** What turns a judgement into a finding besides the judgement itself. */
export interface FindingContext {
  operation?: string;
  context: Context | undefined;
  /** Builds the commands that repeat what a proof shows. */
  replayOf: (attack: {
    proof: readonly ProofEntry[];
    /** The entry whose request is the attack. */
    chosen: ProofEntry;
    values: readonly PrivateValue[];
  }) => Replay;
  /** Remediation for the stack at hand, from the knowledge base; `undefined` when it has none. */
  remediationFor: (check: Check) => Finding['remediation'] | undefined;
}

/** Longest body that a proof carries; evidence is to be read, the recording holds the whole. */
const bodyLimit = 4000;
/** Private values listed for one finding. */
const valueLimit = 12;

/** The finding of one vulnerable judgement: severity lowered to what was seen, everything private masked. */
export function findingOf(check: Check, judgment: Vulnerable<string>, context: FindingContext): Finding {
  const places = judgment.places ?? (context.operation === undefined ? [] : [context.operation]);
  const { parameter, kind } = judgment;
  const clear = judgment.values ?? [];
  const severity = severityInContext(judgment.severity ?? check.severity, check.severity, clear, context.context);
  const details = { ...judgment.details };
  return {
    fingerprint: fingerprint({ check: check.id, operation: context.operation, parameter, kind }),
    check: check.id,
    title: check.title,
    message: fillIn(check.messages[judgment.message] ?? judgment.message, details),
    ...(kind === undefined ? {} : { kind }),
    severity,
    confidence: judgment.confidence,
    category: check.category as Category,
    places: places.map((operation) => ({ operation, ...(parameter === undefined ? {} : { parameter }) })),
    cwe: [...check.cwe],
    owasp: check.owasp,
    ...(check.cvss === undefined ? {} : { cvss: { vector: check.cvss, score: cvssScore(check.cvss) } }),
    details,
    values: seenValues(clear),
    proof: judgment.proof.map((entry) => stepOf(entry, clear)),
    replay: replayed(judgment, context),
    remediation: context.remediationFor(check) ?? { summary: check.remediation },
  };
}

/** Text of a judgement with `{name}` filled from its details. */
export function fillIn(text: string, details: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole);
}

function replayed(judgment: Vulnerable<string>, context: FindingContext): Replay {
  const { proof } = judgment;
  const fallback = proof.findLast((entry) => entry.role === 'other' || entry.role === 'forged') ?? proof.at(-1);
  const chosen = judgment.replay === undefined ? fallback : proof[judgment.replay];
  return chosen === undefined
    ? { variables: [], curl: [] }
    : context.replayOf({ proof, chosen, values: judgment.values ?? [] });
}

function seenValues(values: readonly PrivateValue[]): SeenValue[] {
  const byPath = new Map<string, SeenValue>();
  for (const { path, value } of values) {
    const kind = classifyLeaf(lastKey(path), value);
    if (!byPath.has(path))
      byPath.set(path, { path, masked: mask(value, kind), ...(kind === undefined ? {} : { kind }) });
  }
  return [...byPath.values()]
    .sort((a, b) => Number(b.kind !== undefined) - Number(a.kind !== undefined))
    .slice(0, valueLimit);
}

function stepOf(entry: ProofEntry, values: readonly PrivateValue[]): Finding['proof'][number] {
  return {
    role: entry.role,
    label: entry.label,
    exchange: maskedExchange(entry.exchange, values),
    shows: [...(entry.shows ?? [])],
    ...(entry.note === undefined ? {} : { note: entry.note }),
  };
}

/** An exchange as a report may carry it: classified values and the private values of this finding masked, cut to size. */
function maskedExchange(exchange: Exchange, values: readonly PrivateValue[]): Exchange {
  if (exchange.response === null) return exchange;
  const { body, truncated } = exchange.response;
  let masked = maskBody(body.length > 64_000 ? body.slice(0, 64_000) : body);
  for (const { path, value } of values) {
    if (value.length >= 6)
      masked = masked.replaceAll(JSON.stringify(value).slice(1, -1), mask(value, classifyLeaf(lastKey(path), value)));
  }
  const isCut = masked.length > bodyLimit;
  return {
    ...exchange,
    response: {
      ...exchange.response,
      body: isCut ? masked.slice(0, bodyLimit) : masked,
      truncated: truncated || isCut,
    },
  };
}
