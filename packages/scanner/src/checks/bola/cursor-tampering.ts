import {
  type Exchange,
  type Identity,
  isJsonObject,
  isSuccess,
  jsonOf,
  leavesOf,
  type Operation,
  type RequestSpec,
} from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { readExperiment } from '../../survey/experiment.ts';
import { decodeCursor } from '../../verdict/cursor.ts';
import { disclosure } from '../../verdict/disclosure.ts';
import { judgeRead, type ReadEvidence } from '../../verdict/read.ts';

const cursorParameter =
  /^(?:(?:next_?|page_?|continuation_?|start_?|exclusive_?start_?)*(?:cursor|token|key)|after|starting_after|last_?evaluated_?key|last_?key|next)$/i;
const cursorField = /(?:cursor|next_?token|page_?token|continuation_?token|last_?evaluated_?key|last_?key|next_?key)$/i;
const sizeParameter = /^(?:limit|page_?size|per_?page|size|count|max_?results|first)$/i;

export default defineCheck({
  id: 'bola/cursor-tampering',
  title: "A page cursor opens another user's partition",
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [639],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities'],
  messages: {
    disclosed:
      "The cursor holds a readable key ({format}); with {owner}'s id in it, {other} is given {owner}'s next page.",
    opaque: 'The cursor is not readable, so nobody can write one for another user.',
    refused: "A cursor with another user's key is refused or changes nothing.",
    noCursor: 'No page was followed by another one, so no cursor was handed out.',
    undecided: 'The page behind the altered cursor shows neither foreign rows nor a refusal.',
  },
  remediation:
    'Hand out an opaque cursor that is authenticated and bound to the caller and the query, and take the partition of the next page from the verified caller, never from the cursor.',
  article: 'identification-failures',

  appliesTo: (operation) => parameterOf(operation, cursorParameter) !== undefined || 'takes no page cursor',

  async probe({ operation, survey, send, request }) {
    const cursor = parameterOf(operation, cursorParameter) ?? '';
    const size = parameterOf(operation, sizeParameter);
    const short = size === undefined ? {} : { [size]: '1' };
    const first = request(operation, short);
    const none = { evidence: null, format: '', owner: '', other: '', parameter: cursor };
    if (first === undefined) return none;
    const pages: { identity: Identity; cursor: string | undefined }[] = [];
    for (const identity of survey.identities.filter((entry) => !entry.isPrivileged).slice(0, 2)) {
      pages.push({ identity, cursor: cursorIn(await send(first, identity, 'first page')) });
    }
    const [a, b] = pages;
    if (a?.cursor === undefined || b?.cursor === undefined) return none;
    const { identity: owner } = a;
    const { identity: other } = b;
    const callers = { owner: owner.name, other: other.name, parameter: cursor };
    const format = decodeCursor(a.cursor, owner.subjects)?.format;
    if (format === undefined) return { evidence: null, format: 'opaque', ...callers };
    const unknown = garbled(b.cursor);
    // Nothing can be missing where nothing was for the first page.
    const next = (value: string): RequestSpec => request(operation, { ...short, [cursor]: value }) as RequestSpec;
    const [theirs, mine, garbage] = [next(a.cursor), next(b.cursor), next(unknown)];
    const echoes = { object: [a.cursor], nonexistent: [unknown], own: [b.cursor] };
    const plan = { owner: theirs, other: theirs, nonexistent: garbage, own: mine, echoes };
    const evidence: ReadEvidence | null = await readExperiment(
      { owner, other, isMember: false, isListedForOther: false },
      plan,
      send,
    );
    return { evidence, format, ...callers };
  },

  judge({ evidence, format, owner, other, parameter }) {
    if (format === 'opaque') return { outcome: 'hardened', message: 'opaque' };
    if (evidence === null) return { outcome: 'inconclusive', message: 'noCursor' };
    const verdict = judgeRead(evidence);
    if (verdict.outcome === 'hardened') return { outcome: 'hardened', message: 'refused' };
    if (verdict.outcome !== 'vulnerable' || verdict.confidence === 'tentative')
      return { outcome: 'inconclusive', message: 'undecided' };
    return disclosure(
      'disclosed',
      { evidence, verdict, callers: { owner, other } },
      { parameter, details: { format } },
    );
  },
});

function parameterOf(operation: Operation, name: RegExp): string | undefined {
  return operation.parameters.find((parameter) => parameter.in === 'query' && name.test(parameter.name))?.name;
}

function cursorIn(exchange: Exchange): string | undefined {
  const json = isSuccess(exchange) ? jsonOf(exchange) : undefined;
  if (!isJsonObject(json)) return undefined;
  const direct = leavesOf(json).find(
    (leaf) =>
      cursorField.test(leaf.key) && typeof leaf.value === 'string' && leaf.value !== '' && !leaf.path.includes('[]'),
  );
  if (direct !== undefined) return String(direct.value);
  const held = Object.entries(json).find(([key, value]) => cursorField.test(key) && isJsonObject(value));
  return held === undefined ? undefined : JSON.stringify(held[1]);
}

/** A cursor of the same length that no server handed out. */
function garbled(cursor: string): string {
  return [...cursor].reverse().join('');
}
