/** Problems of a run, as opposed to outcomes of the scanned API: what they mean and the way out. */
const catalogue = {
  BAD_ARGUMENT: { exit: 2, help: 'See `middlebrick <command> --help`.' },
  BAD_CONFIG: { exit: 2, help: 'Mend the configuration file, or write a fresh one with `middlebrick init`.' },
  BAD_SPEC: { exit: 2, help: 'Give an OpenAPI 2.0, 3.0, 3.1 or 3.2 document with --spec, or leave it out.' },
  FILE_UNREADABLE: { exit: 2, help: 'Check the path and its permissions.' },
  FILE_UNWRITABLE: { exit: 2, help: 'Choose another path with --output or --save.' },
  NO_SURFACE: { exit: 2, help: 'Give the API description with --spec <file or URL>.' },
  NOT_AUTHORIZED: {
    exit: 2,
    help: 'If you may test this target with these credentials, say so with --authorized.',
  },
  OUT_OF_SCOPE: { exit: 2, help: 'Add the host with --scope if it is yours to test.' },
  TARGET_UNREACHABLE: { exit: 2, help: 'Check the URL, the port, and that the API accepts connections from here.' },
  TLS_FAILED: { exit: 2, help: 'Mend the certificate, or accept it for this scan with --insecure.' },
  DEAD_CREDENTIALS: { exit: 2, help: 'Get a fresh credential for this identity and give it with --as.' },
  LOGIN_FAILED: { exit: 2, help: 'Check the login recipe of this identity in middlebrick.yaml.' },
} as const;

export type ErrorCode = keyof typeof catalogue;

export interface ScanErrorOptions extends ErrorOptions {
  /** A way out that fits better than the usual one of the code. */
  help?: string;
}

/** A run that could not go on, in one line for people: what is wrong and where; {@link ScanError.help} is the way out. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
  readonly code: ErrorCode;
  /** The way out: that of the code, unless this very problem has a better one. */
  readonly help: string;

  constructor(code: ErrorCode, message: string, options: ScanErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.help = options.help ?? catalogue[code].help;
  }

  get exitCode(): number {
    return catalogue[this.code].exit;
  }
}

/** By name and not by `instanceof`, so that two copies of this package in one process still agree. */
export function isScanError(error: unknown): error is ScanError {
  return error instanceof Error && error.name === 'ScanError' && 'code' in error && 'help' in error;
}
