import { type Exchange, type Operation, pathParameters } from '@middlebrick/model';
import type { OwnedObject } from '../survey/survey.ts';
import { echoesOf } from '../verdict/compare.ts';
import type { Observed } from './observed.ts';

/** An object that a list may show, and who gets it from its own operation. */
export interface Detail {
  operation: string;
  owner: string;
  reading: Exchange;
  /** Other objects of the same operation: what they share is no one's own. */
  others: Exchange[];
  echoes: string[];
  /** Answers to callers other than the owner for the same object. */
  strangers: Observed[];
}

/** `GET /orders/{id}` reads one of what `GET /orders` lists. */
export function isDetailOf(detail: string, list: Operation): boolean {
  const path = detail.slice(detail.indexOf(' ') + 1);
  return (
    path.startsWith(`${list.path.replace(/\/$/, '')}/{`) &&
    pathParameters(path).length === pathParameters(list.path).length + 1
  );
}

/** The object's owner, its reading, and what it has in common with others; who else gets it remains to be asked. */
export function detailOf(object: OwnedObject, all: readonly OwnedObject[]): Omit<Detail, 'strangers'> {
  const others = all.filter(
    (other) => other.operation === object.operation && other.request.path !== object.request.path,
  );
  return {
    operation: object.operation,
    owner: object.owner,
    reading: object.exchange,
    others: others.map((other) => other.exchange),
    echoes: echoesOf(object.values),
  };
}
