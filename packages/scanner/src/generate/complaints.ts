import { type Exchange, headerOf, isSuccess, type Json, jsonOf } from '@middlebrick/model';
import type { Complaint } from './complaint.ts';
import { detailsOf } from './complaint-details.ts';
import { fieldIn } from './complaint-field.ts';
import { meaningOf } from './complaint-kind.ts';
import { cutText, type Note, notesIn } from './complaint-notes.ts';

export type { CharacterClass, Complaint, ComplaintKind } from './complaint.ts';

const longestBody = 20_000;
const mostSentences = 60;
const mostComplaints = 50;

/**
 * What the answer to a write says is wrong with it, for the error bodies of the usual frameworks and for plain English
 * sentences. Nothing for a success, and for no answer.
 *
 * @param sentBody What was sent: tells names of fields from other words.
 */
export function complaintsIn(exchange: Exchange, sentBody?: Json): Complaint[] {
  if (exchange.response === null || isSuccess(exchange)) return [];
  const { body, status } = exchange.response;
  const json = jsonOf(exchange);
  const notes =
    json === undefined ? sentencesOf(body, headerOf(exchange, 'content-type') ?? '') : notesIn(json, sentBody);
  const complaints = notes.flatMap((note) => complaintsOf(note, sentBody).map((complaint) => ({ complaint, note })));
  const telling = complaints.filter(({ complaint }) => complaint.kind !== 'other');
  const named = telling.filter(({ complaint, note }) => complaint.field !== undefined && !note.isHeading);
  const kept = named.length > 0 ? telling.filter(isKept) : telling.length > 0 ? telling : complaints;
  const said = kept.map(({ complaint }) =>
    status < 500 || complaint.kind === 'taken' ? complaint : asOther(complaint),
  );
  const found = distinct(said).slice(0, mostComplaints);
  return found.length > 0 ? found : [{ kind: 'other', text: cutText(body) || `HTTP ${status}` }];
}

/** Headings and general words are left out where something names a field. */
function isKept({ complaint, note }: { complaint: Complaint; note: Note }): boolean {
  return aboutTheWhole.has(complaint.kind) || (complaint.field !== undefined && !note.isHeading);
}

const aboutTheWhole: ReadonlySet<Complaint['kind']> = new Set(['captcha', 'invitation', 'confirmation']);

/** An error of the server teaches nothing about the body, whatever its text is like. */
function asOther({ text }: Complaint): Complaint {
  return { kind: 'other', text };
}

function complaintsOf(note: Note, sent: Json | undefined): Complaint[] {
  const { kind, classes } = meaningOf(note.sentence, note.codes, note.field);
  const text = note.sentence;
  if (aboutTheWhole.has(kind)) return [{ kind, text }];
  const fields = note.field === undefined ? fieldsIn(text, kind, sent) : [fieldOf(note, kind)];
  const details = { ...detailsOf(kind, text), ...note.stated, ...(classes === undefined ? {} : { classes }) };
  const settled = settledKind(kind, details, text);
  if (fields.length === 0) return [{ kind: settled, ...details, text }];
  return fields.map((field) => ({ field, kind: settled, ...details, text }));
}

/** Bounds that stand beside a sentence say more than the sentence. */
function settledKind(kind: Complaint['kind'], { least, most }: Partial<Complaint>, text: string): Complaint['kind'] {
  if (kind === 'too-short' && least === undefined && most !== undefined) return 'too-long';
  if (kind === 'too-small' && least === undefined && most !== undefined) return 'too-large';
  return kind === 'other' && /^(?:validation|unprocessable)/i.test(text) ? 'format' : kind;
}

