import type { Exchange } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { identifiersOf } from '../../survey/bindings.ts';
import { readExperiment, withMissing } from '../../survey/experiment.ts';
import { type ForeignPair, foreignPairs } from '../../survey/pairs.ts';
import type { Values } from '../../survey/survey.ts';
import { echoesOf, isRefusal, privateLeaves, recallOf } from '../../verdict/compare.ts';
import { disclosure } from '../../verdict/disclosure.ts';
import { judgeRead, type ReadEvidence } from '../../verdict/read.ts';

interface Swap {
  evidence: ReadEvidence;
  /** The stranger asks for the object under its true parent: when that works, the parent is not checked at all. */
  plain: ReadEvidence;
  owner: string;
  other: string;
}

/** The answer to the swapped request, where it settles the question by itself. */
interface TurnedAway {
  owner: Exchange;
  other: Exchange;
  echoes: readonly string[];
}

export default defineCheck({
  id: 'bola/nested-parent-mismatch',
  title: "A user reaches another user's object by putting it under a parent of their own",
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [639],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'objects', 'items'],
  messages: {
    disclosed:
      "Under its own {parent}, {other} receives {owner}'s object: the parent is checked, the {parameter} is not.",
    noPair: 'No two identities with an object and a parent of their own were found for this operation.',
    parentNotChecked: 'The parent is not checked either, which is reported as reading a foreign object.',
    refused: "A child that is not the parent's own is refused.",
    undecided: 'The answers to the swapped request show neither the object nor a refusal.',
  },
  remediation:
    'Read the child by both keys at once, with the parent taken from the verified caller, so that a child of somebody else is simply not found.',
  article: 'identification-failures',

  appliesTo: (operation) => identifiersOf(operation).length > 1 || 'has no parent and child',

  async probe({ operation, survey, send, request, lookalike }) {
    const parameters = identifiersOf(operation).map((parameter) => parameter.name);
    const child = parameters.at(-1) ?? '';
    for (const pair of foreignPairs(operation.id, survey)) {
      const { object, own, owner, other } = pair;
      const swapped = own === undefined ? undefined : underOwnParent(own.values, object.values, child);
      const [mine, theirs] =
        swapped === undefined
          ? []
          : [request(operation, swapped), request(operation, withMissing(swapped, child, { lookalike }))];
      if (swapped === undefined || own === undefined || mine === undefined || theirs === undefined) continue;
      const echoes = {
        object: [...echoesOf(object.values), ...echoesOf(swapped)],
        nonexistent: echoesOf(withMissing(swapped, child, { lookalike })),
        own: echoesOf(own.values),
      };
      const names = { owner: owner.name, other: other.name };
      const answer = await send(mine, other, "stranger reads the owner's");
      const turnedAway: TurnedAway = { owner: object.exchange, other: answer, echoes: echoes.object };
      if (isTurnedAway(turnedAway)) return { swap: null, turnedAway, child, parent: '' };
      const parties = { ...pair, isMember: object.members.includes(other.name) };
      const evidence = await readExperiment(
        parties,
        { owner: object.request, other: mine, nonexistent: theirs, own: own.request, echoes },
        send,
      );
      const plain = await plainEvidence(evidence, pair, send);
      const swap: Swap | null = { evidence, plain, ...names };
      return { swap, turnedAway: null, child, parent: parameters.at(-2) ?? '' };
    }
    return { swap: null, turnedAway: null, child, parent: '' };
  },

  judge({ swap, turnedAway, child, parent }) {
    if (turnedAway !== null && isTurnedAway(turnedAway)) return { outcome: 'hardened', message: 'refused' };
    if (swap === null) return { outcome: 'inconclusive', message: 'noPair' };
    const verdict = judgeRead(swap.evidence);
    if (verdict.outcome === 'hardened') return { outcome: 'hardened', message: 'refused' };
    if (verdict.outcome !== 'vulnerable' || verdict.confidence === 'tentative')
      return { outcome: 'inconclusive', message: 'undecided' };
    if (judgeRead(swap.plain).outcome === 'vulnerable') return { outcome: 'hardened', message: 'parentNotChecked' };
    return disclosure(
      'disclosed',
      { evidence: swap.evidence, verdict, callers: swap },
      { parameter: child, details: { parent } },
    );
  },
});

/** Whether the stranger is refused and told nothing that the owner reads; then no control could say more. */
function isTurnedAway({ owner, other, echoes }: TurnedAway): boolean {
  return isRefusal(other) && recallOf(other, privateLeaves([owner], [], echoes)).found.length === 0;
}

/** The stranger's parents with the owner's child; `undefined` when both live under the same parent. */
function underOwnParent(own: Values, object: Values, child: string): Values | undefined {
  const swapped = { ...own, [child]: object[child] ?? '' };
  return Object.keys(own).every((name) => swapped[name] === object[name]) ? undefined : swapped;
}

/** The same controls with the plain foreign request in the middle; it was sent by the reading check as well and costs nothing. */
async function plainEvidence(
  evidence: ReadEvidence,
  { object, other }: ForeignPair,
  send: Parameters<typeof readExperiment>[2],
): Promise<ReadEvidence> {
  const { repeat: _repeat, mirror: _mirror, ...controls } = evidence;
  return { ...controls, other: await send(object.request, other, "stranger reads the owner's") };
}
