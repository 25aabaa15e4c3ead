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
