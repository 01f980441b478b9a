import { splitText } from './text.ts';

/*
 * ARNs as templates would write them. Resources of a template refer to each other with these, whatever the format,
 * so that what refers to what is found by comparing texts.
 */

/** Region and account, as they are called in here whatever the format calls them. */
export const region = `\${?Region}`;
export const account = `\${?Account}`;

export function tableArn(name: string): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}

export function streamArn(table: string): string {
  return `${tableArn(table)}/stream/\${?StreamLabel}`;
}

/** @param path The path of the role with a slash at both ends, `/` when it has none. */
export function roleArn(name: string, path = '/'): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

export function policyArn(name: string, path = '/'): string {
  return `arn:aws:iam::${account}:policy${path}${name}`;
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

/** The address by which API Gateway calls a function. */
export function invokeArn(name: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;
}

/** The name of a role, from its name or ARN. */
export function roleNameOf(text: string): string {
  return text.startsWith('arn:') ? (splitText(text, '/').at(-1) ?? text) : text;
}

/** The name of a table, from its name or from the ARN of it, its indexes or its stream. */
export function tableNameOf(text: string): string {
  const [, resource] = text.startsWith('arn:') ? splitText(text, ':table/') : [];
  return resource === undefined ? text : (splitText(resource, '/')[0] ?? text);
}

/** The name of a function, from its name, its ARN, that of an alias, or what API Gateway calls. */
export function functionNameOf(text: string): string | undefined {
  if (!text.includes(':')) return text;
  const [, name] = splitText(text, ':function:');
  return name === undefined ? undefined : splitText(splitText(name, '/')[0] ?? name, ':')[0];
}

/** What a managed policy is called: `AmazonDynamoDBFullAccess` for those of AWS, the whole ARN for others. */
export function managedPolicyName(text: string): string {
  const [, name] = splitText(text, ':iam::aws:policy/');
  return name === undefined ? text : (splitText(name, '/').at(-1) ?? name);
}
