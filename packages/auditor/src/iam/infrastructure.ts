import type { Place } from '../rules/contract.ts';

/*
 * What templates say of tables, functions, roles and their policies, in one form whatever they are written in. Texts
 * that depend on something unknown keep it as `${?name}`, such as `arn:aws:dynamodb:${?Region}:${?Account}:table/orders`;
 * policy variables such as `${aws:PrincipalTag/tenant}` stay as they are.
 */

/** One condition of a statement. */
export interface Condition {
  /** As written: `ForAllValues:StringEquals`, `Null`, `StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface PolicyStatement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Written as NotAction: everything but the actions. */
  readonly isNotAction: boolean;
  readonly resources: readonly string[];
  readonly isNotResource: boolean;
  /** Of a resource policy: `*`, `AWS:arn:…`, `Service:…`. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
  readonly place: Place;
}

export interface Policy {
  /** Its name, or the path to it in the template: `OrdersRole/Policies/0`. */
  readonly name: string;
  readonly kind: 'identity' | 'resource' | 'trust';
  /** Ids of the roles that have it; for a resource policy the id of the table. */
  readonly attachedTo: readonly string[];
  readonly statements: readonly PolicyStatement[];
  readonly place: Place;
}

export interface Role {
  /** Logical id in its template. */
  readonly id: string;
  readonly name: string;
  /** ARNs or names of managed policies, as far as they are not part of the templates: `AmazonDynamoDBFullAccess`. */
  readonly managedPolicies: readonly string[];
  readonly place: Place;
}

export interface KeySchema {
  readonly partition: string;
  readonly sort?: string;
}

export interface Table {
  readonly id: string;
  /** As it is called when it is used; with `${?…}` where that is unknown. */
  readonly name: string;
  readonly key: KeySchema;
  readonly indexes: readonly ({ readonly name: string } & KeySchema)[];
  readonly hasPointInTimeRecovery: boolean;
  readonly hasCustomerKey: boolean;
  readonly hasDeletionProtection: boolean;
  readonly hasTimeToLive: boolean;
  /** `NEW_AND_OLD_IMAGES`, when it has a stream. */
  readonly stream?: string;
  readonly place: Place;
}

/** A function that a cloud runs. */
export interface CloudFunction {
  readonly id: string;
  /** `src/orders.handler`, with the folder of its code before it; absent for an image. */
  readonly handler?: string;
  /** Id of its role. */
  readonly role?: string;
  /** Variables whose value is a table: the id of the table; others as their text. */
  readonly environment: Readonly<Record<string, { readonly table: string } | string>>;
  /** `GET /orders/{id}` of the HTTP events that call it, with the name of the authorizer when it has one. */
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
    readonly authorizer?: string;
    readonly place: Place;
  }[];
  readonly place: Place;
}

export interface Infrastructure {
  readonly tables: readonly Table[];
  readonly functions: readonly CloudFunction[];
  readonly roles: readonly Role[];
  readonly policies: readonly Policy[];
  /** What could not be read or resolved, one sentence each, with the place in it. */
  readonly warnings: readonly string[];
}
