/** Shapes that the reader's classic scripts share with the panel. See docs/architecture.md, "Between reader and panel". */

interface KontaktSettings {
  mode: "viewed" | "selection";
  port: number;
  sites: Record<string, boolean>;
}

/** Settings as they were found: anything may stand in them. */
type KontaktGiven = { [Name in keyof KontaktSettings]?: unknown };

type KontaktReason = "ok" | "nothing" | "private" | "sponsored" | "select_text" | "switched_off";

/** All that may leave a page. */
interface KontaktItem {
  kind: "post" | "comment" | "reply" | "none";
  text: string;
  context: string | null;
  platform: "facebook" | "instagram" | "threads" | "forum";
  thread: string | null;
  reason: KontaktReason;
  adapter: string;
  visibility: "oeffentlich" | "halboeffentlich" | "privat" | null;
}

/** An item and the words of its thread's first post, of which only a keyed hash is passed on. */
interface KontaktReading {
  item: KontaktItem;
  first: string | null;
}

/** One layer of a page (the page itself, a dialog) while it is read once. */
interface KontaktScope {
  layer: Element;
  isNear(element: Element): boolean;
  near?(fellows: Element[]): Element[];
  once<T>(key: unknown, make: () => T): T;
}

interface KontaktCuts {
  cut?: (element: Element) => boolean;
  mention?: (link: HTMLAnchorElement) => boolean;
  emoji?: (image: Element) => string | null;
}

/** What a site's file provides: its anchors, and what they mean. */
interface KontaktSite {
  name: string;
  /** Key in the settings' `sites`, if it is not the name. */
  site?: string;
  platform: KontaktItem["platform"];
  /** Whether a selection outside of all items may be read as it stands. */
  takesSelection?: boolean;
  /** Selector of areas that are never read. */
  privateArea: string;
  matches(location: Location, document: Document): boolean;
  /** Whether the address is a place of one person: login, settings, messages. */
  isPrivate(location: Location, document: Document): boolean;
  /** Layers above the page besides dialogs, the uppermost first. */
  layers?(document: Document): Element[];
  items(scope: KontaktScope): Element[];
  kind(item: Element, scope: KontaktScope): "post" | "comment" | "reply";
  /** The first post of an item's thread. */
  postOf(item: Element, scope: KontaktScope): Element | null;
  /** Whether a post under its own address is what is viewed until somebody scrolls, however the page scrolls. */
  opensPosts?: boolean;
  /** The reel on screen, where reels are shown. */
  reel?(scope: KontaktScope): Element | null;
  /** The elements that hold an item's own words. */
  bodies(item: Element, scope: KontaktScope): Element[];
  /** The elements that hold the words of a post that is shared inside a post. */
  shared?(post: Element, scope: KontaktScope): Element[];
  isSponsored?(item: Element, scope: KontaktScope): boolean;
  /** The item that a place outside of all items goes with. */
  ownerOf?(element: Element, scope: KontaktScope, items: Element[]): Element | null;
  /** The item that a box for writing answers; undefined leaves it to nesting and indentation. */
  answeredBy?(box: Element, page: KontaktPage): Element | null | undefined;
  cuts(item: Element, scope?: KontaktScope): KontaktCuts;
  visibility?(post: Element, location: Location): KontaktItem["visibility"];
}

interface KontaktPage {
  site: KontaktSite;
  document: Document;
  scope: KontaktScope;
  readonly layer: Element;
  hasLayout: boolean;
  isCovered: boolean;
  screen: KontaktBox;
  items: Element[];
  known: Set<Element>;
  readonly onlyPost: Element | null;
  kind(item: Element): "post" | "comment" | "reply";
  bodies(item: Element): Element[];
  itemOf(node: Node | null): Element | null;
  privateAround(node: Node): Element | null;
  privateBox(node: Node): Element | null;
  answers(item: Element): boolean;
  roomOf(item: Element): KontaktBox | null;
  read(item: Element): KontaktReading;
  nothing(reason: KontaktReason): KontaktReading;
}

