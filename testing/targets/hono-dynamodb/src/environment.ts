import type { Context } from 'hono';

/** Who is calling, as the authentication of the app has it. */
export interface Caller {
  readonly userId: string;
  readonly role: string;
}

/** The type of the apps' contexts; what is in it is set by the authentication. */
export interface Environment {
  Variables: {
    caller: Caller;
    /** `jti` of the caller's token (RFC 7519, section 4.1.7), in the hardened twin. */
    tokenId: string;
  };
}

/** A context whose path parameters are known: `At<'/api/users/:user_id'>`. */
export type At<Path extends string = string> = Context<Environment, Path>;
