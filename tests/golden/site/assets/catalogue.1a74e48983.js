// The form of the catalogue: what is asked stands in the address, the list shows what is found.
(() => {
  "use strict";

  const fichegen = (window.fichegen ??= {});

  const PAGE = 24;
  const MOST = 10 * PAGE; // an address alone must not make a browser load the whole catalogue
  const TYPING = 150;

  const numeral = (number) => number.toLocaleString(document.documentElement.lang || undefined);

  const start = () => {
    const form = document.querySelector("form#filtres");
    if (!form) return;
    const [count, list, none, failure, more, pages] = "compte resultats aucun panne suite pages"
      .split(" ")
      .map((id) => document.getElementById(id));
    const input = form.elements.namedItem("q");
    const selects = [...form.querySelectorAll("select")];
    const fold = form.querySelector("details");
    const active = form.querySelector("[data-actifs]");
    const headUrl = new URL(form.dataset.index, document.baseURI).href;
    const root = new URL("../../", headUrl).href;
    const isRoot = new URL(".", document.baseURI).href === root;
    const still = { count: [...count.childNodes], list: [...list.childNodes] };

    let documents = []; // what was found
    let isNarrowed = false; // to some of their sessions
    let shown = PAGE;
    let turn = 0; // of what asks the index: only the latest may touch the page
    let typing = 0;
    let address = location.search;

    // ---------------------------------------------------------------- what is asked

    // Say beside the fold how many choices it hides, and what the first order is.
    const showChoices = () => {
      const number = selects.filter(({ value }) => value).length;
      const words = active?.dataset;
      if (words) {
        active.textContent =
          number > 1 ? words.plusieurs.replace("{n}", number) : number === 1 ? words.un : "";
      }
      const hasWords = input.value.trim() !== "";
      for (const option of form.querySelectorAll("option[data-mots]")) {
        option.dataset.sinon ??= option.textContent;
        option.textContent = hasWords ? option.dataset.mots : option.dataset.sinon;
        // The same order under its own name makes sense only beside the other.
        const own = option.parentElement.querySelector("option[value=date]");
        if (own) own.hidden = own.disabled = !hasWords;
        if (own?.selected && !hasWords) option.selected = true;
      }
    };

    const readAddress = () => {
      const asked = new URLSearchParams(location.search);
      input.value = (asked.get("q") ?? "").slice(0, input.maxLength > 0 ? input.maxLength : undefined);
      for (const select of selects) {
        const value = asked.get(select.name) ?? "";
        const isOffered = [...select.options].some((option) => option.value === value);
        select.value = isOffered ? value : "";
      }
      const wanted = Math.ceil(Number(asked.get("n")) / PAGE) * PAGE;
      shown = wanted > PAGE ? Math.min(wanted, MOST) : PAGE;
      showChoices();
    };

    const writeAddress = (method) => {
      const url = new URL(location.href);
      const asked = [input, ...selects].map(({ name, value }) => [name, value.trim()]);
      for (const [name, value] of [...asked, ["n", shown > PAGE ? String(shown) : ""]]) {
        if (value) url.searchParams.set(name, value);
        else url.searchParams.delete(name);
      }
      if (url.search === location.search) return;
      try {
        history[method](null, "", url);
      } catch {
        // Not every browser lets a page opened from a folder change its address.
      }
      address = location.search;
    };

    const query = () => {
      const chosen = selects.filter(({ value }) => value).map(({ name, value }) => [name, value]);
      const { etat, tri, ...facets } = Object.fromEntries(chosen);
      return { words: input.value.trim(), state: etat, sort: tri, facets };
    };

    // ---------------------------------------------------------------- what is shown

    const showStill = () => {
      if (list.firstChild !== still.list[0]) list.replaceChildren(...still.list);
      if (count.firstChild !== still.count[0]) count.replaceChildren(...still.count);
      none.hidden = true;
      more.hidden = true;
      if (pages) pages.hidden = false;
    };

    const makeCard = (html, entries) => {
      const template = document.createElement("template");
      template.innerHTML = html;
      for (const name of isRoot ? [] : ["href", "src"]) {
        for (const element of template.content.querySelectorAll(`[${name}]`)) {
          element.setAttribute(name, new URL(element.getAttribute(name), root).href);
        }
      }
      for (const line of isNarrowed ? template.content.querySelectorAll("[data-entree]") : []) {
        line.hidden = !entries.includes(Number(line.dataset.entree));
        line.parentElement.removeAttribute("data-montre");
      }
      return template.content.firstElementChild;
    };

    const addCards = (wanted, cards) => {
      const added = wanted.map(({ id, entries }) => makeCard(cards.get(id), entries));
      list.append(...added);
      more.hidden = list.children.length >= documents.length;
      fichegen.keepStates(list);
      return added;
    };

    const say = (sessions) => {
      const words = count.dataset;
      const number = documents.length;
      const said = number === 1 ? [words.un] : [words.plusieurs.replace("{n}", numeral(number))];
      if (sessions === 1) said.push(words.sessionsUn);
      if (sessions > 1) said.push(words.sessions?.replace("{m}", numeral(sessions)));
      count.textContent = number === 0 ? words.aucun : said.filter(Boolean).join(", ");
    };

    // Ask the index, then show what it answers; where it cannot be loaded, say so.
    const ask = async (question, show, giveUp) => {
      const mine = ++turn;
      list.setAttribute("aria-busy", "true");
      let answer = null;
      try {
        answer = await question(await fichegen.openIndex(headUrl));
      } catch {
        // A file is missing or the network is: the reader is told below.
      }
      if (mine !== turn) return;
      failure.hidden = answer !== null;
      if (answer === null) giveUp();
      else show(answer);
      list.removeAttribute("aria-busy");
    };

    const search = async () => {
      const { words, state, sort, facets } = query();
      const hasFacets = Object.keys(facets).length > 0;
      if (!(words || state || sort || hasFacets)) {
        turn++;
        list.removeAttribute("aria-busy");
        failure.hidden = true;
        showStill();
        return;
      }
      const today = fichegen.today();
      await ask(
        async (index) => {
          const found = await index.search({ words, state, sort, facets, today });
          const wanted = found.documents.slice(0, shown);
          return { found, wanted, cards: await index.cards(wanted.map(({ id }) => id)) };
        },
        ({ found, wanted, cards }) => {
          documents = found.documents;
          isNarrowed = hasFacets || Boolean(state);
          list.replaceChildren();
          addCards(wanted, cards);
          say(found.sessions);
          none.hidden = documents.length > 0;
          if (pages) pages.hidden = true;
        },
        showStill,
      );
    };

    const showMore = async () => {
      if (list.hasAttribute("aria-busy")) return;
      const here = list.children.length;
      const wanted = documents.slice(here, here + PAGE);
      await ask(
        (index) => index.cards(wanted.map(({ id }) => id)),
        (cards) => {
          const [first] = addCards(wanted, cards);
          first.tabIndex = -1;
          first.focus();
          shown = here + PAGE;
          writeAddress("replaceState");
        },
        () => {},
      );
    };

    // ---------------------------------------------------------------- what the reader does

    const update = (method) => {
      clearTimeout(typing);
      typing = 0;
      shown = PAGE;
      showChoices();
      writeAddress(method);
      return search();
    };

    input.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(update, TYPING, "replaceState");
    });
    form.addEventListener("change", ({ target }) => {
      if (target !== input) update("pushState");
    });
    // The fields are emptied after this event.
    form.addEventListener("reset", () => setTimeout(update, 0, "pushState"));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (typing) await update("replaceState");
      if (fold) fold.open = false;
      count.tabIndex = -1;
      count.focus();
    });
    more.addEventListener("click", showMore);
    addEventListener("popstate", () => {
      // A link within the page comes here as well.
      if (location.search === address) return;
      address = location.search;
      readAddress();
      search();
    });

    readAddress();
    form.hidden = false;
    search();
  };

  // The other scripts of this page have run by then.
  document.addEventListener("DOMContentLoaded", start);
})();
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
// The engine of the search: reads the index that `fichegen/exporters/search.py` describes, a file
// at a time as it needs them. It knows nothing of the page.
(() => {
  "use strict";

  const fichegen = (window.fichegen ??= {});

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
  const MILLISECONDS = 86_400_000;
  const GROUP = 1e8; // more than any day's number
  const OFF = new Set(["termine", "annule"]);
  const MOST_WORDS = 12;
  const JOINABLE = new Set(["ouvert", "bientot", "a-venir", "a-programmer"]);

  // What a match is worth. However many words there are, none in prose outweighs one in a title.
  const FOUND = 1;
  const EXACT = 1;
  const STRONG = 1000;

  // ---------------------------------------------------------------- files

  const loading = new Map();
  const received = new WeakMap();

  /**
   * Called by each file of the index: a script, because a page opened from a folder may load
   * nothing else.
   * @param {string} _name
   * @param {unknown} data
   */
  fichegen.part = (_name, data) => received.set(document.currentScript, data);

  const loadNow = (url) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const settle = () => {
        script.remove();
        if (received.has(script)) resolve(received.get(script));
        else reject(new Error(`${url} cannot be loaded`));
      };
      script.addEventListener("load", settle);
      script.addEventListener("error", settle);
      script.src = url;
      document.head.append(script);
    });

  const load = (url) => {
    if (!loading.has(url)) {
      const part = loadNow(url);
      loading.set(url, part);
      part.catch(() => loading.delete(url)); // the next one to ask tries again
    }
    return loading.get(url);
  };

  // ---------------------------------------------------------------- numbers

  const numbersOf = (text) => {
    const numbers = [];
    let number = 0;
    let unit = 1;
    for (const digit of text) {
      const value = VALUES.get(digit);
      number += (value % 32) * unit;
      unit *= 32;
      if (value < 32) {
        numbers.push(number);
        number = 0;
        unit = 1;
      }
    }
    return numbers;
  };

  const dayAt = (coded, base) => {
    if (coded === 0) return null;
    const folded = coded - 1;
    return base + (folded % 2 ? -(folded + 1) / 2 : folded / 2);
  };

  const sessionsOf = ({ first, limit, shape, shapes }) => {
    const limits = numbersOf(limit);
    const shapesOf = numbersOf(shape);
    let before = 0;
    return numbersOf(first).map((coded, i) => {
      const day = dayAt(coded, before);
      before = day ?? before;
      return { first: day, limit: dayAt(limits[i], day ?? 0), shape: shapes[shapesOf[i]] };
    });
  };

  // `fichegen.stateAt` for a timeline whose days are counted from others.
  const stateOf = ({ first, limit, shape }, today) => {
    const bases = { f: first, l: limit, t: 0 };
    let key = shape[0];
    for (let i = 1; i < shape.length; i += 2) {
      if (bases[shape[i][0]] + Number(shape[i].slice(1)) <= today) key = shape[i + 1];
    }
    return key;
  };

  // ---------------------------------------------------------------- words

  // What is asked of a word: all the terms of one of its alternatives. A term is the exact key, or
  // what it begins with; typed in full, a plural is no beginning of other words: "prix", not "pri…".
  const alternativesOf = ({ parts, whole }) =>
    [parts, [whole]]
      .map((words) => words.filter((word) => word && !fichegen.isStopWord(word)))
      .filter((words) => words.length > 0)
      .map((words) =>
        words.map((word) => ({
          exact: fichegen.stem(word),
          prefix: /^.{2}/u.test(word) ? word : null,
        })),
      );

  const wordsOf = (text) =>
    fichegen
      .words(text)
      // An elision typed with a space in place of its apostrophe says nothing: `l hopital`.
      .filter(({ parts }, i, all) => i + 1 === all.length || !/^[cdjlmnst]$/.test(parts.join("-")))
      .slice(0, MOST_WORDS)
      .map(alternativesOf)
      .filter((alternatives) => alternatives.length > 0);

  // ---------------------------------------------------------------- orders

  // Rank of one session: smaller is sooner. `fichegen/presenting/cards.py` puts pages in the same.
  const ORDERS = {
    date: ({ first }, state, today) => {
      if (OFF.has(state)) return first === null ? 6 * GROUP : 5 * GROUP - first;
      if (first === null) return 2 * GROUP;
      if (first <= today) return 3 * GROUP + first;
      return JOINABLE.has(state) ? first : GROUP + first;
    },
    limite: ({ limit }, state, today) => {
      if (limit === null) return OFF.has(state) ? 4 * GROUP : GROUP;
      return !OFF.has(state) && limit >= today ? limit : 3 * GROUP - limit;
    },
  };

  // ---------------------------------------------------------------- the index

  const indexOf = (head, headUrl) => {
    const count = head.entries.length;
    const starts = [0];
    for (const held of head.entries) starts.push(starts.at(-1) + (held || 1));

    const part = (name, digest) => load(new URL(`${name}.${digest}.js`, headUrl).href);

    // The pairs of the parts that may hold keys that begin so, or that key alone.
    const pairs = async (name, parts, key, isPrefix) => {
      const after = parts.findIndex(([first]) => first > key && !(isPrefix && first.startsWith(key)));
      const end = after < 0 ? parts.length : after;
      const begin = parts.findLastIndex(([first]) => first <= key);
      const wanted = parts.slice(Math.max(begin, 0), end);
      const found = await Promise.all(
        wanted.map(([, digest], i) => part(`${name}-${Math.max(begin, 0) + i}`, digest)),
      );
      return found.flat().filter(([each]) => each === key || (isPrefix && each.startsWith(key)));
    };

    // What each document is worth for one term; 0 where it is not in it.
    const scoreTerm = async ({ exact, prefix }) => {
      const found = await Promise.all([
        prefix ? pairs("mots", head.words, prefix, true) : [],
        prefix === exact ? [] : pairs("mots", head.words, exact, false),
      ]);
      const scores = new Uint32Array(count);
      for (const [key, postings] of found.flat()) {
        const worth = FOUND + (key === exact ? EXACT : 0);
        let number = 0;
        for (const coded of numbersOf(postings)) {
          number += coded >> 1;
          scores[number] = Math.max(scores[number], worth + (coded % 2 ? STRONG : 0));
        }
      }
      return scores;
    };

    const scoreWord = async (alternatives) => {
      const scored = await Promise.all(
        alternatives.map((terms) => Promise.all(terms.map(scoreTerm))),
      );
      return Uint32Array.from({ length: count }, (_, number) =>
        Math.max(...scored.map((terms) => Math.min(...terms.map((scores) => scores[number])))),
      );
    };

    const entriesWith = async (name, value) => {
      const key = `${name}:${value}`;
      const [[, postings] = [key, ""]] = await pairs("facettes", head.facets, key, false);
      let number = 0;
      return new Set(numbersOf(postings).map((distance) => (number += distance)));
    };

    const sessionsPart = async (number) =>
      sessionsOf(await part(`sessions-${number}`, head.sessions[number]));

    // The records of the entries of some documents, by document and position.
    const sessionsFor = async (documents) => {
      const each = head.sessionsEach;
      const needed = new Set(
        documents.flatMap(({ id, entries }) =>
          entries.map((position) => Math.floor((starts[id] + position) / each)),
        ),
      );
      const parts = new Map(
        await Promise.all([...needed].map(async (number) => [number, await sessionsPart(number)])),
      );
      return (id, position) => {
        const number = starts[id] + position;
        return parts.get(Math.floor(number / each))[number % each];
      };
    };

    const matching = (scored, allowed) => {
      const documents = [];
      for (let id = 0; id < count; id++) {
        if (!scored.every((scores) => scores[id])) continue;
        const entries = [];
        for (let number = starts[id]; number < starts[id + 1]; number++) {
          if (allowed.every((numbers) => numbers.has(number))) entries.push(number - starts[id]);
        }
        const score = scored.reduce((sum, scores) => sum + scores[id], 0);
        if (entries.length > 0) documents.push({ id, entries, score });
      }
      return documents;
    };

    // The documents with the entries that are in a state on that day.
    const inState = (documents, state, day, session) => {
      const kept = state === "ouvert" ? ["ouvert", "bientot"] : [state];
      return documents
        .map(({ id, entries, score }) => ({
          id,
          score,
          entries: entries.filter((position) => kept.includes(stateOf(session(id, position), day))),
        }))
        .filter(({ entries }) => entries.length > 0);
    };

    const rankBy = async (order, day, session) => {
      if (order === "pertinence") return ({ score }) => -score;
      if (order === "titre") {
        const ranks = numbersOf(await part("titres", head.titles));
        return ({ id }) => ranks[id];
      }
      const rank = (entry) => ORDERS[order](entry, stateOf(entry, day), day);
      return ({ id, entries }) => Math.min(...entries.map((position) => rank(session(id, position))));
    };

    return {
      /**
       * Find the documents that hold all the words, with the entries that have all the facets and
       * the state.
       * @param {{words?: string, facets?: Record<string, string>, state?: string,
       *   sort?: "" | "pertinence" | "date" | "limite" | "titre", today: string}} query
       * @returns {Promise<{documents: {id: number, entries: number[]}[], sessions: number}>}
       */
      async search({ words = "", facets = {}, state = "", sort = "", today }) {
        const asked = wordsOf(words);
        const order = sort || (asked.length > 0 ? "pertinence" : "date");
        const day = Date.parse(today) / MILLISECONDS;
        const [scored, allowed] = await Promise.all([
          Promise.all(asked.map(scoreWord)),
          Promise.all(Object.entries(facets).map(([name, value]) => entriesWith(name, value))),
        ]);
        const matched = matching(scored, allowed);
        const session = state || order in ORDERS ? await sessionsFor(matched) : null;
        const kept = state ? inState(matched, state, day, session) : matched;
        const rank = await rankBy(order, day, session);
        const ranked = kept
          .map((document) => ({ document, rank: rank(document) }))
          .sort((a, b) => a.rank - b.rank || a.document.id - b.document.id)
          .map(({ document: { id, entries } }) => ({ id, entries }));
        const held = ({ id, entries }) => (head.entries[id] ? entries.length : 0);
        return {
          documents: ranked,
          sessions: ranked.reduce((sum, document) => sum + held(document), 0),
        };
      },

      /**
       * The cards of some documents, in the order asked.
       * @param {number[]} ids
       * @returns {Promise<Map<number, string>>}
       */
      async cards(ids) {
        const each = head.cardsEach;
        const card = async (id) => {
          const number = Math.floor(id / each);
          return [id, (await part(`fiches-${number}`, head.cards[number]))[id % each]];
        };
        return new Map(await Promise.all(ids.map(card)));
      },
    };
  };

  /**
   * Open an index; a file that fails to load rejects, and is asked for again the next time.
   * @param {string} headUrl absolute
   */
  fichegen.openIndex = async (headUrl) => indexOf(await load(headUrl), headUrl);
})();
