import type { Code, CodePlace, Finding, Report } from '@middlebrick/model';
import type { Artifact, ArtifactLocation, Location, PhysicalLocation, Region, Result, Run } from 'sarif';
import { isAudit } from '../audit-facts.ts';
import { worstFirst } from '../groups.ts';
import { visible } from '../visible.ts';

/** The files of code that results name, and where they stand among the artifacts of the run. */
export interface Files {
  /** What stands before their paths, seen from the root. */
  base: string | undefined;
  indexes: ReadonlyMap<string, number>;
}

/** Stands for the root of the repository, whatever the machine that shows the results calls it. */
const root = '%SRCROOT%';
/** Lines of a frame that are so long may have been cut, and are no copy of the file. */
const longestLine = 200;

export function filesOf(report: Report): Files {
  const codes = worstFirst(report.findings).flatMap(({ code }) => code ?? []);
  const paths = new Set(codes.flatMap(({ place, flow }) => [place.path, ...flow.map((step) => step.place.path)]));
  for (const { place } of codes.flatMap(({ said }) => said ?? [])) paths.add(place.path);
  // The description of a scanned API stands before them.
  const start = isAudit(report) ? 0 : 1;
  return {
    base: report.audit?.base,
    indexes: new Map([...paths].map((path, index) => [path, start + index])),
  };
}

/** The files as artifacts, and what their paths begin at. */
export function codeArtifacts(files: Files): Pick<Run, 'originalUriBaseIds'> & { artifacts: Artifact[] } {
  if (files.indexes.size === 0) return { artifacts: [] };
  const artifacts = [...files.indexes.keys()].map((path): Artifact => {
    const language = languages.find(([ending]) => ending.test(path))?.[1];
    const { index: _, ...location } = locationOf(path, files);
    return { location, ...(language === undefined ? {} : { sourceLanguage: language }) };
  });
  return { artifacts, originalUriBaseIds: { [root]: { description: { text: 'The root of the repository.' } } } };
}

/** By the names of SARIF 2.1.0, appendix J. */
const languages: readonly (readonly [RegExp, string])[] = [
  [/\.py$/, 'python'],
  [/\.[cm]?tsx?$/, 'typescript'],
  [/\.[cm]?jsx?$/, 'javascript'],
];

/** Where a finding stands in the code, and the operations that lead to it. */
export function codeLocation({ places }: Finding, code: Code, files: Files): Location {
  const context = contextOf(code);
  return {
    physicalLocation: {
      ...physicalPlace(code.place, files, snippetOf(code)),
      ...(context === undefined ? {} : { contextRegion: context }),
    },
    ...(places.length === 0
      ? {}
      : {
          logicalLocations: places.map(({ operation, parameter }) => ({
            name: operation,
            fullyQualifiedName: parameter === undefined ? operation : `${operation}#${parameter}`,
            kind: parameter === undefined ? 'resource' : 'parameter',
          })),
        }),
  };
}

/** The way of the value, where it has more than one step. */
export function flowOf({ code }: Finding, files: Files): Pick<Result, 'codeFlows'> {
  if (code === undefined || code.flow.length < 2) return {};
  const locations = code.flow.map(({ place, note }) => ({
    location: { physicalLocation: physicalPlace(place, files), message: { text: visible(note) } },
  }));
  return { codeFlows: [{ threadFlows: [{ locations }] }] };
}

/** What the audit says besides of a finding of a scan, in other places. */
export function furtherPlaces({ code }: Finding, files: Files): Pick<Result, 'relatedLocations'> {
  const others = (code?.said ?? []).filter(
    ({ place }) => place.path !== code?.place.path || place.line !== code.place.line,
  );
  if (others.length === 0) return {};
  return {
    relatedLocations: others.map(({ rule, place }, index) => ({
      id: index + 1,
      physicalLocation: physicalPlace(place, files),
      message: { text: rule },
    })),
  };
}

/** The mechanical repair, where there is one. */
export function fixesOf({ remediation: { repair } }: Finding, files: Files): Pick<Result, 'fixes'> {
  if (repair === undefined) return {};
  const byPath = Map.groupBy(repair.edits, ({ place }) => place.path);
  const artifactChanges = [...byPath].map(([path, edits]) => ({
    artifactLocation: locationOf(path, files),
    replacements: edits.map(({ place: { line, column, endLine, endColumn }, text }) => ({
      deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
      insertedContent: { text },
    })),
  }));
  return { fixes: [{ description: { text: visible(repair.does) }, artifactChanges }] };
}

/** A stretch of a file. */
export function physicalPlace(place: CodePlace, files: Files, snippet?: string): PhysicalLocation {
  return {
    artifactLocation: locationOf(place.path, files),
    region: {
      startLine: atLeastOne(place.line),
      startColumn: atLeastOne(place.column),
      endLine: atLeastOne(place.endLine),
      endColumn: atLeastOne(place.endColumn),
      ...(snippet === undefined ? {} : { snippet: { text: snippet } }),
    },
  };
}

function locationOf(path: string, { base, indexes }: Files): ArtifactLocation {
  const whole = base === undefined || base === '' ? path : `${base}/${path}`;
  const uri = whole
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
  return { uri, uriBaseId: root, index: indexes.get(path) ?? -1 };
}

/** The text of the place itself, as it stands in the file; none where the frame does not hold all of it. */
function snippetOf({ place, frame }: Code): string | undefined {
  const lines = frame.lines.slice(place.line - frame.startLine, place.endLine - frame.startLine + 1);
  const isWhole = place.line >= frame.startLine && lines.length === place.endLine - place.line + 1;
  if (!isWhole || lines.some(isCut)) return undefined;
  const ended = lines.with(-1, (lines.at(-1) ?? '').slice(0, place.endColumn - 1));
  return ended.join('\n').slice(place.column - 1);
}

/** The lines around it, which must be more than it (3.29.5). */
function contextOf({ place, frame }: Code): Region | undefined {
  const endLine = frame.startLine + frame.lines.length - 1;
  const isAround =
    frame.startLine <= place.line && endLine >= place.endLine && endLine - frame.startLine > place.endLine - place.line;
  if (!isAround || frame.startLine < 1 || frame.lines.some(isCut)) return undefined;
  return { startLine: frame.startLine, endLine, snippet: { text: frame.lines.join('\n') } };
}

function isCut(line: string): boolean {
  return line.length >= longestLine;
}

function atLeastOne(number: number): number {
  return Math.max(1, number);
}
