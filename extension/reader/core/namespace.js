// The reader's files are classic scripts: the same file runs as content script, in an extension page and in node.
// They share this one object instead of imports. Injecting them twice must do no harm.
globalThis.kontaktReader ??= /** @type {any} */ ({ sites: [] });
