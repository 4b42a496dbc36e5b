// Counts how often the reader looks at the page, from the first call on.
globalThis.kontaktReadings ??= (() => {
  let count = 0;
  const { Page } = globalThis.kontaktReader;
  globalThis.kontaktReader.Page = class extends Page {
    constructor(...given) {
      super(...given);
      count += 1;
    }
  };
  return () => count;
})();
undefined; // Firefox wants a result that can be copied
