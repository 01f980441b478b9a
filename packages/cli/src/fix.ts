import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Discovery, type MendedFile, mendedFiles } from '@middlebrick/auditor';
import { type Report, ScanError, unsuppressed } from '@middlebrick/model';
import { asker } from './ask.ts';
import { type Failure, replaceFile } from './replace-file.ts';
import type { Flags } from './settings.ts';
import { visible } from './visible.ts';

/** How repairs are shown, asked for and written. */
export interface FixTools {
  /** Folder that the paths of the files begin at. */
  readonly folder: string;
  readonly write: (text: string) => void;
  /** Asks on a terminal; `undefined` where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly isAgreed: boolean;
}

/**
 * Whether repairs are wanted, and agreed to beforehand.
 *
 * @throws ScanError BAD_ARGUMENT for an answer without its question
 */
export function fixFrom({ fix, yes }: Flags): { isWanted: boolean; isAgreed: boolean } {
  if (yes === true && fix !== true) {
    throw new ScanError('BAD_ARGUMENT', '--yes answers --fix, which is not there.', { help: 'Add --fix.' });
  }
  return { isWanted: fix === true, isAgreed: yes === true };
}

/**
 * Offers the repairs of an audit. What counts for the gate afterwards is what is left.
 */
export async function fixReport(
  found: Discovery,
  report: Report,
  { root, isForPeople, isAgreed }: { root: string; isForPeople: boolean; isAgreed: boolean },
): Promise<Report> {
  const files = await mendedFiles(found, unsuppressed(report.findings));
  // What is for machines stays alone on standard output.
  const stream = isForPeople ? process.stdout : process.stderr;
  const folder = (await lstat(root)).isFile() ? dirname(root) : root;
  const tools = { folder, write: (text: string) => void stream.write(text), ask: asker(), isAgreed };
  const mended = new Set((await fixFiles(files, tools)).flatMap((file) => file.findings));
  return { ...report, findings: report.findings.filter((finding) => !mended.has(finding)) };
}

/** Shows the repairs, and writes them if that is agreed to. Gives the files that were written. */
export async function fixFiles(files: readonly MendedFile[], tools: FixTools): Promise<MendedFile[]> {
  const { write } = tools;
  if (files.length === 0) {
    write('\nNothing here has a repair that is mechanical.\n');
    return [];
  }
  write(`\n${files.map(({ diff }) => visible(diff, { keepLines: true })).join('')}\n`);
  const repairs = counted(
    files.reduce((sum, { findings }) => sum + findings.length, 0),
    'finding',
  );
  const what = `${repairs} in ${counted(files.length, 'file')}`;
  if (!tools.isAgreed && !(await isAgreed(what, tools))) return [];
  const written: MendedFile[] = [];
  for (const file of files) {
    const failure = await replaceFile(tools.folder, file);
    if (failure === undefined) written.push(file);
    else write(`${visible(file.path)} was left as it is: ${whyNot[failure]}.\n`);
  }
  const mended = written.reduce((sum, { findings }) => sum + findings.length, 0);
  write(`Mended: ${counted(mended, 'finding')} in ${counted(written.length, 'file')}.\n`);
  return written;
}

async function isAgreed(what: string, { ask, write }: FixTools): Promise<boolean> {
  if (ask === undefined) {
    write(`Nothing was written. To mend ${what}, add --yes.\n`);
    return false;
  }
  const answer = await ask(`Mend ${what}? [y/N] `);
  const isYes = /^\s*y(?:es)?\s*$/i.test(answer);
  if (!isYes) write('Nothing was written.\n');
  return isYes;
}

const whyNot: Readonly<Record<Failure, string>> = {
  changed: 'it is no longer as it was read',
  unwritable: 'it cannot be written',
};

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
