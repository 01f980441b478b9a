/*
 * The small language that Python, JavaScript and TypeScript are turned into. It keeps what decides where a value comes
 * from and where it goes; types, comments and formatting are left behind.
 */

export type * from './expression.ts';
export type * from './statement.ts';
