import { type AccessCell, anonymous, everyone, isViolation, type PolicyEntry, type Report } from '@middlebrick/model';
import { Document, Pair, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { visible } from './visible.ts';

/** Operations that are named in a comment because nothing is known of them. */
const mostLeftOut = 40;

/**
 * What was observed as the text of a policy: sorted, the same for the same observations, with a comment wherever an
 * access is probably a flaw. Names that the API chose can neither end a comment nor begin a key.
 */
export function policyText({ matrix, target }: Report): string {
  const byOperation = Map.groupBy(matrix?.cells ?? [], ({ operation }) => operation);
  const known = [...byOperation].filter(([, cells]) => cells.some(({ observed }) => observed !== 'unknown'));
  const leftOut = [...byOperation.keys()].filter((name) => !known.some(([operation]) => operation === name));
  const document = new Document({});
  document.commentBefore = comment([
    `Who may do what on ${target.url}, as a scan observed it. Review it, correct it, keep it.`,
    'own: an object of the caller itself; foreign: of somebody else; any: whatever the object, or where there is none.',
    'Names are those of identities or roles, anonymous, or everyone. Who is not listed is expected to be denied.',
  ]);
  const map = document.contents as unknown as YAMLMap<Scalar, YAMLMap>;
  for (const [operation, cells] of known.sort(([a], [b]) => inOrder(a, b))) {
    const key = new Scalar(operation);
    key.spaceBefore = map.items.length > 0;
    const open = cells.filter((cell) => cell.observed === 'unknown' && !isUsual(cell)).map(openText);
    if (open.length > 0) key.commentBefore = comment([`not known: ${open.join('; ')}`]);
    map.items.push(new Pair(key, entryOf(cells, document)));
  }
  if (leftOut.length > 0) document.comment = comment(['Nothing is known of these:', ...listed(leftOut.sort(inOrder))]);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function listed(names: readonly string[]): string[] {
  const more = names.length - mostLeftOut;
  return [...names.slice(0, mostLeftOut).map((name) => `  ${name}`), ...(more > 0 ? [`  and ${more} more`] : [])];
}

const keys: Record<AccessCell['whose'], keyof PolicyEntry> = { own: 'own', foreign: 'foreign', none: 'any' };

function entryOf(cells: readonly AccessCell[], document: Document): YAMLMap {
  const entry = document.createNode({}) as YAMLMap;
  for (const whose of ['none', 'own', 'foreign'] as const) {
    const ofKind = cells.filter((cell) => cell.whose === whose);
    if (ofKind.length > 0) entry.items.push(new Pair(new Scalar(keys[whose]), callersOf(ofKind, document)));
  }
  return entry;
}

function callersOf(cells: readonly AccessCell[], document: Document): YAMLSeq {
  const allowed = cells.filter((cell) => cell.observed === 'allowed' || isUsual(cell));
  const isForAll = allowed.length === cells.length && cells.some(({ identity }) => identity === anonymous.name);
  const flaws = allowed.map(({ identity, ...cell }) => ({ identity, remark: remarkOn(cell) }));
  if (isForAll && flaws.every(({ remark }) => remark === undefined)) {
    return flow(document.createNode([everyone]) as YAMLSeq);
  }
  const sorted = flaws.sort((a, b) => inOrder(a.identity, b.identity));
  const list = document.createNode([]) as YAMLSeq;
  for (const { identity, remark } of sorted) {
    const name = new Scalar(identity);
    if (remark !== undefined) name.comment = comment([remark]);
    list.items.push(name);
  }
  return sorted.every(({ remark }) => remark === undefined) ? flow(list) : list;
}

function flow(list: YAMLSeq): YAMLSeq {
  list.flow = true;
  return list;
}

/**
 * What is not known and yet better listed, or the policy would call it a flaw as soon as it is seen: an own object, of
 * which none was there, and an operation that answered, but with nothing in it.
 */
function isUsual({ whose, observed, status }: Omit<AccessCell, 'identity'>): boolean {
  if (observed !== 'unknown' || whose === 'foreign') return false;
  return whose === 'own' || (status !== undefined && status >= 200 && status < 300);
}

/** Every foreign object that somebody gets is worth a remark. */
function remarkOn(cell: Omit<AccessCell, 'identity'>): string | undefined {
  const reason = cell.reason === undefined ? '' : `: ${cell.reason}`;
  if (cell.observed === 'unknown') return `not known${reason}`;
  if (isViolation(cell)) return `probably a flaw${reason}`;
  return cell.whose === 'foreign' ? `probably a flaw, unless it is meant${reason}` : undefined;
}

function openText({ identity, whose, reason }: AccessCell): string {
  const what = whose === 'none' ? '' : ` ${whose}`;
  return `${identity}${what} (${reason ?? 'no reason'})`;
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${visible(line).slice(0, 400)}`).join('\n');
}

/** By path, then by method; names by their characters. `anonymous` stands last. */
function inOrder(a: string, b: string): number {
  const [first, second] = [sortKey(a), sortKey(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function sortKey(name: string): string {
  const [method = '', path] = name.split(' ', 2);
  if (path !== undefined) return `${path}\u0000${method}`;
  return name === anonymous.name ? `\uffff${name}` : name;
}
