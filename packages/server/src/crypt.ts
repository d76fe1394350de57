/**
 * Secrets at rest: AES-256-GCM with a key id, the row bound as associated data, so that a ciphertext moved to another row
 * does not open. And keys of one purpose each, derived from the installation's secret key.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

const KEY_ID = 1;

export class UnreadableSecretError extends Error {
  override name = "UnreadableSecretError";
}

export interface Crypt {
  /** `row` names table, row and purpose, e.g. "connections:<id>:secrets". */
  seal(plain: string, row: string): Buffer;
  open(sealed: Uint8Array, row: string): string;
  /** HMAC-SHA256 under a key of its own for `purpose`. */
  sign(purpose: string, message: Uint8Array | string): Buffer;
  verify(purpose: string, message: Uint8Array | string, signature: Uint8Array): boolean;
  /** A secret string for a library that wants one. */
  derive(purpose: string): string;
}

export function createCrypt(secretKey: Uint8Array): Crypt {
  const keys = new Map<string, Buffer>();
  // Purposes are words of our own code, so there are few of them, and each page of a candidate needs one. As bytes: a `KeyObject` costs
  // a signature two thirds more.
  const keyFor = (purpose: string): Buffer => {
    const known = keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync("sha256", secretKey, "interviewvector", purpose, 32));
    keys.set(purpose, key);
    return key;
  };
  const sealing = keyFor("seal");
  const sign = (purpose: string, message: Uint8Array | string) =>
    createHmac("sha256", keyFor(`sign:${purpose}`))
      .update(message)
      .digest();
  return {
    seal(plain, row) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
      cipher.setAAD(Buffer.from(`${KEY_ID}:${row}`));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([KEY_ID]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, row) {
      const bytes = Buffer.from(sealed);
      try {
        if (bytes[0] !== KEY_ID) throw new Error(`unknown key id ${bytes[0]}`);
        const decipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(1, 13), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(`${KEY_ID}:${row}`));
        decipher.setAuthTag(bytes.subarray(13, 29));
        return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new UnreadableSecretError(`The stored secret of ${row} cannot be opened: was SECRET_KEY changed?`, {
          cause,
        });
      }
    },
    sign,
    verify(purpose, message, signature) {
      const expected = sign(purpose, message).subarray(0, signature.length);
      return signature.length >= 16 && expected.length === signature.length && timingSafeEqual(expected, signature);
    },
    derive: (purpose) => keyFor(`derive:${purpose}`).toString("base64"),
  };
}
