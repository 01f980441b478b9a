export { checkPage } from './check-page.ts';
export { checks } from './checks/index.ts';
export * from './define-check.ts';
export { type Discovery, discover } from './discover.ts';
export type { EventSink, ScanEvent } from './events.ts';
export {
  type IdentityConfig,
  type IdentityInput,
  identityConfigSchema,
  type LoginRecipe,
  parseIdentity,
} from './identities/identity-config.ts';
export { type ScanOptions, scan } from './run.ts';
export { type FindingChange, type JudgeOptions, judgeRun, type Rejudged } from './saved-run/judge.ts';
export { keepHeapSmall } from './small-heap.ts';
export type { CodeRoutes } from './surface/index.ts';
export * from './survey/survey.ts';
export { type Verified, verify } from './verify.ts';
