import type { Expression, Module, Statement } from '../ir/ir.ts';
import { condition } from './conditions.ts';
import { intersection, union } from './facts.ts';
import type { Machine } from './machine.ts';
import { partOf } from './refine.ts';
import { fork, goOn, meet, type State } from './state.ts';
import { type Facts, noFacts, type Truth, textOf, type Value } from './value.ts';

type Choice = Extract<Statement, { kind: 'switch' }>;

/** Patterns inside each other that are followed. */
const deepest = 8;

/** `switch` and `match`: a case runs with what its tests find out, and in JavaScript goes on into the next one. */
export function choose(machine: Machine, { subject, cases }: Choice, state: State, module: Module): void {
  const value = machine.evaluate(subject, state, module);
  machine.held.set(subject, value);
  const ways: State[] = [];
  let falling: State | undefined;
  let unmatched: Facts = noFacts;
  let hasDefault = false;
  for (const [index, { tests, body }] of cases.entries()) {
    const isDefault = tests.length === 0;
    const truths = tests.map((test) => matched(machine, value, test, state, module));
    const isLast = index === cases.length - 1;
    // A default in the middle is taken for what the cases behind it leave over as well.
    const learnt = isDefault ? noFacts : intersection(truths.map(({ whenTrue }) => whenTrue));
    const way = fork(state, union(isDefault && !isLast ? noFacts : unmatched, learnt));
    if (falling !== undefined) meet(way, [fork(way), falling]);
    for (const { whenFalse } of truths) unmatched = union(unmatched, whenFalse);
    hasDefault ||= isDefault;
    machine.execute(body, way, module);
    const falls = module.language === 'javascript' && way.isAlive && !isLast;
    falling = falls ? way : undefined;
    goOn(way);
    if (!falls) ways.push(way);
  }
  machine.held.delete(subject);
  meet(state, hasDefault ? ways : [...ways, fork(state, unmatched)]);
}

/** What follows where the subject is like a pattern, and where it is not. */
function matched(machine: Machine, subject: Value, test: Expression, state: State, module: Module, depth = 0): Truth {
  const inside = (part: Value, pattern: Expression): Facts =>
    depth > deepest || pattern.kind === 'name'
      ? noFacts
      : matched(machine, part, pattern, state, module, depth + 1).whenTrue;
  const isPattern = module.language === 'python';
  if (isPattern && test.kind === 'unknown') return { whenTrue: noFacts, whenFalse: noFacts };
  if (isPattern && test.kind === 'dict') {
    const learnt = test.entries.map(({ key, value }) => {
      const name = key === null ? undefined : textOf(machine.evaluate(key, state, module));
      return name === undefined ? noFacts : inside(partOf(subject, name), value);
    });
    return { whenTrue: learnt.reduce(union, noFacts), whenFalse: noFacts };
  }
  if (isPattern && (test.kind === 'list' || test.kind === 'call')) {
    const parts =
      test.kind === 'list'
        ? test.items.map((item, index) => inside(partOf(subject, String(index)), item))
        : test.arguments.map(({ name, value }) =>
            name === undefined ? noFacts : inside(machine.member(subject, name, machine.site(module, value)), value),
          );
    return { whenTrue: parts.reduce(union, noFacts), whenFalse: noFacts };
  }
  const value = machine.evaluate(test, state, module);
  const isTrue = subject.shape.kind === 'constant' && subject.shape.value === true;
  return isTrue ? condition(value) : condition(machine.compare('==', subject, value, machine.site(module, test)));
}
