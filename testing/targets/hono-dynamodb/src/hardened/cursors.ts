import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LONGEST_CURSOR = 512;

// region: raw-cursor
export interface Cursors {
  /** Hides a position in a list; only the same owner gets it back. */
  readonly seal: (owner: string, position: string) => string;
  /** The position, or null when the cursor was changed or is somebody else's. */
  readonly open: (owner: string, cursor: string) => string | null;
}

/** Cursors under a key of this process: the client can neither read nor make one (NIST SP 800-38D). */
export function createCursors(key = randomBytes(32)): Cursors {
  return {
    seal: (owner, position) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(position, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (owner, cursor) => {
      if (cursor.length > LONGEST_CURSOR) return null;
      const bytes = Buffer.from(cursor, 'base64url');
      // The decoder skips what is not base64url; one position has one spelling only.
      if (bytes.toString('base64url') !== cursor || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      return decrypt(key, owner, bytes);
    },
  };
}

function decrypt(key: Buffer, owner: string, bytes: Buffer): string | null {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    // The tag does not fit: not made here, or made for another owner.
    return null;
  }
}
// endregion
