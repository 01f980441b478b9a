import { z } from 'zod';

export const text = z.string().min(1);
/** RFC 9110, section 5.6.2: a token. */
export const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~\w-]+$/, 'the name of a header has no spaces, colons or quotes');
/** What can stand in a header at all; line ends would end it. */
export const headerValue = text
  .regex(/^[^\p{Cc}]+$/u, 'a credential has no line ends or other control characters')
  .refine(
    (value) => !/^\$\{?[A-Z_][A-Z0-9_]*\}?$/.test(value),
    'its credential is the name of a variable and not its value (single quotes in the shell, or no braces in the file)',
  );

/** Access to AWS, for API Gateway with IAM authorisation and for function URLs of Lambda. */
export const awsSchema = z
  .strictObject({
    accessKeyId: headerValue.regex(/^\w+$/, 'an access key id has letters and digits only'),
    secretAccessKey: headerValue,
    sessionToken: headerValue.optional().describe('Of temporary credentials.'),
    region: z.string().regex(/^[a-z0-9-]+$/, 'a region is written as eu-west-1'),
    service: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'a service is written as execute-api')
      .default('execute-api')
      .describe('execute-api for API Gateway, lambda for function URLs.'),
  })
  .describe('Signs every request: AWS Signature Version 4.');
export type AwsConfig = z.infer<typeof awsSchema>;

/** A client certificate, as names of PEM files. */
export const certificateSchema = z
  .strictObject({
    cert: text.describe('PEM file of the certificate, with those between it and its authority.'),
    key: text.describe('PEM file of its private key.'),
    passphrase: text.optional().describe('Of an encrypted key.'),
  })
  .describe('Client certificate (mutual TLS).');
export type CertificateConfig = z.infer<typeof certificateSchema>;

const totpBlock = z.strictObject({
  secret: text
    .regex(/^[A-Za-z2-7\s-]+=*$/, 'the secret of a TOTP is written in base32: letters and the digits 2 to 7')
    .describe('In base32, as shown beside the QR code.'),
  digits: z.int().min(6).max(8).default(6),
  period: z.int().min(1).max(300).default(30).describe('Seconds.'),
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']).default('SHA1'),
});

/** One-time codes by the clock (RFC 6238), for `{totp}` in the steps of a login. */
export const totpSchema = z
  .preprocess((value) => (typeof value === 'string' ? { secret: value } : value), totpBlock)
  .describe('One-time codes by the clock (RFC 6238): a secret in base32, or a block.');
export type TotpConfig = z.infer<typeof totpBlock>;

/** OAuth 2.0: how an identity gets its access token (RFC 6749 sections 4.3, 4.4 and 6). */
export const oauth2Schema = z
  .strictObject({
    tokenUrl: text
      .regex(/^(?:\/|https?:\/\/)/, 'a token endpoint is a path below the target or a URL')
      .describe('Token endpoint: a path below the target, or a URL whose host is in scope.'),
    grant: z.enum(['client_credentials', 'password', 'refresh_token']).default('client_credentials'),
    clientId: text,
    clientSecret: text.optional(),
    authentication: z
      .enum(['basic', 'body'])
      .default('basic')
      .describe('How the client shows who it is: in the Authorization header or in the form.'),
    username: text.optional(),
    password: text.optional(),
    refreshToken: text.optional(),
    scope: text.optional().describe('With spaces in between.'),
    audience: text.optional(),
  })
  .superRefine(({ grant, ...given }, context) => {
    const needed = {
      password: ['username', 'password'],
      refresh_token: ['refreshToken'],
      client_credentials: [],
    } as const;
    for (const key of needed[grant]) {
      if (given[key] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [key], message: `is missing, and the grant ${grant} needs it` });
    }
  })
  .describe('OAuth 2.0 grant.');
export type Oauth2Config = z.infer<typeof oauth2Schema>;

/** Where a step of a login finds a value in its answer. Exactly one place. */
const captureSchema = z
  .strictObject({
    json: text.optional().describe('Path in the JSON body: data.csrf.token; numbers count items of lists.'),
    header: headerName.optional().describe('Name of a header.'),
    cookie: text.optional().describe('Name of a cookie.'),
    input: text.optional().describe('Name of an input of an HTML form; hidden ones, too.'),
    meta: text.optional().describe('Name of an HTML meta element.'),
    secret: z.boolean().default(true).describe('false for what is no secret, such as an id: it then stays readable.'),
  })
  .refine(
    (source) => capturePlaces.filter((place) => source[place] !== undefined).length === 1,
    'must say one place: json, header, cookie, input or meta',
  );
export type CaptureSource = z.infer<typeof captureSchema>;
export const capturePlaces = ['json', 'header', 'cookie', 'input', 'meta'] as const;

/** What the steps of a login can do beside sending a body. */
export const stepFields = {
  headers: z.record(headerName, headerValue).optional().describe('Headers of this request.'),
  status: z.int().min(200).max(599).optional().describe('What the answer must be; else anything below 400 will do.'),
  capture: z
    .record(
      z
        .string()
        .regex(
          /^[A-Za-z]\w{0,39}$/,
          'the name of a captured value starts with a letter and has letters, digits and "_"',
        )
        .refine((name) => name !== 'totp', 'totp is the name of the one-time code'),
      captureSchema,
    )
    .optional()
    .describe('Values of the answer, by the names under which later steps write them: {name}.'),
  unsafeHeaders: z
    .record(headerName, headerValue)
    .optional()
    .describe('Headers of all later requests that are not safe, such as X-CSRF-Token: "{csrf}".'),
};
