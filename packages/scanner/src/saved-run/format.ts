import {
  accessCellSchema,
  activitySchema,
  contextSchema,
  policySchema,
  reportedIdentitySchema,
  severitySchema,
} from '@middlebrick/model';
import { z } from 'zod';

/** Names the format of a saved run; its number changes when a reader would break. */
export const runSchema = 'https://middlebrick.dev/schema/run-1.json';
/** Any version of the format. */
export const runSchemaPattern = /^https:\/\/middlebrick\.dev\/schema\/run-\d+\.json$/;

const startSchema = z.object({
  id: z.string(),
  seed: z.int(),
  mode: z.enum(['read-only', 'active']),
  context: contextSchema.optional(),
  startedAt: z.iso.datetime(),
  target: z.url(),
  scope: z.array(z.string()),
  checks: z.array(z.string()),
});

/** The first line. */
export const headerSchema = z.object({
  schema: z.literal(runSchema),
  tool: z.object({ name: z.literal('middlebrick'), version: z.string() }),
  run: startSchema,
});
export type Header = z.infer<typeof headerSchema>;

const operationSchema = z.looseObject({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), examples: z.array(z.unknown()) })),
  responses: z.array(z.looseObject({})),
  tags: z.array(z.string()),
  deprecated: z.boolean(),
  source: z.string(),
});

/** The line of what can be called. In `callable`, an operation that is called as it is stands as its id. */
export const surfaceSchema = z.object({
  source: z.string(),
  warnings: z.array(z.string()),
  operations: z.array(operationSchema),
  callable: z.array(z.union([z.string(), operationSchema])),
});

/** What a finding was when the scan reported it. */
export const storedFindingSchema = z.object({
  fingerprint: z.string(),
  check: z.string(),
  operation: z.string().nullable(),
  severity: severitySchema,
  confidence: z.string(),
  message: z.string(),
});
export type StoredFinding = z.infer<typeof storedFindingSchema>;

/** The last line: only a whole file has one. */
export const endSchema = z.object({
  survey: z.object({
    objects: z.int(),
    owned: z.int(),
    requests: z.int(),
    statuses: z.array(z.tuple([z.string(), z.record(z.string(), z.int())])),
    stack: z.array(z.string()),
  }),
  skipped: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.int()]))])),
  lost: z.array(z.string()),
  identities: z.array(reportedIdentitySchema),
  activity: activitySchema.optional(),
  /** Files of before the matrix have none. */
  cells: z.array(accessCellSchema).default([]),
  policy: policySchema.nullable().default(null),
  stopReason: z.string().optional(),
  requests: z.int(),
  finishedAt: z.iso.datetime(),
  replay: z.object({
    /** By the name of a derived identity: how its credential is made again. */
    recipes: z.array(z.tuple([z.string(), z.string()])),
    /** Variables that stand for secrets. */
    variables: z.array(z.string()),
    /** By the name of an identity: its client certificate, as names of files, and the variable of the passphrase. */
    certificates: z.array(
      z.tuple([z.string(), z.object({ cert: z.string(), key: z.string(), passphrase: z.string().optional() })]),
    ),
    /** File of an authority that was trusted besides the usual ones. */
    ca: z.string().optional(),
    /** What an active scan did to have users and objects of its own; exchanges stand in it by reference. */
    own: z.unknown().optional(),
  }),
  findings: z.array(storedFindingSchema),
  /** How many lines of each kind the file has. */
  exchanges: z.int(),
  tasks: z.int(),
});
export type End = z.infer<typeof endSchema>;

/** A line of a task, after its number in the order of the report. */
export const taskSchema = z.object({
  task: z.int(),
  check: z.string(),
  operation: z.string().nullable(),
  evidence: z.unknown().optional(),
  broken: z.string().optional(),
  isOver: z.literal(true).optional(),
});
