// @ts-check
// What is encrypted for a reader can be opened with the reader's key alone, and by other programs that know the standard.

import assert from "node:assert/strict";

import { canEncrypt, encrypted } from "../../templates/theme/assets/encrypt.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const TEXT = "Ωμέγα, 漢字 and 😀\n".repeat(5000);

/** A pair of keys. */
const pair = () => crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);

/** The public key of a pair, as a JWK. @param {CryptoKeyPair} pair */
async function jwk({ publicKey }) {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
  return { kty, crv, x, y };
}

/** @param {string} text */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

/** @param {string} file */
const header = (file) => JSON.parse(new TextDecoder().decode(bytes(file.split(".")[0])));

/**
 * Open a file as RFC 7516 and 7518 say, written anew.
 * @param {string} file
 * @param {CryptoKeyPair} reader
 */
async function opened(file, reader) {
  const [head, , iv, text, tag] = file.split(".");
  const sender = await crypto.subtle.importKey("jwk", header(file).epk, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: sender }, reader.privateKey, 256);
  const info = new Blob(["\0\0\0\x01", shared, "\0\0\0\x07A256GCM", "\0\0\0\0", "\0\0\0\0", "\0\0\x01\0"]);
  const derived = await crypto.subtle.digest("SHA-256", await info.arrayBuffer());
  const secret = await crypto.subtle.importKey("raw", derived, "AES-GCM", false, ["decrypt"]);
  const given = { name: "AES-GCM", iv: bytes(iv), additionalData: new TextEncoder().encode(head) };
  const content = await new Blob([bytes(text), bytes(tag)]).arrayBuffer();
  return new TextDecoder().decode(await crypto.subtle.decrypt(given, secret, content));
}

Deno.test("the reader can open what was encrypted", async () => {
  const reader = await pair();
  for (const text of ["", "a", TEXT]) {
    assert.equal(await opened(await encrypted(text, await jwk(reader), "id"), reader), text);
  }
});

Deno.test("nobody else can, and nothing can be changed", async () => {
  const [reader, other] = [await pair(), await pair()];
  const file = await encrypted("secret", await jwk(reader), "id");
  await assert.rejects(opened(file, other));
  const [head, ...rest] = file.split(".");
  const changed = btoa(JSON.stringify({ ...header(file), kid: "other" })).replace(/=+$/, "");
  assert.notEqual(changed, head);
  await assert.rejects(opened([changed, ...rest].join("."), reader));
});

Deno.test("a file is one line, and its head has only what a reader needs", async () => {
  const file = await encrypted(TEXT, await jwk(await pair()), "the-id");
  assert.match(file, /^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
  const { epk, ...rest } = header(file);
  assert.deepEqual(rest, { alg: "ECDH-ES", enc: "A256GCM", kid: "the-id", cty: "json" });
  assert.deepEqual(Object.keys(epk).sort(), ["crv", "kty", "x", "y"]);
});

Deno.test("no two files are alike", async () => {
  const key = await jwk(await pair());
  const files = [await encrypted("a", key, "id"), await encrypted("a", key, "id")].map((each) => each.split("."));
  for (const part of [0, 2, 3, 4]) assert.notEqual(files[0][part], files[1][part]);
});

Deno.test("a page that came unprotected says that it cannot encrypt", () => {
  assert.ok(canEncrypt());
  const { crypto } = globalThis;
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  assert.ok(!canEncrypt());
  Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
});
