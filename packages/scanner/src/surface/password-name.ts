import type { Operation, Surface } from '@middlebrick/model';
import { bodyParameters } from './request-body.ts';

/** Whether a field is called like a password, or its repetition. */
export function isPasswordName(name: string): boolean {
  return /pass(?:word|wd|phrase|code)?(?:_?\d|[_-]?(?:confirm\w*|again|repeat))?$|^pwd$|^pass/i.test(name);
}

/** Whether the body of an operation holds a password: it registers, signs in or changes one. */
export function takesPassword(operation: Operation, surface: Surface): boolean {
  return bodyParameters(operation, surface).some(({ name }) => isPasswordName(name));
}
