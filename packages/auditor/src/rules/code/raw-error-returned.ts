import type { Confidence } from '@middlebrick/model';
import { all } from '../../flow/calls.ts';
import type { Site, Value } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { callsOf } from '../all-calls.ts';
import { answersOf, leavesIn } from '../answer-facts.ts';
import { defineRule } from '../contract.ts';
import { isToldApart } from '../meant-errors.ts';
import { wordsOf } from '../own-errors.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/raw-error-returned',
  title: 'An answer holds the text of an internal error',
  category: 'dataExposure',
  severity: 'medium',
  cwe: [209],
  owasp: 'API8:2023',
  messages: {
    answered: '{operation} answers with the text of an internal error.',
    raised: '{call} carries the text of an internal error to the caller.',
  },
  remediation: 'Log the error on the server, and answer with a fixed sentence and an id to find it by.',
  article: 'data-exposure',

  find: (program: Program) => {
    const answered = answersOf(program).flatMap(({ run, response: { value, site } }) => {
      const confidence = confidenceOf([value], site, program);
      return confidence === undefined ? [] : [siteHit('answered', site, run.route, 'error', {}, [], confidence)];
    });
    const lines = new Set(answered.map(({ place }) => `${place.path}:${place.line}`));
    const raised = callsOf(program).flatMap(({ path, arguments: args, site }) => {
      const confidence = isAnswer.test(path) ? confidenceOf(all(args), site, program) : undefined;
      if (confidence === undefined) return [];
      return [siteHit('raised', site, null, 'exception', { call: path }, [], confidence)];
    });
    // Where a framework is known to answer with what is raised, that is the finding.
    return [...answered, ...raised.filter(({ place }) => !lines.has(`${place.path}:${place.line}`))];
  },
});

/** Exceptions and calls whose words become the answer. */
const isAnswer =
  /(?:^|\.)(?:abort|createError|createHttpError|ChaliceViewError|\w*(?:HTTPException|HttpException)|(?:BadRequest|Unauthorized|Forbidden|NotFound|Conflict|Unprocessable(?:Entity)?|TooManyRequests|InternalServer|BadGateway|ServiceUnavailable|GatewayTimeout)(?:Error|Exception|ErrorException)?)$/;

/** How sure it is that one of these texts tells what went wrong inside; `undefined` where none does. */
function confidenceOf(values: readonly Value[], site: Site, program: Program): Confidence | undefined {
  const errors = values
    .flatMap((value) => leavesIn(value))
    .flatMap(({ source }) => (source.kind === 'error' ? [source] : []));
  const words = errors.map((source) => wordsOf(program, source)).filter((known) => known !== 'own');
  if (words.length === 0 || isToldApart(program, site)) return undefined;
  return words.includes('internal') ? 'firm' : 'tentative';
}
