export { type DiscoverOptions, discoverSurface } from './discover.ts';
export { exampleValue } from './example-value.ts';
export { isIdentifierParameter } from './identifier-parameter.ts';
export { bodyParameters } from './request-body.ts';
export { requestOf } from './request-of.ts';
export type { CodeRoutes } from './routes-of-code.ts';
export { looksStateChanging } from './state-changing.ts';