/** ajv and Rails name the parent beside the sentence, and the field in it. */
function fieldOf({ field, sentence }: Note, kind: Complaint['kind']): string {
  const path = field as string;
  if (kind === 'missing' && /confirmation (?:does not|doesn't|must) match/i.test(sentence)) {
    return /confirm/i.test(path) ? path : `${path}_confirmation`;
  }
  const inner = /required property ["']([\w$-]{1,80})["']/.exec(sentence)?.[1];
  return inner === undefined || path === inner || path.endsWith(`.${inner}`) ? path : `${path}.${inner}`;
}

/** The fields of a sentence: one, or a list of them: `Missing required fields: name, email`. */
function fieldsIn(sentence: string, kind: Complaint['kind'], sent: Json | undefined): string[] {
  const list = kind === 'missing' ? listedIn(sentence) : [];
  if (list.length > 1) return list;
  if (/confirmation (?:does not|doesn't|must) match/i.test(sentence) && kind === 'missing') {
    const name = /(\w{2,40}) confirmation/i.exec(sentence)?.[1];
    if (name !== undefined) return [`${name.toLowerCase()}_confirmation`];
  }
  if (
    /passwords? (?:do|don't|must)|(?:confirm|repeat|re-?enter) (?:your |the )?password/i.test(sentence) &&
    kind === 'missing'
  ) {
    return ['password_confirmation'];
  }
  const field = kind === 'other' ? undefined : fieldIn(sentence, kind, sent);
  return field === undefined ? [] : [field];
}

function listedIn(sentence: string): string[] {
  const after =
    /(?:missing|required|provide|requires|require)[^:]{0,40}?[: ]\s*\[?((?:["'`]?[A-Za-z_]\w{0,40}["'`]?(?:\s*,\s*(?:and )?|\s+(?:and|or)\s+|\s*&\s*))+["'`]?[A-Za-z_]\w{0,40}["'`]?)/i;
  const before =
    /^((?:[A-Za-z_]\w{0,40}(?:\s*,\s*(?:and )?|\s+(?:and|or)\s+|\s*&\s*))+[A-Za-z_]\w{0,40}) (?:are|is|must be|were) (?:both |all )?(?:required|missing|mandatory|provided)/i;
  const list = before.exec(sentence)?.[1] ?? after.exec(sentence)?.[1];
  const names = (list ?? '')
    .split(/\s*,\s*(?:and\s+)?|\s+(?:and|or)\s+|\s*&\s*/)
    .map((name) => name.replace(/["'`]/g, '').trim());
  return names.filter((name) => name !== '').map((name) => (/[_A-Z]/.test(name.slice(1)) ? name : name.toLowerCase()));
}

/** Sentences of a body that is no JSON: text, or a page without its tags. */
function sentencesOf(body: string, mediaType: string): Note[] {
  const cut = body.slice(0, longestBody);
  const isPage = /html|xml/i.test(mediaType) || /^\s{0,100}</.test(cut);
  const text = isPage ? withoutTags(cut) : cut;
  return text
    .split(/\n|(?<=[a-z)\]"'])[.!](?:\s|$)/)
    .map(cutText)
    .filter((sentence) => sentence.length > 2)
    .slice(0, mostSentences)
    .map((sentence) => ({ sentence, codes: '', stated: {}, isHeading: false }));
}

function withoutTags(page: string): string {
  let text = '';
  let rest = page;
  for (const name of ['script', 'style', 'head']) rest = withoutElement(rest, name);
  for (const part of rest.split('<')) {
    const end = part.indexOf('>');
    text += end === -1 ? part : `\n${part.slice(end + 1)}`;
  }
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}

function withoutElement(page: string, name: string): string {
  const lower = page.toLowerCase();
  let kept = '';
  let from = 0;
  while (from < page.length) {
    const start = lower.indexOf(`<${name}`, from);
    if (start === -1) break;
    kept += page.slice(from, start);
    const end = lower.indexOf(`</${name}`, start);
    from = end === -1 ? page.length : end;
  }
  return kept + page.slice(from);
}

function distinct(complaints: readonly Complaint[]): Complaint[] {
  const seen = new Map(
    complaints.map((complaint) => [`${complaint.field ?? ''} ${complaint.kind} ${complaint.text}`, complaint]),
  );
  return [...seen.values()];
}
