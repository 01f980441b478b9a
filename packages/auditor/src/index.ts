export { type Audited, type AuditHit, audit, auditCode } from './audit.ts';
export { type Discovery, discover, isTest, type SourceFile } from './files/discover.ts';
export { type AuditSettings, auditReport } from './report.ts';
