export { type DiscoverOptions, discoverSurface } from './discover.ts';
export { exampleValue } from './example-value.ts';
export { isIdentifierParameter } from './identifier-parameter.ts';
export { surfaceFromOpenApi } from './openapi.ts';
export { type ParsedSpec, parseSpec } from './parse-spec.ts';
export { requestOf } from './request-of.ts';
export { sampleSchema } from './sample-schema.ts';
export { looksStateChanging } from './state-changing.ts';
export { pluralOf, singularOf, wordsOf } from './words.ts';
