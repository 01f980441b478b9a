import type { Exchange, RequestSpec } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { plainPlan, readExperiment } from '../../survey/experiment.ts';
import { foreignPairs } from '../../survey/pairs.ts';
import type { OwnedObject } from '../../survey/survey.ts';
import { accessOf } from '../../verdict/compare.ts';
import { entry, readProof, valuesOf } from '../../verdict/disclosure.ts';
import { judgeRead } from '../../verdict/read.ts';
import { severityOfDisclosure } from '../../verdict/severity.ts';
import { type Spelling, spellings } from '../../verdict/spellings.ts';

interface Variant {
  name: string;
  exchange: Exchange;
  repeat: Exchange | null;
}

export default defineCheck({
  id: 'bola/identifier-variants',
  title: 'Another spelling of an id passes the owner check and reaches the object',
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [180, 639],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'objects', 'items'],
  messages: {
    disclosed:
      "{other} is refused {owner}'s object under its plain {parameter} and receives it when the id is written with {variant}.",
    refused:
      'Every spelling of a foreign id that was tried is refused: the likeliest everywhere, all of them for the first operation with an id of this name, those that a router rewrites at one operation.',
    notRefused: 'The plain foreign id is not refused, so there is nothing to get around.',
    noPair: 'No object of one identity was found that another could ask for.',
  },
  remediation:
    'Bring the id into one canonical form first (decode once, reject what does not fit its format), then compare and read with that same value.',
  article: 'identification-failures',

  appliesTo: (operation) => operation.path.includes('{') || 'has no id in its path',

  async probe({ operation, survey, send, request, lookalike }) {
    for (const pair of foreignPairs(operation.id, survey)) {
      const { object, owner, other } = pair;
      const plan = plainPlan(pair, operation, { request, lookalike });
      const id = object.values[object.parameter];
      if (plan === undefined || id === undefined || other.isPrivileged) continue;
      const respelt = respelling(plan.owner, id);
      if (respelt === undefined) continue;
      const plain = await readExperiment({ ...pair, isMember: object.members.includes(other.name) }, plan, send);
      const { rule, leaves } = judgeRead(plain);
      const variants: Variant[] = [];
      for (const { name, segment } of rule === 'refused' ? spellingsFor(object, id, survey.objects) : []) {
        const exchange = await send(respelt(segment), other, `stranger writes the id with ${name}`);
        const isHit = accessOf(exchange, leaves) === 'confirmed';
        const repeat = isHit ? await send(respelt(segment), other, 'and once more', { fresh: true }) : null;
        variants.push({ name, exchange, repeat });
        if (isHit) break;
      }
      return { plain, variants, owner: owner.name, other: other.name, parameter: object.parameter };
    }
    return null;
  },

  judge(evidence) {
    if (evidence === null) return { outcome: 'inconclusive', message: 'noPair' };
    const { plain, variants, owner, other, parameter } = evidence;
    const { rule, leaves } = judgeRead(plain);
    if (rule !== 'refused') return { outcome: 'inconclusive', message: 'notRefused' };
    const hit = variants.find(
      ({ exchange, repeat }) =>
        accessOf(exchange, leaves) === 'confirmed' && repeat !== null && accessOf(repeat, leaves) === 'confirmed',
    );
    if (hit === undefined) return { outcome: 'hardened', message: 'refused' };
    const values = valuesOf(leaves);
    const [ownerStep, , ...controls] = readProof(plain, leaves, { owner, other });
    return {
      outcome: 'vulnerable',
      message: 'disclosed',
      confidence: 'confirmed',
      parameter,
      kind: hit.name,
      severity: severityOfDisclosure(values),
      values,
      proof: [
        ...(ownerStep === undefined ? [] : [ownerStep]),
        {
          ...entry('other', `${other} (someone else), with ${hit.name}`, hit.exchange, leaves),
          note: 'the same private values',
        },
        { ...entry('control', `${other}, the plain id`, plain.other, leaves), note: 'refused' },
        ...controls,
      ],
      replay: 1,
      details: { owner, other, parameter, variant: hit.name },
    };
  },
});

/**
 * The spellings to ask an object's operation with: all of them where it is the first with an identifier of this name,
 * since ids of one kind are mostly read by one piece of code. What a router rewrites is asked where the id ends the
 * path, or of the first operation where none does.
 */
function spellingsFor({ operation, parameter }: OwnedObject, id: string, objects: readonly OwnedObject[]): Spelling[] {
  const inPath = objects.filter((object) => object.operation.includes('{'));
  const first = inPath.find((object) => object.parameter === parameter);
  const router = inPath.find((object) => object.operation.endsWith('}')) ?? inPath[0];
  const isFirst = first?.operation === operation;
  const isRouters = router?.operation === operation;
  return spellings(id).filter(({ isOfRouter = false, isCommon = false }) =>
    isOfRouter ? isRouters : isFirst || isCommon,
  );
}

/**
 * Writes the id's own path segment anew, to be put on the wire as it stands; `undefined` where the id stands in the
 * query or in the middle of a segment.
 */
function respelling(request: RequestSpec, id: string): ((segment: string) => RequestSpec) | undefined {
  const plain = `/${encodeURIComponent(id)}`;
  const at = request.path.lastIndexOf(plain);
  if (at === -1) return undefined;
  const [before, after] = [request.path.slice(0, at), request.path.slice(at + plain.length)];
  return (segment) => ({ ...request, path: `${before}/${segment}${after}` });
}
