import { createHash } from 'node:crypto';
import type { TrapIdentity } from './trap.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  password: string;
  token: string;
  role: 'member' | 'admin';
}

/** A UUID that looks random and is always the same for one name. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(`id of ${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A token or password of 43 characters that looks random and is always the same for one name. */
export function secretOf(name: string): string {
  return createHash('sha256').update(`secret of ${name}`).digest('base64url');
}

function person(name: string, email: string, role: Person['role'] = 'member'): Person {
  return {
    id: idOf(email),
    name,
    email,
    password: secretOf(`${email}/password`),
    token: secretOf(`${email}/token`),
    role,
  };
}

export const alice = person('Alice Marlow', 'alice.marlow@post.example');
export const bob = person('Bob Winterfeld', 'bob.winterfeld@post.example');
export const manager = person('Mara Quint', 'mara.quint@post.example', 'admin');

export const members: readonly Person[] = [alice, bob];

/** A person as an identity of a scan that is given a bearer token and nothing else. */
export function withBearer(name: string, { token }: Person): TrapIdentity {
  return { name, bearer: token };
}

export const aliceAndBob: readonly TrapIdentity[] = [withBearer('alice', alice), withBearer('bob', bob)];
