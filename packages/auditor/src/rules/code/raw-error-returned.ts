import { all } from '../../flow/calls.ts';
import type { ErrorSource, Value } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import { callsOf } from '../all-calls.ts';
import { answersOf, leavesIn } from '../answer-facts.ts';
import { defineRule } from '../contract.ts';
import { siteHit } from '../site-hit.ts';

export default defineRule({
  id: 'code/raw-error-returned',
  title: 'An answer holds the text of an internal error',
  category: 'dataExposure',
  severity: 'medium',
  cwe: [209],
  owasp: 'API8:2023',
  messages: {
    error: '{operation} answers with the text of an exception.',
  },
  remediation: 'Log the error on the server, and answer with a fixed sentence and an id to find it by.',
  article: 'data-exposure',

  find: (program: Program) => [
    ...callsOf(program).flatMap(({ path, arguments: args, site }) =>
      isAnswer.test(path) && all(args).some(isTold)
        ? [siteHit('error', site, null, 'exception', { operation: 'An exception' })]
        : [],
    ),
    ...answersOf(program).flatMap(({ run, response }) => {
      return isTold(response.value) ? [siteHit('error', response.site, run.route, 'error', {})] : [];
    }),
  ],
});

/** Exceptions and calls whose words become the answer. */
const isAnswer =
  /(?:^|\.)(?:HTTPException|HttpException|abort|BadRequestError|InternalServerError|InternalServerErrorException|BadRequestException|createError|createHttpError)$/;

function isTold(value: Value): boolean {
  return leavesIn(value).some(({ source }) => source.kind === 'error' && !isOwnWords(source));
}

/** What validates a request says what is wrong with it, in words that are meant for the caller. */
function isOwnWords({ type }: ErrorSource): boolean {
  return /^(?:ValidationError|RequestValidationError|ZodError|SchemaError|BadRequest|HTTPException|HttpException)$/.test(
    type,
  );
}
