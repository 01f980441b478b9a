import type { CallModel, MemberModel, Models } from '../contract.ts';
import { boto3S3Calls, boto3S3Methods } from '../stores/boto3-s3.ts';
import { pymongoMethods } from '../stores/pymongo.ts';
import { pynamodbCalls } from '../stores/pynamodb.ts';
import { pynamodbComparison } from '../stores/pynamodb-conditions.ts';
import { sqlalchemyFallback } from '../stores/sqlalchemy.ts';
import { sqlalchemyComparison } from '../stores/sqlalchemy-conditions.ts';
import { asyncioCalls } from './asyncio.ts';
import { chaliceCalls, chaliceMarks, chaliceMembers } from './chalice.ts';
import { contextVariableCalls } from './context-variables.ts';
import { fastapiAliases, fastapiCalls } from './fastapi.ts';
import { flaskExtensionCalls, flaskExtensionMarks, flaskExtensionMembers } from './flask-extensions.ts';
import { flaskGlobalCalls, flaskGlobalMembers, getAttribute } from './flask-globals.ts';
import { flaskInputCalls } from './flask-inputs.ts';
import { identityFallback, pythonMarkPatterns } from './identity-names.ts';
import { lambdaHandlers } from './lambda.ts';
import { lambdaEventCalls, lambdaEventMembers } from './lambda-event.ts';
import { marshmallowAliases, marshmallowCalls, marshmallowFallback } from './marshmallow.ts';
import { functoolsCalls } from './partial.ts';
import { passwordCalls, passwordTruths } from './passwords.ts';
import { permissionCalls, permissionFallback, permissionTruths } from './permissions.ts';
import { powertoolsCalls, powertoolsMembers } from './powertools.ts';
import { pydanticAliases, pydanticCalls, pydanticMethods } from './pydantic.ts';
import { reqparseCalls } from './reqparse.ts';
import { annotationAliases } from './signature.ts';
import { starletteCalls, starletteMembers } from './starlette.ts';
import { jsonLoads, tokenAliases, tokenCalls, tokenMarks, tokenMembers, tokenMethods } from './tokens.ts';

/** A table of models, as it is written down. */
type Table<T> = readonly (readonly [string, T])[];

/** What is known of Python's libraries besides Flask itself and the language's own functions. */
export const pythonLibraries: {
  readonly calls: Table<CallModel>;
  readonly methods: Table<CallModel>;
  readonly members: Table<MemberModel>;
  readonly aliases: Table<string>;
  readonly marks: Table<readonly string[]>;
  readonly markPatterns: Models['markPatterns'];
  readonly fallbacks: Models['fallbacks'];
  readonly modules: Models['modules'];
  readonly classes: Models['classes'];
  readonly comparisons: NonNullable<Models['comparisons']>;
  readonly truths: readonly (readonly [string, NonNullable<ReturnType<Models['truths']['get']>>])[];
} = {
  calls: [
    ...pydanticCalls,
    ...marshmallowCalls,
    ...flaskInputCalls,
    ...flaskExtensionCalls,
    ...flaskGlobalCalls,
    ...reqparseCalls,
    ...fastapiCalls,
    ...starletteCalls,
    ...chaliceCalls,
    ...powertoolsCalls,
    ...lambdaEventCalls,
    ...tokenCalls,
    ...passwordCalls,
    ...permissionCalls,
    ...asyncioCalls,
    ...contextVariableCalls,
    ...functoolsCalls,
    ...pynamodbCalls,
    ...boto3S3Calls,
    ['json.loads', jsonLoads],
    ['getattr', getAttribute],
  ],
  methods: [...pydanticMethods, ...tokenMethods, ...boto3S3Methods, ...pymongoMethods],
  members: [
    ...starletteMembers,
    ...tokenMembers,
    ...flaskGlobalMembers,
    ...flaskExtensionMembers,
    ...chaliceMembers,
    ...powertoolsMembers,
    ...lambdaEventMembers,
  ],
  aliases: [...pydanticAliases, ...marshmallowAliases, ...fastapiAliases, ...tokenAliases],
  marks: [...tokenMarks, ...flaskExtensionMarks, ...chaliceMarks],
  markPatterns: pythonMarkPatterns,
  fallbacks: [sqlalchemyFallback, marshmallowFallback, permissionFallback, identityFallback],
  modules: [annotationAliases, lambdaHandlers],
  classes: [],
  comparisons: [pynamodbComparison, sqlalchemyComparison],
  truths: [...passwordTruths, ...permissionTruths],
};
