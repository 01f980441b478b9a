export * from './accounts-api.ts';
export * from './accounts-spec.ts';
export * from './check-tester.ts';
export * from './exchanges.ts';
export * from './notes-api.ts';
export * from './page-accounts.ts';
export * from './page-app.ts';
export * from './small-spec.ts';
