import { operatorParts } from '../../iam/condition.ts';
import { type Piece, piecesOf } from '../../iam/evaluate-pattern.ts';
import { hitAt, listed, whoHas } from '../../iam/grant-breadth.ts';
import { grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { comparisonsOf, leadingKeys } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

/** Values that are all of one length, so that none begins with another. */
const fixedLength = /^cognito-(?:identity\.amazonaws\.com|idp\.[\w.-]+):sub$/;

export default defineRule<Infrastructure, 'alike'>({
  id: 'iam/leadingkeys-like-without-delimiter',
  title: 'A pattern for the own rows matches those of others whose name begins alike',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [732],
  owasp: 'API1:2023',
  messages: {
    alike:
      '{who} is kept to keys like {values}. Nothing stands between the value and the wildcard, so what is allowed to t1 takes in the rows of t10.',
  },
  remediation:
    'Compare whole keys with StringEquals, or put a character that no value contains between the value and the wildcard, such as # or |.',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const values = comparisonsOf(grant.statement, leadingKeys)
        .filter(({ operator }) => operatorParts(operator).base === 'stringlike')
        .flatMap((condition) => condition.values.filter(matchesOthers));
      if (values.length === 0) return [];
      return [
        hitAt(grant, {
          message: 'alike',
          parameter: 'dynamodb:LeadingKeys',
          details: { who: whoHas(grant), values: listed(values) },
        }),
      ];
    }),
});

/** Whether a wildcard touches a variable. */
function matchesOthers(value: string): boolean {
  const pieces = piecesOf(value);
  return pieces.some(
    (piece, index) =>
      piece.kind === 'variable' &&
      !fixedLength.test(piece.key) &&
      [pieces[index - 1], pieces[index + 1]].some(isWildcard),
  );
}

function isWildcard(piece: Piece | undefined): boolean {
  return piece?.kind === 'any' || piece?.kind === 'one';
}
