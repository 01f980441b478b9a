// Checks that throw.
export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export function assertOwner(resource: { ownerId: string } | undefined, userId: string): asserts resource {
  if (!resource || resource.ownerId !== userId) throw new HttpError(404, 'not found');
}

export function assertFound<T>(resource: T | undefined): asserts resource is T {
  if (resource === undefined) throw new HttpError(404, 'not found');
}