interface KontaktBox {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

interface KontaktTarget {
  explicit: { element: Element; place: Element; item: Element | null; start: string } | null;
  forget(): void;
  clicked(element: Element, page: KontaktPage, now: number): void;
  focused(element: Element, page: KontaktPage, now: number): void;
  moved(event: { clientX: number; clientY: number }, now: number): void;
  didScroll(scroller: object, now: number): void;
  choose(page: KontaktPage, mode: KontaktSettings["mode"]): { item: Element | null; range: Range | null; isPrivate: boolean };
}

interface KontaktSession {
  setMode(mode: KontaktSettings["mode"]): void;
  again(): void;
  stop(): void;
}

interface KontaktSessionOptions {
  mode: KontaktSettings["mode"];
  dayKey: string;
  settings: () => KontaktSettings;
  tell: (item: KontaktItem) => void;
}

interface KontaktObserver {
  again(): void;
  stop(): void;
}

interface KontaktEvents {
  clicked(element: Element): void;
  focused(element: Element): void;
  moved(event: PointerEvent): void;
  scrolled(scroller: EventTarget): void;
  left(): void;
  settled(): void;
}

/** Signs of authors and times in a part of a page, known for every box around them. */
interface KontaktSigns {
  in(element: Element): readonly Element[];
  has(element: Element): boolean;
}

/** A board as data: where its messages are and what in them is not their words. */
interface KontaktBoard {
  name: string;
  site?: string;
  matches: KontaktSite["matches"];
  isPrivate: KontaktSite["isPrivate"];
  privateArea: string;
  item: string;
  /** Inside an item; the first one is read. */
  body: string;
  /** Parts of a body that are not its words. */
  cut: string;
  /** Links to people. */
  mention: string;
  /** Marks the first post, where the software says so. */
  first?: string;
  /** Marks a message that answers another one. */
  reply?: string;
  emoji?: (image: Element) => string | null;
}

/** What the reader's files share. A file may use what the manifest loads before it. */
interface KontaktReader {
  sites: KontaktSite[];
  generic: KontaktSite;
  port: string;
  safeUrl(href: string, base: string): URL | null;
  settings: {
    NAMES: readonly (keyof KontaktSettings)[];
    isPort(value: unknown): value is number;
    merge(own: KontaktGiven, presets: KontaktGiven): KontaktSettings;
    fixedBy(presets: KontaktGiven): Set<string>;
    presetsIn(managed?: { get(keys: any): Promise<any> }): Promise<KontaktGiven>;
    read(storage: typeof chrome.storage): Promise<KontaktSettings>;
    copyPresets(storage: typeof chrome.storage): Promise<void>;
    allows(settings: KontaktSettings, site: string, host: string): boolean;
  };
  labels: {
    plain(words: string | null | undefined): string;
    isSponsored(words: string | null | undefined): boolean;
    isMore(words: string | null | undefined): boolean;
    isReply(words: string | null | undefined): boolean;
    saysSponsored(element: Element): boolean;
  };
  /** Words without what leads to a person. */
  traces: { cut(words: string): string };
  text: {
    rendered(bodies: Iterable<Element>, cuts?: KontaktCuts): string;
    selected(range: Range, cuts?: KontaktCuts): string;
    tidy(words: string): string;
    isShown(element: Element): boolean;
  };
  view: {
    scrollerOf(element: Element, known?: Map<Element, Element>): Element;
    windowOf(scroller: Element): KontaktBox;
    boxOf(elements: Element[]): KontaktBox | null;
    touches(box: KontaktBox, view: KontaktBox): boolean;
    outsideFeed(document: Document, selector: string): Element[];
    dialogs(document: Document): { element: Element; covers: boolean }[];
  };
  tree: {
    outermost<E extends Element>(elements: Iterable<E>): E[];
    unique<E extends Element>(elements: Iterable<E | null>): E[];
    climb(from: Element | null, test: (element: Element) => boolean, until?: Element | null): Element | null;
    besides(element: Element, part: Element): Element[];
    isBefore(first: Node, second: Node): boolean;
    depth(element: Element, selector: string, root: Element | null): number;
    isIndented(element: Element, fellows: Element[], least?: number): boolean;
    /** Where an element starts on its line's side, in CSS pixels; NaN where nothing is laid out. */
    startOf(element: Element): number;
    leastStart(fellows: Element[]): number;
    /** The room an element takes, also without a box of its own. */
    roomOf(element: Element): DOMRect;
    isNestedDeeper(element: Element, fellows: Element[], root: Element): boolean;
  };
  blocks: {
    written(scope: Element, leaveOut?: (element: Element) => boolean): Element[];
    longest(elements: Element[]): Element[];
    isBadge(words: string | null): boolean;
  };
  private: { isPersonalPlace(location: { pathname: string; search: string; hash?: string; hostname?: string }): boolean };
  markers: {
    markers(root: Element): KontaktSigns;
    linesIn(root: Element): Set<Element> | null;
    textBlocks(root: Element, lines: Iterable<Element>, signs: KontaktSigns): Element[];
    isProfile(link: HTMLAnchorElement): boolean;
    isQuote(element: Element): boolean;
    isAside(element: Element): boolean;
    isAdvert(element: Element): boolean;
    isRunning(line: Element, signs?: KontaktSigns): boolean;
    besides(element: Element, signs: KontaktSigns): boolean;
  };
  answeredBy(box: Element, page: KontaktPage): Element | null;
  Page: new (site: KontaktSite, document: Document, places?: Node[]) => KontaktPage;
  nothing(reason: KontaktReason, site: KontaktSite): KontaktReading;
  Target: new () => KontaktTarget;
  selection(document: Document): Range | null;
  firstSelected(range: Range): Node;
  observe(document: Document, tell: KontaktEvents): KontaktObserver;
  threadOf(dayKey: string, platform: string, first: string): Promise<string | null>;
  reels: {
    reel(document: Document, route: RegExp): { shown: Element; others: Element[] } | null;
    itemsOfReel(reels: { shown: Element; others: Element[] }, comments: Element[]): Element[];
  };
  shortcode(code: string): string;
  board: {
    board(data: KontaktBoard): KontaktSite;
    isLaterPage(document: Document): boolean;
  };
  startSession(document: Document, options: KontaktSessionOptions): KontaktSession;
  readNow(document: Document, target: KontaktTarget, mode: "viewed" | "selection", settings: KontaktSettings): KontaktReading;
  siteOf(document: Document): KontaktSite;
  fallbackOf(site: KontaktSite): KontaktSite;
}

declare var kontaktReader: KontaktReader;
