import type { Finding } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { activeReport } from '../../../testing/kit/src/sample-active.ts';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { groupsOf } from './groups.ts';
import { writtenStep } from './written.ts';

function written(kind: string): Finding {
  const finding = activeReport().findings.find((one) => one.kind === kind);
  if (finding === undefined) throw new Error('the sample has this finding');
  return finding;
}

/** The sample's change with another body of the write, and another masked value. */
function changed(body: string, masked: string): Finding {
  const finding = written('change');
  const proof = finding.proof.map((step) =>
    step.role === 'write'
      ? { ...step, exchange: { ...step.exchange, request: { ...step.exchange.request, body } } }
      : step,
  );
  return { ...finding, proof, values: [{ path: 'title', masked }] };
}

const stepsOf = (finding: Finding) => finding.proof.map((step) => writtenStep(step, finding));
const after = (finding: Finding) => stepsOf(finding).at(-1)?.values;

describe('a proof by a write', () => {
  test('shows one field before, as it was sent, and after', () => {
    expect(stepsOf(written('change'))).toEqual([
      { values: [{ name: 'title', text: 'mb0a4c1' }] },
      { request: 'PUT /api/posts/p-2001', values: [{ name: 'title', text: 'mb0b7d2' }] },
      { values: [{ name: 'title', text: 'mb0b7d2' }] },
    ]);
  });

  test('shows only the request where nothing was sent', () => {
    expect(stepsOf(written('delete'))).toEqual([
      { values: [] },
      { request: 'DELETE /api/posts/p-2002', values: [] },
      { values: [] },
    ]);
  });

  test('reads forms as well as JSON', () => {
    expect(after(changed('title=mb0b7d2&pinned=yes', 'mb0b…'))).toEqual([{ name: 'title', text: 'mb0b7d2' }]);
  });

  test('keeps the mask of a value that is not the one that was sent', () => {
    expect(after(changed('{"title":"zz"}', 'mb0b…'))).toEqual([{ name: 'title', text: 'mb0b…' }]);
    expect(after(changed('no fields', 'mb0b…'))).toEqual([{ name: 'title', text: 'mb0b…' }]);
  });

  test('cuts long values', () => {
    const long = changed(`{"title":"mb0b${'x'.repeat(100)}"}`, 'mb0b…');
    expect(after(long)).toEqual([{ name: 'title', text: `mb0b${'x'.repeat(19)}…` }]);
  });

  test('is none without a write', () => {
    const [finding] = sampleReport().findings;
    expect(finding?.proof.map((step) => writtenStep(step, finding))).toEqual(finding?.proof.map(() => undefined));
  });
});

describe('the cause of findings', () => {
  test('is one for all that writes do, whatever the kind', () => {
    const groups = groupsOf(activeReport().findings).filter(({ check }) => check === 'bola/foreign-object-write');
    expect(groups.map(({ kinds, places }) => [kinds, places.map(({ operation }) => operation)])).toEqual([
      [
        ['delete', 'change'],
        ['DELETE /api/posts/{post_id}', 'PUT /api/posts/{post_id}'],
      ],
    ]);
  });

  test('differs by kind elsewhere', () => {
    const [finding] = sampleReport().findings as [Finding];
    const groups = groupsOf([finding, { ...finding, kind: 'X-User', fingerprint: 'f' }]);
    expect(groups.map(({ kinds }) => kinds)).toEqual([['HS256'], ['X-User']]);
  });
});
