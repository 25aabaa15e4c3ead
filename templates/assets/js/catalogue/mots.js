// Words as a search knows them. `fichegen/terms.py` does the same to the fiches, step by step;
// the table `tests/cases/mots.json` holds both to it.
(() => {
  "use strict";

  const fichegen = (window.fichegen ??= {});

  const STOP_WORDS = new Set(
    (
      "a au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur " +
      "leurs lui ma mais me mes moi mon ne nos notre nous on ou par pas pour qu que qui sa se ses " +
      "soi sont sur ta te tes toi ton tu un une vos votre vous y"
    ).split(" "),
  );
  const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ς: "σ", "‐": "-" };
  const WORD = /[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu;
  const ELISION = /^(?:[cdjlmnst]|(?:jus|lors|pres|puis|quel|quoi)?qu)'/;
  const SAINT = /(^|['-])st(e?)s?(?=['-]|$)/g;
  // French plurals, none of fewer than four letters; the first that fits is undone.
  const STEMS = [
    [/^(.*eau|.+[eo]u)x$/u, "$1"],
    [/^(.*trav|b|cor|soupir|vant|vitr)aux$/u, "$1ail"],
    [/^(.+)aux$/u, "$1al"],
    [/^(.{2,}[^s])s$/u, "$1"],
  ];

  const fold = (text) =>
    text
      // The acute accent that stands alone would come apart into a space and a mark.
      .replaceAll("´", "'")
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]+/gu, "")
      .toLowerCase()
      .replace(/[œæßøς‐]/g, (letter) => LETTERS[letter])
      .replace(/[’ʼ`‘′]/g, "'");

  /**
   * The words of a text, folded but not stemmed: `whole` is set where signs hold `parts` together.
   * @param {string} text
   * @returns {{parts: string[], whole: string}[]}
   */
  fichegen.words = (text) =>
    (fold(text).match(WORD) ?? []).map((match) => {
      const word = match.replace(ELISION, "").replace(SAINT, "$1saint$2");
      const parts = word.split("-").flatMap((piece) => piece.replace(ELISION, "").split("'"));
      return { parts, whole: parts.length > 1 ? word.replace(/['-]/g, "") : "" };
    });

  /**
   * A word without its French plural.
   * @param {string} word
   * @returns {string}
   */
  fichegen.stem = (word) => {
    if (fichegen.isStopWord(word)) return word;
    const [plural, singular] = STEMS.find(([pattern]) => pattern.test(word)) ?? [];
    return plural ? word.replace(plural, singular) : word;
  };

  /**
   * Whether a word says nothing by itself.
   * @param {string} word
   * @returns {boolean}
   */
  fichegen.isStopWord = (word) => STOP_WORDS.has(word);

  /**
   * The terms of a text in order, as the index holds them.
   * @param {string} text
   * @returns {string[]}
   */
  fichegen.terms = (text) =>
    fichegen
      .words(text)
      .flatMap(({ parts, whole }) => (whole ? [...parts, whole] : parts))
      .map(fichegen.stem);
})();
