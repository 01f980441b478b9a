import type { SourceFile } from '../files/discover.ts';
import type { Access } from '../flow/events.ts';

/** The library that makes the keys of an access of its own from what it is given; undefined where keys are as the code has them. */
export type KeyMaker = (access: Access) => string | undefined;

/** ElectroDB, OneTable and DynamoDB Toolbox put names of their own around the values of a key. */
export function keyMakerIn(files: readonly SourceFile[]): KeyMaker {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const hasOneTable = files.some(({ text }) => imports(text, 'dynamodb-onetable'));
  return ({ call, site: { module } }) => {
    if (module.language !== 'javascript') return undefined;
    if (call.startsWith('Entity.')) return 'ElectroDB';
    // Dynamoose has models as well, and leaves keys as they are.
    if (call.startsWith('Model.') && hasOneTable) return 'OneTable';
    return imports(texts.get(module.path) ?? '', 'dynamodb-toolbox') ? 'DynamoDB Toolbox' : undefined;
  };
}

/** Also of parts of it: `dynamodb-toolbox/entity`. */
function imports(text: string, library: string): boolean {
  return [`'${library}`, `"${library}`].some((written) => text.includes(written));
}
