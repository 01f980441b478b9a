import type { Exchange, RequestSpec } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { plainPlan, readExperiment } from '../../survey/experiment.ts';
import { foreignPairs } from '../../survey/pairs.ts';
import type { OwnedObject } from '../../survey/survey.ts';
import { accessOf, isRefusal } from '../../verdict/compare.ts';
import { entry, readProof, valuesOf } from '../../verdict/disclosure.ts';
import { judgeRead, type ReadEvidence } from '../../verdict/read.ts';
import { severityOfDisclosure } from '../../verdict/severity.ts';
import { spellings } from '../../verdict/spellings.ts';

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
      const plan = plainPlan(pair, operation, { request, lookalike });
      const id = pair.object.values[pair.object.parameter];
      if (plan === undefined || id === undefined || pair.other.isPrivileged) continue;
      const parties = { ...pair, isMember: pair.object.members.includes(pair.other.name) };
      const plain = await readExperiment(parties, plan, send);
      const variants: Variant[] = [];
      const { isFirst, isRouters } = placeAmong(pair.object, survey.objects);
      const asked = spellings(id).filter(({ isOfRouter = false, isCommon = false }) =>
        isOfRouter ? isRouters : isFirst || isCommon,
      );
      for (const spelling of judgeRead(plain).rule === 'refused' ? asked : []) {
        const exchange = await send(
          respelt(plan.owner, id, spelling.segment),
          pair.other,
          `stranger writes the id with ${spelling.name}`,
        );
        const isHit = !isRefusal(exchange) && accessOf(exchange, judgeRead(plain).leaves) !== null;
        const repeat = isHit
          ? await send(respelt(plan.owner, id, spelling.segment), pair.other, 'and once more', { fresh: true })
          : null;
        variants.push({ name: spelling.name, exchange, repeat });
        if (isHit) break;
      }
      return {
        plain: plain as ReadEvidence | null,
        variants,
        owner: pair.owner.name,
        other: pair.other.name,
        parameter: pair.object.parameter,
      };
    }
    return { plain: null, variants: [], owner: '', other: '', parameter: '' };
  },

  judge({ plain, variants, owner, other, parameter }) {
    if (plain === null) return { outcome: 'inconclusive', message: 'noPair' };
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
 * Where an object's operation stands: the first with an identifier of this name is asked with every spelling, since ids
 * of one kind are mostly read by one piece of code. What a router rewrites is asked where the id ends the path, or of
 * the first operation where none does.
 */
function placeAmong(object: OwnedObject, objects: readonly OwnedObject[]): { isFirst: boolean; isRouters: boolean } {
  const inPath = objects.filter(({ operation }) => operation.includes('{'));
  const first = inPath.find(({ parameter }) => parameter === object.parameter);
  const router = inPath.find(({ operation }) => operation.endsWith('}')) ?? inPath[0];
  return {
    isFirst: first?.operation === object.operation,
    isRouters: router?.operation === object.operation,
  };
}

/** The request with the id's own path segment written anew; it is put on the wire as it stands. */
function respelt(request: RequestSpec, id: string, segment: string): RequestSpec {
  const plain = `/${encodeURIComponent(id)}`;
  const at = request.path.lastIndexOf(plain);
  return at === -1
    ? request
    : { ...request, path: `${request.path.slice(0, at)}/${segment}${request.path.slice(at + plain.length)}` };
}
