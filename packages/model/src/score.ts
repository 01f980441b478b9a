import { z } from 'zod';
import { type Category, categories } from './category.ts';
import type { Confidence, Severity } from './severity.ts';

export const grades = ['A', 'B', 'C', 'D', 'F'] as const;
export const gradeSchema = z.enum(grades);
export type Grade = z.infer<typeof gradeSchema>;

/** Points that a finding takes from its category, before confidence and repetition. */
export const deductions: Record<Severity, number> = { critical: 50, high: 25, medium: 10, low: 3, info: 0 };

/** How much of a deduction counts. */
export const confidenceFactors: Record<Confidence, number> = { confirmed: 1, firm: 0.7, tentative: 0.3 };

/** The highest overall score that a confirmed finding of this severity leaves. */
export const caps: Partial<Record<Severity, number>> = { critical: 39, high: 69 };

const gradeFloors: readonly (readonly [number, Grade])[] = [
  [90, 'A'],
  [80, 'B'],
  [70, 'C'],
  [60, 'D'],
];

/** What a score needs to know of a finding. */
export interface Scored {
  check: string;
  category: Category;
  severity: Severity;
  confidence: Confidence;
}

export interface ScoreResult {
  overall: number | null;
  grade: Grade | null;
  categories: { category: Category; score: number | null }[];
}

/**
 * Score 0–100 and grade. Each tested category starts at 100; a finding takes its severity's deduction times
 * its confidence; within one check, findings are taken worst first and the n-th counts 1/2^(n−1); floor 0.
 * Overall is the mean of the tested categories weighted by {@link categories}, then capped by {@link caps}.
 * The mean is rounded down to whole points, so that a grade is never better than what was computed.
 *
 * @param tested categories of which at least one check gave an answer; the others have no weight.
 */
export function scoreOf(findings: readonly Scored[], tested: ReadonlySet<Category>): ScoreResult {
  const perCategory = (Object.keys(categories) as Category[]).map((category) => ({
    category,
    score: tested.has(category) ? categoryScore(findings.filter((finding) => finding.category === category)) : null,
  }));
  const scored = perCategory.filter((entry) => entry.score !== null);
  if (scored.length === 0) return { overall: null, grade: null, categories: perCategory };

  const weightOf = (category: Category): number => categories[category].weight;
  const weights = scored.reduce((sum, entry) => sum + weightOf(entry.category), 0);
  const mean = scored.reduce((sum, entry) => sum + (entry.score ?? 0) * weightOf(entry.category), 0) / weights;
  const overall = Math.min(Math.floor(mean + 1e-9), capOf(findings));
  return { overall, grade: gradeOf(overall), categories: perCategory };
}

export function gradeOf(score: number): Grade {
  return gradeFloors.find(([floor]) => score >= floor)?.[1] ?? 'F';
}

function categoryScore(findings: readonly Scored[]): number {
  const byCheck = Map.groupBy(findings, (finding) => finding.check);
  let score = 100;
  for (const same of byCheck.values()) {
    const taken = same
      .map((finding) => deductions[finding.severity] * confidenceFactors[finding.confidence])
      .sort((a, b) => b - a);
    score -= taken.reduce((sum, points, index) => sum + points / 2 ** index, 0);
  }
  return Math.max(0, Math.round(score * 10) / 10);
}

function capOf(findings: readonly Scored[]): number {
  return findings.reduce(
    (cap, finding) => (finding.confidence === 'confirmed' ? Math.min(cap, caps[finding.severity] ?? 100) : cap),
    100,
  );
}
