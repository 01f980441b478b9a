import { expect, test } from 'vitest';
import { audit } from './audit.ts';
import { mutated, randomFrom, textsBelow } from './hostile-mutations.fixture.ts';
import { auditReport } from './report.ts';

const bases = textsBelow('packages/auditor/src/iam/documents/fixtures', /\.(?:json|ya?ml|tf)$/);
const seeds = Array.from({ length: 4 }, (_, index) => 3000 + index);
const settings = { target: 'x', version: '0', startedAt: new Date(0) };

/** What a template may say with few words. */
const blocks: readonly ((count: number) => string)[] = [
  (k) => `  A${k}: &a [*a, *a]\n`.repeat(k),
  (k) => `"Ref": {"Fn::Sub": "\${A${k}}"},\n`.repeat(k),
  (k) => `locals {\n  a = "\${local.a}\${local.a}"\n}\nmodule "m${k}" {\n  source = "./"\n}\n`,
  (k) => `      Type: constructor\n      Condition: !Not [!Condition C${k}]\n`,
  (k) => `        Resource: !If [C${k}, !GetAtt toString.Arn, !Ref __proto__]\n`,
];

test.each(seeds)('five hundred broken templates, seed %i', { timeout: 120_000 }, async (seed) => {
  const random = randomFrom(seed);
  const base = () => bases[Math.floor(random() * bases.length)] ?? { path: 'a.json', text: '' };
  for (let done = 0; done < 500; done += 5) {
    const documents = Array.from({ length: 5 }, (_, index) => {
      const { path, text } = base();
      return { path: `${index}/${path}`, text: mutated(text, base().text, random, blocks) };
    });
    const audited = await audit({ code: [], documents, warnings: [] }).catch((cause: unknown) => {
      throw new Error(`files ${done} to ${done + 4} end the audit`, { cause });
    });
    const known = new Set(documents.map(({ path }) => path));
    const places = auditReport(audited, settings).findings.map(({ code }) => code?.place.path ?? '');
    expect(places.filter((path) => !known.has(path))).toEqual([]);
  }
});
