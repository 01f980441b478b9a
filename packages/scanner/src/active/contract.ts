import type {
  Exchange,
  Headers,
  Identity,
  Json,
  JsonObject,
  Leftover,
  NotMade,
  Operation,
  RequestSpec,
  Secret,
} from '@middlebrick/model';
import type { Demands } from '../generate/demands.ts';
import type { Values } from '../survey/survey.ts';

/** A user account that the scan registered and may do with as it likes. Its password lives in the session alone. */
export interface Account {
  /** Name of its identity. */
  identity: string;
  /** Id of the operation that registered it. */
  register: string;
  /** Id of the operation that signs it in; without one, registering signed it in. */
  login?: string;
  /** The field of the registration by which the account is called at login, and its value. */
  username: { field: string; value: string };
  /** The field that held the password. */
  passwordField: string;
  /** What was sent to register it, without the password and its repetitions. */
  fields: JsonObject;
}

/** Something that the scan made: it may be changed and deleted, and is removed at the end. */
export interface MadeObject {
  /** Id of the operation that made it. */
  operation: string;
  /** What it is, folded and singular, as in {@link resourceOf}: `post`. */
  resource: string;
  /** Name of the identity that made it. */
  owner: string;
  /** Identifiers of the request that made it: its parents, and its own key where the client chooses it. */
  values: Values;
  /** What was sent. */
  body?: Json;
  /** Texts unique to this object that stand in it. */
  canaries: readonly string[];
  request: RequestSpec;
  exchange: Exchange;
}

/** A request body made from a schema. */
export interface FilledBody {
  value: JsonObject;
  /** Paths of the free strings that hold a canary, in the notation of `leavesOf`, with the canary. */
  canaries: readonly { path: string; value: string }[];
}

/** How a write is to be filled in. */
export interface WritePlan {
  operation: Operation;
  /** Values of identifiers, in path, query, header or body. Each must name something that the scan made, or nothing. */
  values: Values;
  /** Replaces the body. */
  body?: Json;
  /** Appended to the query string: `owner_id=…`. */
  query?: Values;
  headers?: Headers;
}

/** The answer to a sign-in. */
export interface SignIn {
  exchange: Exchange;
  /** Whether it handed out a token or a cookie. */
  isSignedIn: boolean;
}

/** What was registered besides the first accounts, or why nothing was. */
export interface Registered {
  exchange: Exchange;
  account?: Account;
  /** Signed in as the new account. */
  identity?: Identity;
}

/** What a check with `sends: 'writes'` or `'burst'` may do besides reading. */
export interface ActiveTools {
  /** The accounts that this scan registered; identities that were given have none. */
  accounts: readonly Account[];
  /** Everything that was made so far, oldest first. */
  made(): readonly MadeObject[];
  /**
   * Makes one more object as this identity. It is removed at the end.
   * @returns a sentence why not, when the operation makes nothing for this identity
   */
  make(operation: Operation, as: Identity, values?: Values): Promise<MadeObject | string>;
  /** The operations that {@link ActiveTools.make} can make objects by. */
  makers(): readonly Operation[];
  /** What fills the identifiers of an operation so that it means this object; `undefined` when none of it does. */
  valuesFor(operation: Operation, object: MadeObject): Values | undefined;
  /**
   * A legal body for an operation, a new canary in every free string. Fields named in `values` get those values;
   * `base` is a body that was accepted before, to be varied.
   */
  fill(
    operation: Operation,
    as: Identity,
    options?: { values?: Values; base?: JsonObject; demands?: Demands },
  ): FilledBody | undefined;
  /** The concrete request of a write; `undefined` when it cannot be filled in. */
  request(plan: WritePlan): RequestSpec | undefined;
  /**
   * Sends a write. What it creates is removed at the end.
   * @throws UnsafeWrite when an identifier names what the scan did not make, or an operation without identifiers would
   *   change something other than an account of its own
   */
  write(plan: WritePlan, as: Identity, purpose: string): Promise<Exchange>;
  /**
   * Signs in as an account, with its own or another name or password; the session of its identity stays as it is.
   * A password with which it succeeds is the account's from then on. Passwords are kept from every record.
   */
  signIn(
    account: Account,
    change?: {
      username?: string;
      password?: string;
      /** The first answer counts: a 429 is not waited for. */
      once?: boolean;
    },
  ): Promise<SignIn>;
  /** Ends the session of an identity of the scan's own, also by a GET that says that it does. */
  signOut(operation: Operation, as: Identity): Promise<Exchange | undefined>;
  /** Signs in once more and gives the new session an identity of its own, such as `alice+again`. */
  anotherSession(account: Account, name: string): Promise<Identity | undefined>;
  /** Registers one more account, with some fields changed; it is removed at the end. */
  register(change?: { username?: string; password?: string; fields?: JsonObject }): Promise<Registered | undefined>;
  /** Waits, in milliseconds, for a store that shows a write only after a while; ends early when the scan does. */
  pause(milliseconds: number): Promise<void>;
  /** The pauses between the readings that look for what was written, in milliseconds. */
  readonly pauses: readonly number[];
  /** A strong password that was never used, kept from every record. */
  password(): string;
  /** A value of the same shape as the given one that names nothing, and which writes may name. */
  lookalike(value: string): string;
  /** A text that was never used in this scan: letters and digits, beginning with a letter. */
  unique(): string;
}

