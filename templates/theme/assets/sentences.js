// The texts that scripts show, by name. A build puts those of templates/site/_words.html.j2 here.

export default /** @type {Record<string, string>} */ ({});
