import type { Drafts } from '../drafts.ts';
import type { Warnings } from '../warnings.ts';
import type { Exports } from './exports.ts';
import { readFunction } from './lambda.ts';
import type { Reading } from './reading.ts';
import { createResolver } from './resolve.ts';
import { readHolder, readPolicy, readRole } from './roles.ts';
import { readRoutes } from './routes.ts';
import { unfoldSam } from './sam.ts';
import { readSamRoutes } from './sam-routes.ts';
import { readTable } from './tables.ts';
import type { Resource, Template } from './template.ts';

/**
 * Prepares a template and tells the others what it exports.
 *
 * @returns Reads its resources, once all templates are prepared.
 */
export function prepareTemplate(written: Template, exports: Exports): (drafts: Drafts, warnings: Warnings) => void {
  const template = unfoldSam(written);
  const resolve = createResolver(template, exports.find);
  exports.add(template, resolve);
  return (drafts, warnings) => {
    const reading: Reading = { scope: template.scope, resolve, drafts, warnings };
    readResources(template, reading);
    for (const resource of written.resources.values()) readSamRoutes(resource, template, reading);
  };
}

/** Adds what the resources of a template say, without what only SAM knows. */
export function readResources(template: Template, reading: Reading): void {
  for (const resource of template.resources.values()) readResource(resource, template, reading);
}

type Read = (resource: Resource, reading: Reading) => void;

const readers: Readonly<Record<string, Read>> = {
  'AWS::DynamoDB::Table': readTable,
  'AWS::DynamoDB::GlobalTable': readTable,
  'AWS::Serverless::SimpleTable': readTable,
  'AWS::IAM::Role': readRole,
  'AWS::IAM::User': readHolder,
  'AWS::IAM::Group': readHolder,
  'AWS::IAM::Policy': readPolicy,
  'AWS::IAM::RolePolicy': readPolicy,
  'AWS::IAM::UserPolicy': readPolicy,
  'AWS::IAM::GroupPolicy': readPolicy,
  'AWS::IAM::ManagedPolicy': readPolicy,
  'AWS::Lambda::Function': readFunction,
};

function readResource(resource: Resource, template: Template, reading: Reading): void {
  const read = Object.hasOwn(readers, resource.type) ? readers[resource.type] : undefined;
  if (read === undefined) readRoutes(resource, template, reading);
  else read(resource, reading);
}
