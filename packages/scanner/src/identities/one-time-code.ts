import { setTimeout as delay } from 'node:timers/promises';
import { TOTP } from 'otpauth';
import type { TotpConfig } from './credential-schemas.ts';

/** Codes of one identity. */
export interface CodeSource {
  /**
   * The code of now. One that was given before is not given again, since a server takes each only once (RFC 6238
   * section 5.2): then it waits for the next, up to a whole period.
   *
   * @param isOver ends the waiting
   */
  next(isOver: () => boolean): Promise<string>;
}

/** The secret without the groups in which it is shown to people. */
export function bareSecret({ secret }: TotpConfig): string {
  return secret.replace(/[\s=-]/g, '');
}

/** Milliseconds after which a waiting source looks whether the scan has ended. */
const lookEveryMs = 200;

export function createCodeSource(config: TotpConfig): CodeSource {
  const { digits, period, algorithm } = config;
  const totp = new TOTP({ secret: bareSecret(config), digits, period, algorithm });
  let last: number | undefined;
  return {
    next: async (isOver) => {
      while (totp.counter() === last && !isOver()) await delay(Math.min(lookEveryMs, totp.remaining() + 1));
      const timestamp = Date.now();
      last = totp.counter({ timestamp });
      return totp.generate({ timestamp });
    },
  };
}
