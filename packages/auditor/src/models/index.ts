import { condition } from '../flow/conditions.ts';
import { plain } from '../flow/value.ts';
import type { CallModel, MemberModel, Models } from './contract.ts';
import { javaScriptLibraries } from './javascript/libraries.ts';
import { pythonCalls, pythonTruths } from './python/builtins.ts';
import { flaskCalls, flaskMarks, flaskMembers } from './python/flask.ts';
import { pythonLibraries } from './python/libraries.ts';
import { boto3Aliases, boto3Methods } from './stores/boto3.ts';
import { javaScriptStores } from './stores/javascript-stores.ts';

/** Whether there is something says nothing of what it is. */
const truthOnly: CallModel = ({ arguments: args }) => {
  const [value] = args.positional;
  return value === undefined ? plain : { ...plain, truth: condition(value) };
};

/** Everything that is known of libraries. */
export const models: Models = {
  calls: new Map<string, CallModel>([
    ...pythonCalls,
    ...flaskCalls,
    ...pythonLibraries.calls,
    ...javaScriptLibraries.calls,
    ...javaScriptStores.calls,
    ['Boolean', truthOnly],
    ['bool', truthOnly],
  ]),
  methods: byName([
    ...boto3Methods,
    ...pythonLibraries.methods,
    ...javaScriptStores.methods,
    ...javaScriptLibraries.methods,
  ]),
  members: new Map<string, MemberModel>([
    ...flaskMembers,
    ...pythonLibraries.members,
    ...javaScriptLibraries.members,
    ...javaScriptStores.members,
  ]),
  aliases: new Map([
    ...boto3Aliases,
    ...pythonLibraries.aliases,
    ...javaScriptLibraries.aliases,
    ...javaScriptStores.aliases,
  ]),
  marks: new Map([...flaskMarks, ...pythonLibraries.marks, ...javaScriptLibraries.marks]),
  valueMethods: javaScriptLibraries.valueMethods ?? new Map(),
  comparisons: pythonLibraries.comparisons,
  assignments: javaScriptLibraries.assignments ?? new Map(),
  markPatterns: [...pythonLibraries.markPatterns, ...javaScriptLibraries.markPatterns],
  fallbacks: [...pythonLibraries.fallbacks, ...javaScriptLibraries.fallbacks],
  modules: [...pythonLibraries.modules, ...javaScriptLibraries.modules],
  classes: [...pythonLibraries.classes, ...javaScriptLibraries.classes],
  truths: new Map([...pythonTruths, ...pythonLibraries.truths, ...javaScriptLibraries.truths]),
};

/** Several libraries have methods of one name: the first one that knows what it is called on answers. */
function byName(methods: readonly (readonly [string, CallModel])[]): ReadonlyMap<string, CallModel> {
  const groups = Map.groupBy(methods, ([name]) => name);
  return new Map(
    [...groups].map(([name, entries]) => [
      name,
      (call, tools) => {
        for (const [, model] of entries) {
          const value = model(call, tools);
          if (value !== undefined) return value;
        }
        return undefined;
      },
    ]),
  );
}
