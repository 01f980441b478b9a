import { createEntropy, type Entropy } from './entropy.ts';
import { ownerTopic } from './owner-topic.ts';
import { hashPassword } from './password-hash.ts';

/** The same API twice: with every flaw, and with every flaw mended. */
export type Variant = 'vulnerable' | 'hardened';

export const VARIANTS = ['vulnerable', 'hardened'] as const satisfies readonly Variant[];
export const TOPICS = ['travel', 'work', 'health'] as const;

/** An item of the table `Users`. */
export interface UserItem {
  readonly user_id: string;
  readonly username: string;
  readonly tenant_id: string;
  readonly role: 'user' | 'admin';
  readonly display_name: string;
  readonly email: string;
  readonly phone: string;
  readonly bio: string;
  readonly theme: string;
  readonly enabled: boolean;
  readonly ssn: string;
  readonly internal_notes: string;
  readonly password_hash: string;
  readonly created_at: string;
}

/** An item of the table `Posts`. */
export interface PostItem {
  readonly user_id: string;
  readonly post_id: string;
  readonly title: string;
  readonly body: string;
  readonly topic: string;
  readonly visibility: 'private';
  readonly moderation_notes: string;
  readonly tenant_id: string;
  readonly created_at: string;
  readonly owner_topic: string;
}

/** A user as stored, and the password that no table holds. */
export interface SeededUser {
  readonly name: string;
  readonly password: string;
  readonly item: UserItem;
}

export interface SeedData {
  readonly users: readonly SeededUser[];
  readonly posts: readonly PostItem[];
}

export interface SeedOptions {
  readonly variant: Variant;
  /** A whole number from 0 up; every id and value follows from it. */
  readonly seed: number;
}

const PEOPLE = [
  { name: 'alice', tenant: 'acme', role: 'user', posts: 3 },
  { name: 'bob', tenant: 'acme', role: 'user', posts: 4 },
  { name: 'carol', tenant: 'globex', role: 'user', posts: 3 },
  { name: 'dave', tenant: 'globex', role: 'user', posts: 5 },
  { name: 'admin', tenant: 'acme', role: 'admin', posts: 3 },
] as const;

type Person = (typeof PEOPLE)[number];

const SURNAMES = ['Archer', 'Brandt', 'Castellan', 'Dunmore', 'Ekström', 'Fontaine', 'Graves', 'Hollis'] as const;
const THEMES = ['dark', 'light', 'solarized', 'contrast'] as const;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

// Blocks of 40 users and 100 posts a seed keep the sequences of two seeds apart.
const userNumber = (seed: number, position: number) => 1001 + 40 * seed + position;
const postNumber = (seed: number, position: number) => 5007 + 100 * seed + position;

/**
 * Five users of two tenants with their posts; a pure function of its options.
 * The vulnerable twin has consecutive numbers as ids, the hardened one UUIDs.
 *
 * @throws {RangeError} when the seed is not a whole number from 0 to 2^31 - 1.
 */
export function createSeedData({ variant, seed }: SeedOptions): SeedData {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0x7fffffff) {
    throw new RangeError(`The seed must be a whole number from 0 to ${0x7fffffff}, not ${seed}.`);
  }
  const entropy = createEntropy(seed);
  const sequential = variant === 'vulnerable';
  const users = PEOPLE.map((person, position) =>
    createUser(person, sequential ? String(userNumber(seed, position)) : entropy.uuid(`${person.name}/id`), entropy),
  );

  const places = users.flatMap((user, position) =>
    Array.from({ length: PEOPLE[position]?.posts ?? 0 }, (_, index) => ({ user, index })),
  );
  const posts = places.map(({ user, index }, position) =>
    createPost({
      owner: user.item,
      postId: sequential ? String(postNumber(seed, position)) : entropy.uuid(`${user.name}/post/${index}`),
      index,
      entropy,
    }),
  );
  return { users, posts };
}

function createUser({ name, tenant, role }: Person, userId: string, entropy: Entropy): SeededUser {
  const label = (field: string) => `${name}/${field}`;
  const surname = entropy.pick(label('surname'), SURNAMES);
  const mailbox = `${name}.${entropy.word(label('mailbox'))}`;
  const password = entropy.bytes(label('password')).toString('base64url').slice(0, 20);
  const salt = entropy.bytes(label('salt')).toString('hex').slice(0, 16);

  const item: UserItem = {
    user_id: userId,
    username: name,
    tenant_id: tenant,
    role,
    display_name: `${name.charAt(0).toUpperCase()}${name.slice(1)} ${surname}`,
    email: `${mailbox}@${tenant}.example`,
    phone: `+1-${entropy.integer(label('area'), 201, 989)}-555-${digits(entropy.integer(label('line'), 0, 9999), 4)}`,
    bio: `Collects stamps from ${capitalise(entropy.word(label('bio')))} and plays the cello on Sundays.`,
    theme: entropy.pick(label('theme'), THEMES),
    enabled: true,
    ssn: socialSecurityNumber(label('ssn'), entropy),
    internal_notes: `Disputed invoice ${entropy.word(label('invoice'))}; ask ${capitalise(entropy.word(label('officer')))} before any refund.`,
    password_hash: hashPassword(password, salt),
    created_at: dayAfterStart(entropy.integer(label('joined'), 0, 30), 0),
  };
  return { name, password, item };
}

interface PostPlace {
  readonly owner: UserItem;
  readonly postId: string;
  readonly index: number;
  readonly entropy: Entropy;
}

function createPost({ owner, postId, index, entropy }: PostPlace): PostItem {
  const label = (field: string) => `${owner.username}/post/${index}/${field}`;
  const topic = TOPICS[index % TOPICS.length] ?? TOPICS[0];
  const subject = entropy.word(label('subject'));

  return {
    user_id: owner.user_id,
    post_id: postId,
    title: `Notes on ${topic}: ${subject}`,
    body: `Nobody else knows that ${capitalise(entropy.word(label('secret')))} settled the matter of ${subject}.`,
    topic,
    visibility: 'private',
    moderation_notes: `Reviewed by ${entropy.word(label('reviewer'))}, case ${entropy.word(label('case'))}.`,
    tenant_id: owner.tenant_id,
    created_at: dayAfterStart(31 + index, entropy.integer(label('time'), 0, DAY_MS - 1)),
    owner_topic: ownerTopic(owner.user_id, topic),
  };
}

/** Never 000, 666 or 9xx as area, 00 as group or 0000 as serial: those are not given out. */
function socialSecurityNumber(label: string, entropy: Entropy): string {
  const area = entropy.integer(`${label}/area`, 1, 665);
  const group = entropy.integer(`${label}/group`, 1, 99);
  const serial = entropy.integer(`${label}/serial`, 1, 9999);
  return `${digits(area, 3)}-${digits(group, 2)}-${digits(serial, 4)}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function dayAfterStart(days: number, milliseconds: number): string {
  return new Date(FIRST_DAY + days * DAY_MS + milliseconds).toISOString();
}
