import type { AccessKind } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { type External, externalOf, shaped, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, ModelTools } from '../contract.ts';
import { isGiven, noteAccess } from './access-draft.ts';
import { answerCallback } from './callback.ts';
import { inDict } from './dynamo-call.ts';
import { entryOf } from './entry-of.ts';

/*
 * Objects in S3, as far as it matters whose they are: by commands and methods of the AWS SDK for JavaScript in versions
 * 2 and 3, and by URLs that are signed for the caller.
 */

const kinds: Readonly<Record<string, AccessKind>> = {
  GetObject: 'get',
  HeadObject: 'get',
  GetObjectAttributes: 'get',
  GetObjectTagging: 'get',
  SelectObjectContent: 'get',
  PutObject: 'put',
  PutObjectTagging: 'put',
  PutObjectAcl: 'put',
  CreateMultipartUpload: 'put',
  CopyObject: 'put',
  Upload: 'put',
  DeleteObject: 'delete',
  DeleteObjects: 'delete',
  ListObjects: 'query',
  ListObjectsV2: 'query',
  ListObjectVersions: 'query',
};

/** Notes what an operation reaches, and gives its answer. */
function request(
  operation: string,
  call: string,
  params: Value | undefined,
  tools: Pick<ModelTools, 'access'>,
): Value | undefined {
  const kind = entryOf(kinds, operation);
  if (kind === undefined) return undefined;
  const param = inDict(params);
  const common = { store: 'S3', call, table: param('Bucket') ?? null };
  if (kind === 'query') {
    const prefix = param('Prefix');
    const key = isGiven(prefix) ? [{ attribute: 'Prefix', operator: '=', value: prefix }] : [];
    return noteAccess(tools, { ...common, kind, key });
  }
  const source = param('CopySource');
  if (isGiven(source)) noteAccess(tools, { ...common, kind: 'get', key: keyOf(source, 'CopySource') });
  const answers = keysIn(operation, param).map((value) =>
    // A name that the server makes up is nobody's yet.
    noteAccess(tools, { ...common, kind, key: kind === 'put' && isMadeUp(value) ? [] : keyOf(value, 'Key') }),
  );
  return answers[0] ?? noteAccess(tools, { ...common, kind, keyValue: params ?? null });
}

function keyOf(value: Value, attribute: string): { attribute: string; operator: string; value: Value }[] {
  return [{ attribute, operator: '=', value }];
}

/** One key, or those of `{ Delete: { Objects: [{ Key }] } }`. */
function keysIn(operation: string, param: ReturnType<typeof inDict>): Value[] {
  const own = param('Key');
  if (operation !== 'DeleteObjects') return isGiven(own) ? [own] : [];
  const objects = inDict(param('Delete'))('Objects');
  const each = objects?.shape.kind === 'list' ? objects.shape.items : objects === undefined ? [] : [objects];
  return each.map((object) => inDict(object)('Key') ?? object);
}

/** Whether a part of a key is an id or a time of the server: nobody else can name an object that is there already. */
function isMadeUp({ shape }: Value): boolean {
  if (shape.kind !== 'text') return false;
  return shape.parts.some((part) => {
    if (part.sources.length > 0) return false;
    return part.shape.kind === 'unknown' || (part.shape.kind === 'external' && part.shape.external.path.endsWith('()'));
  });
}

/** `GetObject` of `new GetObjectCommand({ … })`. */
function commandOf(value: Value | undefined): { operation: string; params: Value | undefined } | undefined {
  const command = value === undefined ? undefined : externalOf(value);
  const [, operation] = /@aws-sdk\/client-s3\.(\w+)Command\(\)$/.exec(command?.path ?? '') ?? [];
  return operation === undefined ? undefined : { operation, params: command?.arguments?.positional[0] };
}

const send: CallModel = ({ arguments: { positional }, site }, tools) => {
  const command = commandOf(positional[0]);
  if (command === undefined) return undefined;
  const answer = request(command.operation, `${command.operation}Command`, command.params, tools);
  answerCallback(positional.slice(1), answer, site, tools);
  return answer;
};

const clients =
  /(?:@aws-sdk\/client-s3\.S3(?:\(\))?|aws-sdk(?:\/clients\/s3)?\.S3(?:\(\))?|aws-sdk\/clients\/s3(?:\(\))?)$/;

function isClient(base: External | undefined): boolean {
  return base !== undefined && clients.test(base.path);
}

/** `s3.getObject({ … })`, with `.promise()` behind it or a callback. */
function method(name: string): CallModel {
  const operation = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return ({ callee, arguments: { positional }, site }, tools) => {
    if (!isClient(callee.base)) return undefined;
    const answer = request(operation, `S3.${name}`, positional[0], tools);
    answerCallback(positional.slice(1), answer, site, tools);
    return answer;
  };
}

/** `getSignedUrl(client, new GetObjectCommand({ … }))`. */
const signedUrl: CallModel = ({ arguments: { positional } }, tools) => {
  const command = commandOf(positional[1]);
  if (command === undefined) return undefined;
  const answer = request(command.operation, `getSignedUrl ${command.operation}`, command.params, tools);
  return answer === undefined ? undefined : partOf(answer, 'url');
};

/** `s3.getSignedUrl('getObject', { … })` of version 2. */
const signedUrlMethod: CallModel = ({ callee, arguments: { positional }, site }, tools) => {
  const [operation, params, ...others] = positional;
  const name = operation === undefined ? undefined : textOf(operation);
  if (!isClient(callee.base) || name === undefined) return undefined;
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const answer = request(capital, `getSignedUrl ${capital}`, params, tools);
  answerCallback(others, answer, site, tools);
  return answer === undefined ? undefined : partOf(answer, 'url');
};

/** `createPresignedPost(client, { … })`, and the method of version 2. */
const presignedPost: CallModel = ({ callee, arguments: { positional } }, tools) => {
  const params = isClient(callee.base) ? positional[0] : positional[1];
  const answer = request('PutObject', 'createPresignedPost', params, tools);
  return answer === undefined ? undefined : partOf(answer, 'url');
};

/** `new Upload({ client, params }).done()`. */
const upload: CallModel = ({ callee }, tools) =>
  request('Upload', 'Upload', inDict(callee.base?.arguments?.positional[0])('params'), tools);

/** `paginateListObjectsV2({ client }, { … })`. */
const pages: CallModel = ({ arguments: { positional } }, tools) => {
  const page = request('ListObjectsV2', 'paginateListObjectsV2', positional[1], tools);
  return page === undefined ? undefined : shaped({ kind: 'list', items: [page] });
};

export const s3Methods: readonly (readonly [string, CallModel])[] = [
  ['send', send],
  ...Object.keys(kinds).map((operation): [string, CallModel] => {
    const name = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
    return [name, method(name)];
  }),
  ['getSignedUrl', signedUrlMethod],
  ['getSignedUrlPromise', signedUrlMethod],
];

export const s3Calls: readonly (readonly [string, CallModel])[] = [
  ['@aws-sdk/s3-request-presigner.getSignedUrl', signedUrl],
  ['@aws-sdk/s3-presigned-post.createPresignedPost', presignedPost],
  ['aws-sdk.S3().createPresignedPost', presignedPost],
  ['aws-sdk/clients/s3().createPresignedPost', presignedPost],
  ['@aws-sdk/lib-storage.Upload().done', upload],
  ['@aws-sdk/client-s3.paginateListObjectsV2', pages],
];
