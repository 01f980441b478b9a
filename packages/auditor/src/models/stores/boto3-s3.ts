import type { AccessKind } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { plain, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall, ModelTools } from '../contract.ts';
import { argument } from '../tools.ts';
import { given, noteAccess } from './access-draft.ts';

/*
 * Objects of S3 by boto3 (boto3 documentation, "S3", "Presigned URLs"): which one is meant, and what is done with it.
 */

/** Methods of the client, with the places of their arguments where they have places. */
const clientMethods: Readonly<Record<string, readonly [kind: AccessKind, bucket?: number, key?: number]>> = {
  get_object: ['get'],
  head_object: ['get'],
  put_object: ['put'],
  delete_object: ['delete'],
  restore_object: ['update'],
  get_object_tagging: ['get'],
  put_object_acl: ['update'],
  download_file: ['get', 0, 1],
  download_fileobj: ['get', 0, 1],
  upload_file: ['put', 1, 2],
  upload_fileobj: ['put', 1, 2],
};

/** Whether a call is one of S3: of its client, or of something unseen that is given a bucket. */
function isS3({ callee, arguments: args }: ModelCall): boolean {
  const owner = callee.base;
  const service = owner?.arguments === undefined ? undefined : argument(owner.arguments, 'service_name', 0);
  if (owner !== undefined && /(?:\.|^)(?:client|resource)\(\)$/.test(owner.path) && service !== undefined)
    return textOf(service) === 's3';
  return args.named.has('Bucket') || owner?.path.endsWith('s3') === true;
}

function noted(
  kind: AccessKind,
  call: string,
  bucket: Value | undefined,
  key: Value | undefined,
  tools: ModelTools,
): Value {
  const parts = key === undefined ? [] : [{ attribute: 'Key', operator: '=', value: key }];
  return noteAccess(tools, { kind, store: 'S3', call, table: given(bucket), key: parts });
}

function clientMethod(name: string): CallModel {
  const [kind, bucket, key] = clientMethods[name] ?? ['get'];
  return (call, tools) => {
    if (!isS3(call)) return undefined;
    const { arguments: args } = call;
    return noted(kind, name, argument(args, 'Bucket', bucket), argument(args, 'Key', key) ?? args.spread[0], tools);
  };
}

const signable: Readonly<Record<string, AccessKind>> = {
  get_object: 'get',
  head_object: 'get',
  put_object: 'put',
  upload_part: 'put',
  delete_object: 'delete',
};

/** `s3.generate_presigned_url('get_object', Params={'Bucket': …, 'Key': …})`: whoever has the link may do it. */
const presignedUrl: CallModel = ({ arguments: args }, tools) => {
  const method = argument(args, 'ClientMethod', 0);
  const params = argument(args, 'Params', 1);
  const name = method === undefined ? undefined : textOf(method);
  if (params === undefined || name === undefined || !Object.hasOwn(signable, name)) return undefined;
  noted(
    signable[name] ?? 'get',
    `generate_presigned_url ${name}`,
    partOf(params, 'Bucket'),
    partOf(params, 'Key'),
    tools,
  );
  // The link, which is no data of the object.
  return plain;
};

/** `s3.generate_presigned_post(Bucket, Key)`. */
const presignedPost: CallModel = ({ arguments: args }, tools) => {
  noted('put', 'generate_presigned_post', argument(args, 'Bucket', 0), argument(args, 'Key', 1), tools);
  return plain;
};

/** `s3.Object('bucket', key).get()`, `s3.Bucket('bucket').Object(key).delete()`. */
function objectMethod(kind: AccessKind, name: string): CallModel {
  return ({ callee }, tools) => {
    const object = callee.base;
    if (object?.arguments === undefined) return undefined;
    const isOfBucket = object.path.endsWith('.Bucket().Object()');
    const bucket = isOfBucket ? object.base?.base?.arguments?.positional[0] : object.arguments.positional[0];
    const key = object.arguments.positional[isOfBucket ? 0 : 1] ?? object.arguments.named.get('key');
    return noted(kind, `Object.${name}`, bucket, key, tools);
  };
}

const objectKinds: readonly (readonly [string, AccessKind])[] = [
  ['get', 'get'],
  ['put', 'put'],
  ['delete', 'delete'],
  ['upload_file', 'put'],
  ['upload_fileobj', 'put'],
  ['download_file', 'get'],
  ['download_fileobj', 'get'],
];

export const boto3S3Methods: readonly (readonly [string, CallModel])[] = [
  ...Object.keys(clientMethods).map((name): [string, CallModel] => [name, clientMethod(name)]),
  ['generate_presigned_url', presignedUrl],
  ['generate_presigned_post', presignedPost],
];

export const boto3S3Calls: readonly (readonly [string, CallModel])[] = [
  'boto3.resource().Object()',
  'boto3.resource().Bucket().Object()',
].flatMap((object): [string, CallModel][] =>
  objectKinds.map(([name, kind]) => [`${object}.${name}`, objectMethod(kind, name)]),
);
