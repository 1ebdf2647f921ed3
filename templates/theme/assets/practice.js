// Whose site this is, in which language, and how answers reach the coach. A build puts this here.

/** `folder` has the pages of a further language; for the first one it is "". @typedef {{practice: string, coach: string, email: string, language: string, folder: string, key: JsonWebKey | null, kid: string}} Practice */

export default /** @type {Practice} */ ({ practice: "", coach: "", email: "", language: "", folder: "", key: null, kid: "" });
