/** Shapes that the reader's classic scripts share with the panel. See docs/architecture.md, "Between reader and panel". */

interface KontaktSettings {
  mode: "viewed" | "selection";
  port: number;
  sites: Record<string, boolean>;
}

declare var kontaktReader: any;
