import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { ScanError, Secret, variableName } from '@middlebrick/model';
import type { ClientCertificate } from './contract.ts';

/** Names of PEM files, and what opens the key. */
export interface CertificateFiles {
  cert: string;
  key: string;
  passphrase?: string | undefined;
}

/**
 * Reads the client certificate of an identity and sees that its parts fit together.
 * @throws ScanError FILE_UNREADABLE for a missing file, BAD_CONFIG for one that cannot be used; neither quotes the files
 */
export async function loadClientCertificate(identity: string, files: CertificateFiles): Promise<ClientCertificate> {
  const whose = `of "${identity}"`;
  const { passphrase } = files;
  const cert = await textOf(files.cert, `The certificate ${whose}`);
  const key = await textOf(files.key, `The key ${whose}`);
  try {
    createSecureContext({ cert, key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    throw new ScanError('BAD_CONFIG', `The certificate ${whose} cannot be used: ${problemOf(cause)}.`, {
      cause,
      help: `Both files are PEM: ${files.cert} and ${files.key}.`,
    });
  }
  return {
    cert,
    key,
    files: { cert: files.cert, key: files.key },
    ...(passphrase === undefined
      ? {}
      : { passphrase: new Secret(passphrase, variableName(identity, 'KEY_PASSPHRASE')) }),
  };
}

/**
 * Reads the certificate of an authority that is to be trusted.
 * @throws ScanError FILE_UNREADABLE or BAD_ARGUMENT
 */
export async function loadAuthority(file: string): Promise<string> {
  const text = await textOf(file, 'The certificate of the authority');
  try {
    new X509Certificate(text);
  } catch (cause) {
    const help = 'Give the authority of the target as a PEM file.';
    throw new ScanError('BAD_ARGUMENT', `${file} is no certificate.`, { cause, help });
  }
  return text;
}

async function textOf(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ScanError('FILE_UNREADABLE', `${what} cannot be read: ${file}.`, { cause });
  }
}

/** By the code of OpenSSL; its messages name functions. */
function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/MISMATCH/.test(code)) return 'the key is not that of the certificate';
  if (/BAD_DECRYPT|PASSPHRASE|BAD_PASSWORD|INTERRUPTED|CANCELLED/.test(code)) {
    return 'the key is encrypted, and its passphrase is missing or another one';
  }
  if (/NO_START_LINE/.test(code)) return 'one of the files is not PEM';
  return code === '' ? 'it cannot be read' : `it cannot be read (${code})`;
}
