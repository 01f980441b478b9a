import { readFileSync } from 'node:fs';
import { type Policy, policySchema, ScanError } from '@middlebrick/model';
import { complaintOf } from './config-complaint.ts';
import { parseConfigText } from './config-text.ts';

/**
 * Reads a policy from a file of its own.
 * @throws ScanError FILE_UNREADABLE or BAD_CONFIG, with the line
 */
export function readPolicy(file: string): Policy {
  const text = parseConfigText(file, textOf(file));
  const parsed = policySchema.safeParse(text.value);
  if (parsed.success) return parsed.data;
  throw complaintOf(parsed.error, text.value, text);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const help = 'Check the path, or write one with `middlebrick policy learn <URL>`.';
    throw new ScanError('FILE_UNREADABLE', `The policy ${file} cannot be read.`, { cause, help });
  }
}
