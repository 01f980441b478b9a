import { type CookieStore, type Credential, createCookieStore, type SignedHeader } from '@middlebrick/http';
import { type Exchange, type Headers, type Operation, Secret, variableName } from '@middlebrick/model';
import { complaintsIn } from '../../generate/complaints.ts';
import { askForToken, type HandedOut } from '../../identities/handed-out.ts';
import type { LoginRecipe } from '../../identities/identity-config.ts';
import { type Barrier, barrierIn, saidIn } from './account-barriers.ts';
import { isWorthHiding } from './account-values.ts';
import { asRefusal, type Registry } from './register-account.ts';
import { type NameKind, type Names, recipeOf, type SignInForm, signInForms, withAskedField } from './sign-in-form.ts';

/** A login that worked. */
export interface SignInSuccess {
  form: SignInForm;
  handed: HandedOut;
}

export interface SignInRefusal {
  operation: Operation;
  exchange: Exchange;
  /** What was said, in quotes. */
  said: string;
  barrier?: Barrier;
}

/** Who signs in, and with what. */
export interface Signer {
  identity: string;
  names: Names;
  /** In clear. */
  password: string;
  /** The first answer counts: a 429 is not waited for. */
  isOnce?: boolean;
}

const mostTries = 5;

/** Signs in by the first of these operations that takes the account; the most telling refusal when none does. */
export async function trySignIn(
  registry: Registry,
  operations: readonly Operation[],
  signer: Signer,
): Promise<SignInSuccess | SignInRefusal | undefined> {
  let refusal: SignInRefusal | undefined;
  for (const operation of operations) {
    const result = await tryOperation(registry, operation, signer);
    if (result === undefined || 'handed' in result) return result ?? refusal;
    if (result.barrier !== undefined) return result;
    refusal ??= result;
  }
  return refusal;
}

async function tryOperation(
  registry: Registry,
  operation: Operation,
  signer: Signer,
): Promise<SignInSuccess | SignInRefusal | undefined> {
  const { surface, unique } = registry;
  const has = new Set(Object.keys(signer.names) as NameKind[]);
  const forms = signInForms(operation, has, surface, unique);
  let refusal: SignInRefusal | undefined;
  for (let tries = 0; tries < mostTries; tries++) {
    const form = forms.shift();
    if (form === undefined) break;
    const { handed } = await ask(registry, form, signer);
    if (handed.isSignedIn) return { form, handed };
    const { exchange } = handed;
    const complaints = complaintsIn(asRefusal(exchange));
    const barrier = barrierIn(complaints, 'login');
    refusal ??= { operation, exchange, said: saidIn(exchange, complaints) };
    if (barrier !== undefined) return { operation, exchange, said: saidIn(exchange, complaints), barrier };
    const status = exchange.response?.status;
    if (status === undefined || [404, 405, 429, 501, 503].includes(status)) break;
    forms.unshift(...askedFor(form, complaints, has), ...otherKinds(form, status, forms));
  }
  return refusal;
}

/** One login request of an account, apart from every session. */
export async function ask(
  { client, surface }: Registry,
  form: SignInForm,
  signer: Signer,
): Promise<{ handed: HandedOut; cookies: CookieStore }> {
  if (isWorthHiding(signer.password)) {
    client.redactor.add(new Secret(signer.password, variableName(signer.identity, 'PASSWORD')));
  }
  const { identity, names, password, isOnce = false } = signer;
  const { method, path, json, form: fields, basic } = recipeOf(form, names, password, surface);
  const cookies = createCookieStore(identity);
  const credential: Credential = { identity, headers: basicHeader(identity, basic), cookies };
  const isForm = fields !== undefined;
  const body = isForm ? new URLSearchParams(fields).toString() : JSON.stringify(json);
  const headers: Headers = [['Content-Type', isForm ? 'application/x-www-form-urlencoded' : 'application/json']];
  const request = { method, path, ...(body === undefined ? {} : { headers, body }) };
  return { handed: await askForToken(client, request, credential, { purpose: 'login', isOnce }), cookies };
}

function basicHeader(identity: string, basic: LoginRecipe['basic']): SignedHeader[] {
  if (basic === undefined) return [];
  const pair = Buffer.from(`${basic.username}:${basic.password}`).toString('base64');
  return [{ name: 'Authorization', prefix: 'Basic ', secret: new Secret(pair, variableName(identity, 'BASIC')) }];
}

function askedFor(
  form: SignInForm,
  complaints: ReturnType<typeof complaintsIn>,
  has: ReadonlySet<NameKind>,
): SignInForm[] {
  return complaints.flatMap(({ kind, field }) => {
    const changed = kind === 'missing' && field !== undefined ? withAskedField(form, field, has) : undefined;
    return changed === undefined ? [] : [changed];
  });
}

/** RFC 9110, section 15.5.16: the same fields in another media type. */
function otherKinds(form: SignInForm, status: number, waiting: readonly SignInForm[]): SignInForm[] {
  if (status !== 415 || form.kind !== 'json' || waiting.some(({ kind }) => kind === 'form')) return [];
  return [{ ...form, kind: 'form' }];
}
