/** A codebook in the shape of `GET /api/v1/codebook`, small enough to see through. */

const codes = (...list) => list.map((code, value) => ({ code, value, label: code[0].toUpperCase() + code.slice(1), missing: code === "keine_angabe" || code === "nicht_anwendbar" }));
const column = (name, more = {}) => ({ name, label: name, type: "code", vocabulary: name, default: null, form: "quick", stage: "both", ...more });

export const CODEBOOK = {
  version: 1,
  vocabularies: {
    plattform: { label: "Plattform", hint: "", codes: codes("facebook", "forum", "gutefrage", "sonstige") },
    raumtyp: { label: "Raumtyp", hint: "", codes: codes("gruppe_offen", "gruppe_geschlossen", "forenfrage", "keine_angabe") },
    sichtbarkeit: { label: "Sichtbarkeit", hint: "", codes: codes("oeffentlich", "halboeffentlich", "privat", "keine_angabe") },
    thema: { label: "Thema", hint: "", codes: codes("elternzeit", "rente", "keine_angabe") },
    modus: { label: "Modus", hint: "", codes: codes("informieren", "verweisen", "richtigstellen") },
    verweisziel: { label: "Verweisziel", hint: "", codes: codes("keins", "familienkasse") },
  },
  tables: {
    contacts: {
      label: "Kontakte",
      columns: [
        column("plattform", { default: "sonstige" }), column("raumtyp", { default: "keine_angabe" }), column("sichtbarkeit", { default: "keine_angabe" }),
        column("thema", { default: "keine_angabe" }), column("modus", { default: "informieren", form: "full" }),
        column("mythos_id", { type: "entry_id", vocabulary: null, default: "nicht_anwendbar", form: null }),
      ],
      derive: [
        { when: { plattform: ["forum", "gutefrage"] }, set: { raumtyp: "forenfrage", sichtbarkeit: "oeffentlich" } },
        { when: { raumtyp: ["gruppe_geschlossen"] }, set: { sichtbarkeit: "halboeffentlich" } },
        { when: { mythos_id: "*" }, set: { modus: "richtigstellen" } },
      ],
    },
  },
};
