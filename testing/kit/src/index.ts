export * from './check-tester.ts';
export * from './exchanges.ts';
export * from './notes-api.ts';
export * from './page-app.ts';
export * from './small-spec.ts';
