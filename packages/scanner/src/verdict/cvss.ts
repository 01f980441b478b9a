import cvss from 'ae-cvss-calculator';

/** Base score of a CVSS 3.1 vector (https://www.first.org/cvss/v3.1/specification-document). */
export function cvssScore(vector: string): number {
  return new cvss.Cvss3P1(vector).calculateScores().overall;
}
