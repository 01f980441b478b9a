import { type Confidence, type Exchange, isSuccess } from '@middlebrick/model';
import type { PrivateValue, ProofEntry } from '../define-check.ts';
import type { Survey } from '../survey/survey.ts';
import { accessOf, echoesOf, privateLeaves, recallOf } from '../verdict/compare.ts';

/** An answer that an identity got although its token had already expired. Survives JSON. */
export interface ExpiredReading {
  operation: string;
  identity: string;
  /** Seconds since 1970, as the token says. */
  exp: number;
  exchange: Exchange;
  anonymous: Exchange;
  echoes: readonly string[];
}

/** Clocks differ; a token counts as expired when it is so by more than this. */
const leewaySeconds = 300;

/** The first answer to an expired token that holds values which nobody gets without one; `null` when there is none. */
export function expiredReading(survey: Pick<Survey, 'baselines' | 'tokens'>): ExpiredReading | null {
  for (const token of survey.tokens) {
    const exp = token.claims.exp;
    if (token.kind !== 'jwt' || typeof exp !== 'number') continue;
    for (const { operation, identity, values, exchange } of survey.baselines) {
      if (identity !== token.identity || !isSuccess(exchange) || !isPast(exp, exchange)) continue;
      const anonymous = survey.baselines.find(
        (other) => other.operation === operation && other.identity === 'anonymous',
      );
      if (anonymous === undefined) continue;
      const echoes = [...echoesOf(values), ...Object.values(token.claims).map(String)];
      const reading = { operation, identity, exp, exchange, anonymous: anonymous.exchange, echoes };
      if (judgeExpiredReading(reading) !== null) return reading;
    }
  }
  return null;
}

/** What such an answer proves: private values, or nothing. */
export function judgeExpiredReading(reading: ExpiredReading): {
  confidence: Confidence;
  proof: ProofEntry[];
  values: PrivateValue[];
  places: string[];
  details: Record<string, string>;
} | null {
  const { exchange, anonymous, identity, exp } = reading;
  const leaves = privateLeaves([exchange], [anonymous], reading.echoes);
  const access = accessOf(exchange, leaves);
  if (access === null || !isPast(exp, exchange)) return null;
  const shows = (answer: Exchange): string[] => recallOf(answer, leaves).found.map((leaf) => leaf.path);
  return {
    confidence: access,
    proof: [
      { role: 'anonymous', label: 'anonymous', exchange: anonymous, shows: shows(anonymous) },
      { role: 'observed', label: `${identity} (own expired token)`, exchange, shows: shows(exchange) },
    ],
    values: leaves.map(({ path, value }) => ({ path, value })),
    places: [reading.operation],
    details: { variety: `expired on ${isoDate(exp)}`, victim: identity },
  };
}

function isPast(exp: number, exchange: Exchange): boolean {
  return exp + leewaySeconds < Date.parse(exchange.startedAt) / 1000;
}

function isoDate(seconds: number): string {
  // Dates beyond what the calendar of the language holds are said in seconds.
  return Math.abs(seconds) < 8.64e12 ? new Date(seconds * 1000).toISOString().slice(0, 10) : `second ${seconds}`;
}
