import { conditionHolds } from './condition.ts';
import { type Context, patternMatches, piecesOf } from './evaluate-pattern.ts';
import { resourceMatches } from './evaluate-resource.ts';
import { all, any, not, type Truth } from './evaluate-truth.ts';
import type { Condition, PolicyStatement } from './infrastructure.ts';

/** A request as the authorization of AWS sees it. */
export interface AccessRequest {
  /** `dynamodb:GetItem`. */
  readonly action: string;
  /** The ARN of the table, index or stream. */
  readonly resource: string;
  /** Condition keys, in any case. Those that can have several values are lists, even of one: `dynamodb:LeadingKeys`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** Why a statement counts, or does not. */
export interface Reason {
  readonly statement: PolicyStatement;
  /** Those of its conditions that do not hold. */
  readonly failed: readonly Condition[];
}

export interface Evaluation {
  readonly decision: 'allow' | 'explicit-deny' | 'implicit-deny';
  /**
   * The statements that decided. When nothing allows the request: the statements that would, for its action and
   * resource, with the conditions that fail.
   */
  readonly because: readonly Reason[];
  /** Statements that may apply as well, where that depends on something unknown; the decision leaves them out. */
  readonly undecided: readonly PolicyStatement[];
}

/**
 * Decides a request by the statements of the policies of one principal in one account: a Deny that applies wins, then an
 * Allow. For the identity policies of a role; principals are not looked at, nor are boundaries and policies of an
 * organization.
 */
export function evaluate(statements: readonly PolicyStatement[], request: AccessRequest): Evaluation {
  const context = contextOf(request);
  const judged = statements.map((statement) => ({ statement, applies: statementApplies(statement, request, context) }));
  const undecided = judged.filter(({ applies }) => applies === 'perhaps').map(({ statement }) => statement);
  const applying = judged.filter(({ applies }) => applies === 'yes').map(({ statement }) => statement);
  const because = (effect: PolicyStatement['effect']): Reason[] =>
    applying.filter((statement) => statement.effect === effect).map((statement) => ({ statement, failed: [] }));
  const denies = because('Deny');
  if (denies.length > 0) return { decision: 'explicit-deny', because: denies, undecided };
  const allows = because('Allow');
  if (allows.length > 0) return { decision: 'allow', because: allows, undecided };
  return { decision: 'implicit-deny', because: nearMisses(statements, request, context), undecided };
}

/** Whether a statement, whatever its effect, is about a request. */
export function applies(statement: PolicyStatement, request: AccessRequest): Truth {
  return statementApplies(statement, request, contextOf(request));
}

/** Whether a pattern of actions, such as `dynamodb:Get*`, names an action. */
export function actionMatches(pattern: string, action: string): Truth {
  return patternMatches(piecesWithoutVariables(pattern), action, { ignoresCase: true });
}

function statementApplies(statement: PolicyStatement, request: AccessRequest, context: Context): Truth {
  const target = targets(statement, request, context);
  if (target === 'no') return 'no';
  return all([target, ...statement.conditions.map((condition) => conditionHolds(condition, context))]);
}

/** Whether the action and resource are those of the statement. */
function targets(statement: PolicyStatement, { action, resource }: AccessRequest, context: Context): Truth {
  const named = any(statement.actions.map((pattern) => actionMatches(pattern, action)));
  const isAction = statement.isNotAction ? not(named) : named;
  if (isAction === 'no') return 'no';
  return all([isAction, isResource(statement, resource, context)]);
}

function isResource({ resources, isNotResource }: PolicyStatement, resource: string, context: Context): Truth {
  // Statements of a resource policy may leave the resource out: they mean their own.
  if (resources.length === 0) return 'yes';
  const named = any(resources.map((pattern) => resourceMatches(pattern, resource, context)));
  return isNotResource ? not(named) : named;
}

function nearMisses(statements: readonly PolicyStatement[], request: AccessRequest, context: Context): Reason[] {
  return statements
    .filter((statement) => statement.effect === 'Allow' && targets(statement, request, context) === 'yes')
    .map((statement) => ({
      statement,
      failed: statement.conditions.filter((condition) => conditionHolds(condition, context) === 'no'),
    }))
    .filter(({ failed }) => failed.length > 0);
}

/** Actions have wildcards, but no variables. */
function piecesWithoutVariables(pattern: string) {
  return piecesOf(pattern).flatMap((piece) =>
    piece.kind === 'variable' ? [{ kind: 'text' as const, text: `\${${piece.key}}` }] : [piece],
  );
}

function contextOf({ context = {} }: AccessRequest): Context {
  return new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
}
