import type { Models } from '../contract.ts';
import { asyncContextCalls } from './async-context.ts';
import { builtinAliases, builtinCalls } from './builtins.ts';
import { cipherCalls, cryptographyCalls, cryptographyTruths } from './cryptography.ts';
import { expressAliases, expressCalls } from './express.ts';
import { expressMessageCalls, expressMessageMembers } from './express-messages.ts';
import { fastifyAliases, fastifyCalls } from './fastify.ts';
import { fastifyMessageCalls, fastifyMessageMembers } from './fastify-messages.ts';
import { honoAliases, honoCalls } from './hono.ts';
import { honoContextCalls, honoContextMembers } from './hono-context.ts';
import { koaAliases, koaCalls } from './koa.ts';
import { koaAssignments, koaContextCalls, koaContextMembers } from './koa-context.ts';
import { lambdaModules } from './lambda.ts';
import { lambdaEventCalls, lambdaEventMembers } from './lambda-events.ts';
import { middyAliases, middyCalls } from './middy.ts';
import { javaScriptFallbacks, javaScriptMarkPatterns } from './names.ts';
import { nestCalls, nestClasses } from './nest.ts';
import { nestGuardCalls } from './nest-guards.ts';
import { nestMetadataCalls } from './nest-metadata.ts';
import { middlewareModules, nestMiddlewareCalls } from './nest-middleware.ts';
import { nestParameterCalls } from './nest-parameters.ts';
import { nextModules } from './next.ts';
import { nextMessageCalls, nextMessageMembers } from './next-messages.ts';
import { nextMiddlewareCalls, nextMiddlewareMarks, nextMiddlewares } from './next-middleware.ts';
import { objectCalls, objectTruths } from './objects.ts';
import { permissionCalls, permissionMarks, permissionMiddlewares, permissionTruths } from './permissions.ts';
import { powertoolsAliases, powertoolsCalls } from './powertools.ts';
import { schemaByName, schemaCalls, schemaMethods } from './schema-calls.ts';
import { sessionAliases, sessionCalls, supabaseByName } from './sessions.ts';
import { tokenCalls } from './tokens.ts';
import { javaScriptValueMethods } from './value-methods.ts';

/** What is known of JavaScript and its libraries, but for stores. */
export const javaScriptLibraries: Models = {
  calls: new Map([
    ...builtinCalls,
    ...objectCalls,
    ...cryptographyCalls,
    ...cipherCalls,
    ...asyncContextCalls,
    ...tokenCalls,
    ...sessionCalls,
    ...permissionCalls,
    ...permissionMiddlewares,
    ...schemaCalls,
    ...expressCalls,
    ...expressMessageCalls,
    ...fastifyCalls,
    ...fastifyMessageCalls,
    ...honoCalls,
    ...honoContextCalls,
    ...koaCalls,
    ...koaContextCalls,
    ...nextMessageCalls,
    ...nextMiddlewareCalls,
    ...lambdaEventCalls,
    ...middyCalls,
    ...powertoolsCalls,
    ...nestCalls,
    ...nestGuardCalls,
    ...nestMetadataCalls,
    ...nestMiddlewareCalls,
    ...nestParameterCalls,
  ]),
  methods: new Map([...schemaMethods]),
  members: new Map([
    ...expressMessageMembers,
    ...fastifyMessageMembers,
    ...honoContextMembers,
    ...koaContextMembers,
    ...nextMessageMembers,
    ...lambdaEventMembers,
  ]),
  aliases: new Map([
    ...builtinAliases,
    ...sessionAliases,
    ...expressAliases,
    ...fastifyAliases,
    ...honoAliases,
    ...koaAliases,
    ...middyAliases,
    ...powertoolsAliases,
  ]),
  marks: new Map([...permissionMarks, ...nextMiddlewareMarks]),
  markPatterns: javaScriptMarkPatterns,
  fallbacks: [schemaByName, supabaseByName, ...javaScriptFallbacks],
  modules: [...nextModules, ...nextMiddlewares, ...lambdaModules],
  classes: [...nestClasses, middlewareModules],
  valueMethods: new Map([...javaScriptValueMethods]),
  assignments: new Map([...koaAssignments]),
  truths: new Map([...objectTruths, ...cryptographyTruths, ...permissionTruths]),
};
