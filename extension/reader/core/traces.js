(() => {
  const { kontaktReader } = globalThis;

  // What leads from words to a person: addresses of pages and mail, handles, telephone numbers, accounts. Amounts, dates,
  // paragraphs and postcodes belong to the question and stay.
  const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?";
  const START = "(?<![\\p{L}\\p{N}_.@-])";
  const END = "(?![\\p{L}\\p{N}_-])";
  const PATH = '\\S*?(?=[).,;:!?"“”»\\]}]*(?:\\s|$))';
  // No ends of sentences glued to the next word: "krank.es", "gut.so". Those of the second list count only with a path.
  const PLAIN_ENDS = "de com net org info eu at ch io".split(" ");
  const PATH_ENDS = ("me to ee es it fr nl pl be us uk ru tr cz tv cc gg ly fm link page social chat club family world email live life team jobs health care center " +
    "app dev online shop blog site website store space bio berlin hamburg bayern koeln cologne nrw ruhr saarland wien swiss gle xyz biz edu").split(" ");
  /** In small or in capital letters: a capital behind a point begins a sentence. @param {string[]} ends */
  const anyOf = (ends) => `(?:${ends.flatMap((end) => [end, end.toUpperCase()]).join("|")})`;

  const MAIL_NAME = "[\\p{L}\\p{N}_%+-]+(?:\\.[\\p{L}\\p{N}_%+-]+)*";
  const AT = "(?:[@＠]| ?[([{<] ?(?:at|ät|@) ?[)\\]}>] ?| (?:at|ät|@) )";
  const DOT = "(?:\\.| ?[([{<] ?(?:dot|punkt|\\.) ?[)\\]}>] ?| (?:dot|punkt) )";
  const MAIL = new RegExp(`(?<![\\p{L}\\p{N}_%+.-])${MAIL_NAME}(?:${AT}${LABEL}(?:${DOT}${LABEL})*?${DOT}\\p{L}{2,}(?:\\.\\p{L}{2,})*${END}|[@＠]${LABEL})`, "giu");
  const ADDRESS = new RegExp(`(?:\\bhttps?:\\/\\/|\\bwww\\.)\\S+?(?=[).,;:!?"“”»\\]}]*(?:\\s|$))`, "giu");
  const BARE_ADDRESS = new RegExp(
    `${START}(?:(?:${LABEL}\\.)*[\\p{L}\\p{N}][\\p{L}\\p{N}-]*[\\p{L}\\p{N}]\\.${anyOf(PLAIN_ENDS)}${END}(?:[/?#]${PATH})?|(?:${LABEL}\\.)+${anyOf([...PLAIN_ENDS, ...PATH_ENDS])}/${PATH})`,
    "gu",
  );
  const HANDLE = /[@＠][\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/gu;

  /** Behind the code of a country or a town more may stand than between the digits that follow. */
  const WIDE = "(?! [/\\u2010-\\u2015-] ?\\(?0)[ ()/.\\u2010-\\u2015-]{0,3}";
  const TIGHT = "(?: ?[().]? ?|[/\\u2010-\\u2015-])";
  // What is counted or measured is no number to call.
  const UNIT =
    "(?! ?(?:€|%|°|euro?s?|eur|cent|ct|prozent|h|std|stunden?|uhr|minuten?|tage?n?|wochen?|monate?n?|jahre?n?|kinder|personen|leute|km|qm|m²|brutto|netto)(?![\\p{L}\\p{N}]))";
  /** A date or a time behind a number is not its end. */
  const NEXT = `${TIGHT}(?!\\d{1,2}(?:\\. ?\\d{1,2}\\.|:\\d\\d)|\\d{4}-\\d\\d-\\d\\d)\\d`;
  const STOP = `(?![.,:/]?\\d)${UNIT}`;
  const NUMBER_START = "(?<!\\d)(?<!\\d[.,:/-])";
  const ACCOUNT = new RegExp(`(?<![\\p{L}\\p{N}])(?:[Dd][Ee] ?\\d\\d(?:[ .-]?\\d){18}(?!\\d)|(?:[A-Z]{2}|[a-z]{2})\\d\\d(?: ?[A-Z]{4})?(?:[ -]?\\d){10,26}${STOP})`, "gu");
  const TELEPHONES = [
    `${NUMBER_START}\\(?(?:\\+|00) ?\\(?[1-9]\\d{0,2}${WIDE}\\d(?:${NEXT}){0,4}${WIDE}\\d(?:${NEXT}){3,9}${STOP}`,
    // Not "01067 450": a postcode and something else.
    `${NUMBER_START}(?!\\d{5} \\d{1,3}(?! ?[\\d/-]))\\(?0[1-9]\\d{1,4}${WIDE}\\d(?:${NEXT}){3,8}${STOP}`,
    `${NUMBER_START}0[1-9]\\d{1,4}(?: [/\\u2010-\\u2015-] [1-9]\\d{1,6}){2,4}${STOP}`,
    `${NUMBER_START}0[1-9](?: \\d\\d){3,5}${STOP}`,
    `(?<=(?:telefon|tel|fon|handy|mobil|festnetz|\\p{L}*nummer|whatsapp|signal|telegram|sms)[.:]? ?(?:ist|lautet|unter)?:? ?)(?!116 ?\\d{3}(?!\\d))\\d(?:[ ()/-]{0,3}\\d){5,13}${STOP}`,
    `(?<![\\d.,])\\d{9,}${STOP}`,
  ].map((pattern) => new RegExp(pattern, "giu"));

  /**
   * Words without what leads to a person.
   * @param {string} words each line one line, no gap wider than one
   * @returns {string} with gaps where something was cut
   */
  function cut(words) {
    return [ACCOUNT, MAIL, ADDRESS, BARE_ADDRESS, HANDLE, ...TELEPHONES].reduce((left, trace) => left.replace(trace, " "), words);
  }

  kontaktReader.traces = { cut };
})();
