import type { LinkTarget } from './openapi-content.ts';
import { decodedFragment } from './references.ts';
import { textField } from './spec-node.ts';

interface Linkable {
  id: string;
  method: string;
  /** Path as the document writes it. */
  path: string;
  operationId: string | undefined;
}

/** Finds the operation that an OpenAPI link names, by `operationId` or by an `operationRef` into this document. */
export function createLinkTarget(operations: readonly Linkable[]): LinkTarget {
  const byName = new Map<string, string>();
  for (const { operationId, id } of operations) {
    if (operationId !== undefined && !byName.has(operationId)) byName.set(operationId, id);
  }
  const byReference = new Map(operations.map((operation) => [referenceTo(operation), operation.id]));

  return (link) => {
    const name = textField(link, 'operationId');
    if (name !== undefined) return byName.get(name);
    return byReference.get(decodedFragment(textField(link, 'operationRef') ?? ''));
  };
}

function referenceTo({ path, method }: Linkable): string {
  return `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}`;
}
