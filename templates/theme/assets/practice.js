// Whose site this is, and how answers reach the coach. A build puts this here.

/** @typedef {{practice: string, coach: string, email: string, language: string, key: JsonWebKey | null, kid: string}} Practice */

export default /** @type {Practice} */ ({ practice: "", coach: "", email: "", language: "", key: null, kid: "" });
