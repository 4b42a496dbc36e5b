/**
 * The closed lists of the contact log as the companion gives them. A copy is kept in `storage.local` (it says nothing
 * about anybody), so that a contact can be corrected while the companion is away.
 */

/** @typedef {{code: string, label: string, value: number, missing: boolean, hint?: string, pillar?: string}} Code */
/** @typedef {{name: string, label: string, type: string, vocabulary: string|null, default: string|number|null, form: "quick"|"full"|null, stage: string}} Column */
/** @typedef {{when: Record<string, string[]|"*">, set: Record<string, string>}} Rule */
/**
 * @typedef {object} Codebook
 * @property {number} version
 * @property {Record<string, {label: string, hint: string, codes: Code[]}>} vocabularies
 * @property {Record<string, {label: string, columns: Column[], derive: Rule[]}>} tables
 */

/** @param {Codebook|null} codebook @param {string} vocabulary @returns {Code[]} */
export const codesOf = (codebook, vocabulary) => codebook?.vocabularies[vocabulary]?.codes ?? [];

/** @param {Codebook|null} codebook @param {string} vocabulary @param {unknown} code @returns {string} for people */
export function labelOf(codebook, vocabulary, code) {
  return codesOf(codebook, vocabulary).find((known) => known.code === code)?.label ?? String(code ?? "");
}

/** @param {Codebook|null} codebook @param {string} vocabulary @param {unknown} code whether the list has that code */
export const hasCode = (codebook, vocabulary, code) => codesOf(codebook, vocabulary).some((known) => known.code === code);

/** @param {Codebook|null} codebook @param {string} table @returns {Column[]} that a person fills in */
export function formColumns(codebook, table) {
  return codebook?.tables[table]?.columns.filter((column) => column.form !== null) ?? [];
}

/**
 * The row as the companion will complete it: what follows from the given columns, then the defaults.
 * @param {Codebook|null} codebook @param {string} table @param {Record<string, any>} given
 * @returns {Record<string, any>}
 */
export function completeRow(codebook, table, given) {
  const found = codebook?.tables[table];
  /** @type {Record<string, any>} */
  const row = { ...given };
  if (!codebook || !found) return row;
  const columns = new Map(found.columns.map((column) => [column.name, column]));

  /** @param {string} name @param {string[]|"*"} wanted */
  const holds = (name, wanted) => {
    const value = row[name];
    if (wanted !== "*") return wanted.includes(value);
    const vocabulary = columns.get(name)?.vocabulary;
    const isMissing = vocabulary
      ? codesOf(codebook, vocabulary).some((code) => code.code === value && code.missing)
      : value === "nicht_anwendbar" || value === "keine_angabe";
    return value !== undefined && value !== null && !isMissing;
  };

  for (const rule of found.derive) {
    if (!Object.entries(rule.when).every(([name, wanted]) => holds(name, wanted))) continue;
    for (const [name, code] of Object.entries(rule.set)) row[name] ??= code;
  }
  for (const column of found.columns) if (column.default !== null) row[column.name] ??= column.default;
  return row;
}

/**
 * What a correction of one column brings with it: a closed group is not public.
 * @param {Codebook|null} codebook @param {string} table @param {string} column @param {string} code
 * @returns {Record<string, string>} the column itself and what follows directly from it
 */
export function withConsequences(codebook, table, column, code) {
  /** @type {Record<string, string>} */
  const changes = { [column]: code };
  for (const { when, set } of codebook?.tables[table]?.derive ?? []) {
    const wanted = when[column];
    if (Object.keys(when).length === 1 && Array.isArray(wanted) && wanted.includes(code)) Object.assign(changes, set, { [column]: code });
  }
  return changes;
}

/**
 * @param {object} parts
 * @param {{get(keys: any): Promise<any>, set(items: any): Promise<void>}} parts.local `storage.local`
 * @param {(method: string, path: string) => Promise<import("../companion/client.js").Result>} parts.request
 */
export function createCodebookSource({ local, request }) {
  return {
    /** @returns {Promise<Codebook|null>} the kept copy */
    kept: async () => (await local.get("codebook")).codebook ?? null,

    /** @returns {Promise<Codebook|null>} the companion's, null if it cannot be had now */
    async fresh() {
      const answer = await request("GET", "/api/v1/codebook");
      if (answer.state !== "ok" || answer.error) return null;
      await local.set({ codebook: answer.data });
      return answer.data;
    },
  };
}

/** @typedef {ReturnType<typeof createCodebookSource>} CodebookSource */