/** What has to be known of a user to register one like it. */
export interface OwnUserFacts {
  identity: string;
  /** What it signs in by with HTTP Basic. */
  username: string;
  /** What kind of password the API took. */
  password: { length: number; isPlain: boolean };
}

/** The users of the scan's own: `ActiveTools` offers what concerns accounts from here. */
export interface Users extends Pick<ActiveTools, 'signIn' | 'anotherSession' | 'register'> {
  accounts(): readonly Account[];
  registration: {
    /** How it was done (`POST /register, then POST /login; token in access_token`), or why it could not be. */
    how: string;
    /** What to give instead, when it failed. */
    remedy?: string;
  };
  /** What a replay has to know of them to register such users once more. */
  facts(): readonly OwnUserFacts[];
  /** Their passwords. */
  secrets(): readonly Secret[];
  /** Names every account as left over, on purpose. */
  keep(): Promise<readonly Leftover[]>;
  /**
   * Deletes every account that was registered, as itself; asks with a fresh session where the old one has ended.
   * @param onGone told the identity of each account right after it was deleted
   */
  cleanUp(onGone?: (identity: string) => Promise<void>): Promise<CleanUp>;
}

/** Where objects are made, changed and taken away. */
export interface Workshop {
  tools: ActiveTools;
  /** Makes objects by every operation that makes any, as every living identity, parents before children. */
  makeFirst(): Promise<readonly MadeObject[]>;
  /** The operations by which nobody could make anything, and why. */
  notMade(): readonly NotMade[];
  /** The values that name what was made. */
  names(): readonly string[];
  /** Names what is still there as left over, on purpose. */
  keep(): Promise<readonly Leftover[]>;
  /** Removes them, children before parents, and sees that they are gone. */
  cleanUp(): Promise<CleanUp>;
  /**
   * Looks again at what was left, once accounts are deleted: what was theirs may have gone with them. Gives the whole
   * result anew.
   * @param gone names of the identities whose accounts are gone
   */
  recheck(gone: ReadonlySet<string>): Promise<CleanUp>;
}

/** Why something is left over that the user wanted to keep. */
export const keptAsAsked = 'kept, as asked';

/** Takes away at the end what the scan made. */
export interface CleanUp {
  removed: number;
  leftovers: readonly Leftover[];
}

/** A write that could touch what the scan did not make: a bug of the check that asked for it, never sent. */
export class UnsafeWrite extends Error {
  override readonly name = 'UnsafeWrite';
}
