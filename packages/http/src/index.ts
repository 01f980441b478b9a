export { normaliseBaseUrl } from './base-url.ts';
export { type Budget, BudgetExhausted, defaultBudget, isBudgetExhausted } from './budget.ts';
export { openClient } from './client.ts';
export { loadAuthority, loadClientCertificate } from './client-certificate.ts';
export type {
  AwsCredential,
  ClearAnswer,
  ClientCertificate,
  ClientOptions,
  ClientStats,
  Credential,
  FetchedDocument,
  HttpClient,
  Recorder,
  SendMeta,
  SignedHeader,
  Transport,
  TransportAnswer,
  TransportRequest,
  UnsafeHeader,
} from './contract.ts';
export {
  type CookieHeader,
  type CookieStore,
  cookieSecrets,
  cookieVariable,
  createCookieStore,
} from './cookie-store.ts';
export { type Curl, type CurlOptions, curlOf } from './curl.ts';
export { type FailureCode, failures } from './failure.ts';
export { type FileRecorder, fileRecorder } from './file-recorder.ts';
export { inProcessTransport } from './in-process.ts';
export { isLocalAddress } from './pinned-connector.ts';
export { createRedactor, type Redactor } from './redactor.ts';
