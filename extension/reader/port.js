(() => {
  const { kontaktReader } = globalThis;
  if (kontaktReader.port) return; // injected twice

  const PORT = "kontakt-reader";
  const { runtime, storage } = /** @type {any} */ (globalThis).browser?.runtime?.id ? /** @type {any} */ (globalThis).browser : chrome;

  /** Nothing runs until the panel connects, and nothing is left when it goes. @param {chrome.runtime.Port} port */
  function serve(port) {
    if (port.name !== PORT) return;
    /** @type {KontaktSession | null} */
    let session = null;
    let isOpen = true;
    let settings = kontaktReader.settings.merge({}, {});
    const refresh = async () => {
      settings = await kontaktReader.settings.read(storage);
      session?.again();
    };

    /** @param {KontaktItem} item */
    const tell = (item) => port.postMessage({ type: "viewed", item });
    port.onMessage.addListener(async (/** @type {any} */ message) => {
      if (message?.type === "start" && !session) {
        await refresh();
        if (!isOpen || session) return; // closed, or started twice, meanwhile
        storage.onChanged.addListener(refresh);
        const mode = message.mode === "selection" ? "selection" : "viewed";
        session = kontaktReader.startSession(document, { mode, dayKey: message.dayKey, settings: () => settings, tell });
      } else if (message?.type === "mode") session?.setMode(message.mode === "selection" ? "selection" : "viewed");
      else if (message?.type === "again") session?.again();
    });
    port.onDisconnect.addListener(() => {
      isOpen = false;
      storage.onChanged.removeListener(refresh);
      session?.stop();
      session = null;
    });
  }

  runtime.onConnect.addListener(serve);
  kontaktReader.port = PORT;
})();
