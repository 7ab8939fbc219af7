import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIFETIME_DAYS = 90;
/** A certificate this close to its end is made anew. */
const RENEW_BEFORE_DAYS = 2;

export interface Certificates {
  /** For NODE_EXTRA_CA_CERTS. */
  caFile: string;
  /** For `localhost`, 127.0.0.1 and ::1, signed by the authority above. */
  certFile: string;
  keyFile: string;
}

/** A throw-away authority and a server certificate in `dir`; kept ones are used again while they last. */
export async function ensureCertificates(dir: string): Promise<Certificates> {
  const files: Certificates = {
    caFile: join(dir, 'ca.pem'),
    certFile: join(dir, 'server.pem'),
    keyFile: join(dir, 'server-key.pem'),
  };
  if (isUsable(files)) return files;
  mkdirSync(dir, { recursive: true });
  const validity = {
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + LIFETIME_DAYS * DAY_MS),
    keyType: 'ec',
    algorithm: 'sha256',
  } as const;
  const authority = await generate([{ name: 'commonName', value: 'Simulators authority' }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  writeFileSync(files.keyFile, server.private, { mode: 0o600 });
  writeFileSync(files.certFile, server.cert);
  writeFileSync(files.caFile, authority.cert);
  return files;
}

function isUsable(files: Certificates): boolean {
  if (!Object.values(files).every((file: string) => existsSync(file))) return false;
  const certificate = new X509Certificate(readFileSync(files.certFile));
  return Date.parse(certificate.validTo) - Date.now() > RENEW_BEFORE_DAYS * DAY_MS;
}
