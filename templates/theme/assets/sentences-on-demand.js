// Adds the texts that are needed only once a client uses a button. A build puts them here.

import sentences from "./sentences.js";

Object.assign(sentences, {});
