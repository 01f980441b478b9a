import { type Finding, type ReplayStep, type Report, seeded } from '@middlebrick/model';
import { comment, type FillIn, unwritten, writtenRequest } from './http-request.ts';
import { visible } from './visible.ts';

type RequestStep = Extract<ReplayStep, { kind: 'request' }>;
type Taken = RequestStep['takes'][number];

/**
 * The requests of a finding whose replay registers users and makes objects of its own. Names and variables begin with
 * the number of the finding, since every finding has users of its own.
 */
export function chainRequests({ check, replay }: Finding, number: number, { scan }: Report): string[] {
  const { chain = [], curl, variables } = replay;
  const own = new Set(chain.flatMap(variablesMade));
  const nameOf = (variable: string): string => (own.has(variable) ? `f${number}_${variable}` : variable);
  const fillIn = filler((variable) =>
    own.has(variable) || variables.includes(variable) ? nameOf(variable) : undefined,
  );
  const written: string[] = [];
  // Below the separator of the next request: above it they would be a part of the body before.
  let waiting: string[] = [];
  let count = 0;
  for (const step of chain) {
    if (step.kind === 'request') {
      const id = `f${number}_${++count}`;
      const text = writtenRequest(step.request, fillIn);
      const title = `### ${visible(`${number}.${count} ${check} · ${step.label}`)}`;
      const lines = text === undefined ? [unwritten] : [`# @name ${id}`, text];
      written.push([title, ...waiting, ...lines].join('\n'));
      waiting = step.takes.flatMap((taken) => takenLines(taken, nameOf(taken.variable), id));
    } else if (step.kind === 'fresh') {
      waiting.push(`@${nameOf(step.variable)} = ${freshWord(step, `${scan.id}/${number}`)}`);
    } else {
      const command = curl.find((line) => line.startsWith(`${step.variable}=`)) ?? '';
      waiting.push(comment(`made by: ${command}`), `@${nameOf(step.variable)} =`);
    }
  }
  return waiting.length === 0 ? written : [...written, ['###', ...waiting].join('\n')];
}

function variablesMade(step: ReplayStep): string[] {
  return step.kind === 'request' ? step.takes.map(({ variable }) => variable) : [step.variable];
}

function filler(nameOf: (variable: string) => string | undefined): FillIn {
  return (text, literal = (part) => part) =>
    text
      .split(/(\$[A-Z_][A-Z0-9]*_[A-Z0-9_]+|\$\{[A-Z_][A-Z0-9]*_[A-Z0-9_]+\})/)
      .map((part, index) => {
        const name = index % 2 === 1 ? nameOf(part.replace(/[${}]/g, '')) : undefined;
        return name === undefined ? literal(part) : `{{${name}}}`;
      })
      .join('');
}

/** The same for the same report, since a file has no place to draw it anew; of letters, so that it fits everywhere. */
function freshWord({ variable, use, length, isPlain }: Extract<ReplayStep, { kind: 'fresh' }>, name: string): string {
  const start = use === 'name' ? '' : isPlain ? 'Aa1' : 'Aa1@';
  const draw = seeded(0, `${name}/${variable}`);
  const letters = Array.from({ length: Math.max(3, length - start.length) }, () => Math.floor(draw() * 16));
  return start + letters.map((letter) => 'abcdefghijklmnop'[letter]).join('');
}

/** A request variable of REST Client where its format has one; else what to put there. */
function takenLines({ from, path }: Taken, name: string, id: string): string[] {
  const steps = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  if (from === 'body' && path.every((key) => typeof key === 'number' || /^[A-Za-z_][\w]{0,60}$/.test(key)))
    return [`@${name} = {{${id}.response.body.${path.length === 0 ? '*' : `$${steps.join('')}`}}}`];
  const [key = ''] = path.map(String);
  if (from === 'header' && key !== 'location') return [`@${name} = {{${id}.response.headers.${key}}}`];
  const where =
    from === 'body'
      ? 'its body has it'
      : from === 'cookie'
        ? `the cookie ${key} that it sets`
        : 'the last segment of its Location';
  return [comment(`from the answer to ${id}, by hand: ${where}`), `@${name} =`];
}
