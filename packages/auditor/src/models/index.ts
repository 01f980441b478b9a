import { condition } from '../flow/conditions.ts';
import { plain, type Truth, type Value } from '../flow/value.ts';
import type { Language } from '../ir/ir.ts';
import { byName, inLanguage, tableIn } from './by-language.ts';
import type { CallModel, MemberModel, ModelCall, Models, ModelTools } from './contract.ts';
import { javaScriptLibraries } from './javascript/libraries.ts';
import { pythonCalls, pythonTruths } from './python/builtins.ts';
import { flaskCalls, flaskMarks, flaskMembers } from './python/flask.ts';
import { pythonLibraries } from './python/libraries.ts';
import { boto3Aliases, boto3Methods } from './stores/boto3.ts';
import { javaScriptStores } from './stores/javascript-stores.ts';

type MemberAsked = Parameters<MemberModel>[0];

/** Whether there is something says nothing of what it is. */
const truthOnly: CallModel = ({ arguments: args }) => {
  const [value] = args.positional;
  return value === undefined ? plain : { ...plain, truth: condition(value) };
};

/** Everything that is known of libraries; of each language only where the code is in it. */
export const models: Models = {
  calls: byName<ModelCall, [ModelTools], Value>([
    ...tableIn('python', new Map([...pythonCalls, ...flaskCalls, ...pythonLibraries.calls, ['bool', truthOnly]])),
    ...tableIn(
      'javascript',
      new Map([...javaScriptLibraries.calls, ...javaScriptStores.calls, ['Boolean', truthOnly]]),
    ),
  ]),
  methods: byName<ModelCall, [ModelTools], Value>([
    ...tableIn('python', [...boto3Methods, ...pythonLibraries.methods]),
    ...tableIn('javascript', [...javaScriptStores.methods, ...javaScriptLibraries.methods]),
  ]),
  members: byName<MemberAsked, [], Value>([
    ...tableIn('python', new Map([...flaskMembers, ...pythonLibraries.members])),
    ...tableIn('javascript', new Map([...javaScriptLibraries.members, ...javaScriptStores.members])),
  ]),
  aliases: new Map([
    ...boto3Aliases,
    ...pythonLibraries.aliases,
    ...javaScriptLibraries.aliases,
    ...javaScriptStores.aliases,
  ]),
  marks: new Map([...flaskMarks, ...pythonLibraries.marks, ...javaScriptLibraries.marks]),
  valueMethods: byName(tableIn('javascript', [...javaScriptStores.valueMethods, ...javaScriptLibraries.valueMethods])),
  comparisons: pythonLibraries.comparisons.map((model) => inLanguage('python', model)),
  assignments: javaScriptLibraries.assignments,
  markPatterns: [
    ...patternsIn('python', pythonLibraries.markPatterns),
    ...patternsIn('javascript', javaScriptLibraries.markPatterns),
  ],
  fallbacks: [
    ...pythonLibraries.fallbacks.map((model) => inLanguage('python', model)),
    ...javaScriptLibraries.fallbacks.map((model) => inLanguage('javascript', model)),
  ],
  modules: [...pythonLibraries.modules, ...javaScriptLibraries.modules],
  classes: [...pythonLibraries.classes, ...javaScriptLibraries.classes],
  truths: byName<ModelCall, [], Truth>([
    ...tableIn('python', new Map([...pythonTruths, ...pythonLibraries.truths])),
    ...tableIn('javascript', javaScriptLibraries.truths),
  ]),
};

function patternsIn(language: Language, patterns: Models['markPatterns']): Models['markPatterns'] {
  return patterns.map((entry) => ({ ...entry, language }));
}
