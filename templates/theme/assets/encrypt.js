// Encrypts a text for one reader, as a compact JWE (RFC 7516): ECDH-ES on P-256 with A256GCM. Loaded on demand.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const CIPHER = "A256GCM";
const TAG = 16; // bytes

/** Whether the browser encrypts here: it does not on pages that came over plain HTTP. */
export const canEncrypt = () => globalThis.crypto?.subtle !== undefined;

/**
 * The text of an encrypted file, which is one line.
 * @param {string} text
 * @param {JsonWebKey} key the public key of the reader
 * @param {string} id its thumbprint (RFC 7638), by which the reader finds the private key
 */
export async function encrypted(text, key, id) {
  const { subtle } = crypto;
  const encoder = new TextEncoder();
  const reader = await subtle.importKey("jwk", key, CURVE, false, []);
  const own = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const { kty, crv, x, y } = await subtle.exportKey("jwk", own.publicKey);
  const header = encoded(encoder.encode(JSON.stringify({ alg: "ECDH-ES", enc: CIPHER, kid: id, cty: "json", epk: { kty, crv, x, y } })));
  const shared = await subtle.deriveBits({ name: "ECDH", public: reader }, own.privateKey, 256);
  const secret = await subtle.importKey("raw", await derived(new Uint8Array(shared)), "AES-GCM", false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(header) }, secret, encoder.encode(text)));
  return [header, "", encoded(iv), encoded(sealed.subarray(0, -TAG)), encoded(sealed.subarray(-TAG))].join(".");
}

/** The key of the cipher, by the Concat KDF of RFC 7518, 4.6.2, which takes one round for 256 bits. @param {Uint8Array} shared */
function derived(shared) {
  const name = new TextEncoder().encode(CIPHER);
  const none = number(0); // neither side has a name
  return crypto.subtle.digest("SHA-256", new Uint8Array([...number(1), ...shared, ...number(name.length), ...name, ...none, ...none, ...number(256)]));
}

/** A number as four bytes. @param {number} value */
const number = (value) => [value >>> 24, value >>> 16, value >>> 8, value].map((each) => each & 255);

/** Bytes in base64url, without padding. @param {Uint8Array} bytes */
const encoded = (bytes) => btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
