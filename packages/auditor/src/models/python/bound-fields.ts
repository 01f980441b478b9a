/*
 * What a member of a library remembers of the audited code that it was found on, among its fields, where no code can
 * name it.
 */

/** The object that a method belongs to. */
export const selfField = '<self>';

/** The class that a member was found on: `Order.get` is a member of PynamoDB's `Model`. */
export const classField = '<class>';
