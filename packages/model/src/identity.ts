import { z } from 'zod';

export const credentialKinds = [
  'none',
  'bearer',
  'basic',
  'apiKey',
  'cookie',
  'header',
  'login',
  'oauth2',
  'aws',
  'certificate',
] as const;
export const credentialKindSchema = z.enum(credentialKinds);
export type CredentialKind = z.infer<typeof credentialKindSchema>;

/** A caller of the API as reports show it. Its secrets live in the HTTP layer and never here. */
export const identitySchema = z.object({
  name: z.string().describe('How the identity is called on the command line, such as alice.'),
  credential: credentialKindSchema,
  subjects: z.array(z.string()).describe('Values by which the API names this identity: ids, user name, e-mail.'),
  role: z.string().optional(),
  tenant: z.string().optional(),
  isPrivileged: z.boolean().describe('Given or proven to be allowed more than an ordinary user.'),
  derivedFrom: z.string().optional().describe('The identity whose credential was altered to make this one.'),
});
export type Identity = z.infer<typeof identitySchema>;

/** The caller that sends no credential at all. */
export const anonymous: Identity = {
  name: 'anonymous',
  credential: 'none',
  subjects: [],
  isPrivileged: false,
};

export function isAnonymous(identity: Identity): boolean {
  return identity.credential === 'none';
}
