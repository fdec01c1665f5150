import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a private CA and certificates with openssl and keytool's formats in `folder`: ca.crt; server.pem (key and
 * chain, for 127.0.0.1 and localhost); client.pem (key and certificate), client.p12; stranger.crt from another CA.
 */
export function makeCertificates(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const openssl = (...args: string[]): void => {
    const result = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`openssl ${args.join(' ')}: ${result.stderr}`);
  };
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  for (const ca of ['ca', 'stranger']) {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-subj',
      `/CN=${ca}`,
      '-keyout',
      `${ca}.key`,
      '-out',
      `${ca}.crt`,
    );
  }
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  for (const name of ['server', 'client']) {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    );
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '30',
      '-extfile',
      'names',
      '-out',
      `${name}.crt`,
    );
  }
  writeFileSync(join(folder, 'server.pem'), read('server.key') + read('server.crt') + read('ca.crt'));
  writeFileSync(join(folder, 'client.pem'), read('client.key') + read('client.crt'));
  openssl(
    'pkcs12',
    '-export',
    '-in',
    'client.crt',
    '-inkey',
    'client.key',
    '-certfile',
    'ca.crt',
    '-passout',
    'pass:client-secret',
    '-out',
    'client.p12',
  );
}
