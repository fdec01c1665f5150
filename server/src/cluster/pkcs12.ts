import forge from 'node-forge/lib/forge.js';
import 'node-forge/lib/pkcs12.js';
import 'node-forge/lib/pki.js';

const { asn1, pkcs12, pki } = forge;

export interface KeyStore {
  /** Every certificate of the store as PEM; the one that belongs to the key comes first. */
  certificates: string;
  key?: string;
}

/**
 * Opens a PKCS12 key or trust store. Node's own reader refuses stores without a key and the ciphers that older Java
 * used. Throws when the password is wrong or the bytes are no PKCS12.
 */
export function readPkcs12(bytes: Buffer, password: string): KeyStore {
  const store = pkcs12.pkcs12FromAsn1(asn1.fromDer(bytes.toString('binary')), password);
  const certificates: string[] = [];
  let key: string | undefined;
  let keyId: string | undefined;
  const bags = store.safeContents.flatMap(({ safeBags }) => safeBags);
  for (const bag of bags) {
    const privateKey = bag.key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(bag.key)) : bag.asn1;
    const isKey = bag.type === pki.oids.keyBag || bag.type === pki.oids.pkcs8ShroudedKeyBag;
    if (!isKey || !privateKey || key !== undefined) continue;
    key = pki.privateKeyInfoToPem(privateKey);
    keyId = localKeyId(bag);
  }
  for (const bag of bags) {
    if (bag.type !== pki.oids.certBag) continue;
    const pem = bag.cert
      ? pki.certificateToPem(bag.cert)
      : bag.asn1 && toPem(asn1.toDer(bag.asn1).getBytes());
    if (!pem) continue;
    if (keyId !== undefined && localKeyId(bag) === keyId) certificates.unshift(pem);
    else certificates.push(pem);
  }
  return { certificates: certificates.join('\n'), ...(key === undefined ? {} : { key }) };
}

const localKeyId = (bag: { attributes?: { localKeyId?: unknown[] } }): string | undefined => {
  const id = bag.attributes?.localKeyId?.[0];
  return typeof id === 'string' ? id : undefined;
};

function toPem(der: string): string {
  const base64 = Buffer.from(der, 'binary').toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
