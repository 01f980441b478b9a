import { cwe, type Finding, owaspApi2023 } from '@middlebrick/model';
import type { ReportingDescriptor, ReportingDescriptorReference, ToolComponent, ToolComponentReference } from 'sarif';

const owaspPage = 'https://owasp.org/API-Security/editions/2023/en/0x11-t10/';

/** The parts of CWE and of the OWASP API Security Top 10 that the findings refer to. */
export function taxonomiesOf(findings: readonly Finding[]): ToolComponent[] {
  const weaknesses = [...new Set(findings.flatMap((finding) => finding.cwe))].sort((a, b) => a - b);
  const risks = [...new Set(findings.map((finding) => finding.owasp))].sort();
  return [
    {
      name: 'CWE',
      organization: 'MITRE',
      informationUri: 'https://cwe.mitre.org/',
      shortDescription: { text: 'Common Weakness Enumeration' },
      isComprehensive: false,
      taxa: weaknesses.map(weakness),
    },
    {
      name: 'OWASP',
      organization: 'OWASP',
      informationUri: owaspPage,
      shortDescription: { text: 'OWASP API Security Top 10, edition 2023' },
      isComprehensive: false,
      taxa: risks.map(risk),
    },
  ];
}

function weakness(id: number): ReportingDescriptor {
  const titles: Record<number, string> = cwe;
  return {
    id: String(id),
    shortDescription: { text: titles[id] ?? `CWE-${id}` },
    helpUri: `https://cwe.mitre.org/data/definitions/${id}.html`,
  };
}

function risk(id: string): ReportingDescriptor {
  const titles: Record<string, string> = owaspApi2023;
  return { id, shortDescription: { text: titles[id] ?? id }, helpUri: owaspPage };
}

export function taxonomyReferences(taxonomies: readonly ToolComponent[]): ToolComponentReference[] {
  return taxonomies.map(({ name }, index) => ({ name, index }));
}

/** Where the standards of a finding stand in the taxonomies of the run. */
export function taxaOf(
  { cwe: weaknesses, owasp }: Pick<Finding, 'cwe' | 'owasp'>,
  taxonomies: readonly ToolComponent[],
): ReportingDescriptorReference[] {
  const wanted = [weaknesses.map(String), [owasp]];
  return taxonomies.flatMap(({ name, taxa = [] }, component) =>
    (wanted[component] ?? []).map((id) => ({
      id,
      index: taxa.findIndex((taxon) => taxon.id === id),
      toolComponent: { name, index: component },
    })),
  );
}
