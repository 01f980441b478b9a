declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** An HTTP server that speaks the protocol of DynamoDB and keeps its tables in memory. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
