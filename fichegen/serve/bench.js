// The editor's bench in the browser: follows what is edited, and tells what is wrong.
// Whatever comes from the project is put in as text, never as markup.
(() => {
  "use strict";

  const OWN = "/__fichegen/";
  const KEPT = "fichegen.place"; // where the reader was, over a reload
  const FOLDED = "fichegen.folded"; // the errors that were folded away, or "open" for the list
  const WORDS = {
    name: "fichegen : aperçu",
    draft: "brouillon",
    still: "La page montre la dernière version sans erreur. Elle se mettra à jour d’elle-même, dès que le fichier corrigé sera enregistré.",
    current: "La page est à jour. Rien de ceci n’empêche de publier.",
    published: "La page est à jour, mais le site ne se publiera qu’une fois ceci corrigé.",
    fold: "Replier",
    key: "Échap",
    mend: "Pour corriger :",
    others: "Voir aussi :",
    line: "ligne",
    column: "colonne",
    mended: "C’est corrigé : la page est à jour.",
    more: (number) =>
      number === 1
        ? "… et 1 autre : « fichegen check » le dit."
        : `… et ${number} autres : « fichegen check » les dit tous.`,
    stopped: "L’aperçu est arrêté",
    fault: "Défaut de fichegen",
    severities: {
      erreur: ["erreur", "erreurs"],
      avertissement: ["avertissement", "avertissements"],
      remarque: ["remarque", "remarques"],
    },
  };
  const FIRST_WAIT = 300; // milliseconds before the server is looked for again
  const LAST_WAIT = 3000;

  const me = document.currentScript;
  const known = { ...me.dataset }; // digest, style and source of the page as it was served
  let leaving = false;

  // ---------------------------------------------------------------- what is kept over a reload

  const remember = (name, value) => {
    try {
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, value);
    } catch {
      // A browser may keep nothing: then the page begins at its top.
    }
  };

  const remembered = (name) => {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  };

  const folds = () => [...document.querySelectorAll("details")];
  const fields = () => [...document.querySelectorAll("input[type=search], input[type=text]")];
  const nameOf = (fold) => fold.querySelector("summary")?.textContent.trim() ?? "";

  const leave = (address) => {
    if (leaving) return;
    leaving = true;
    const focused = fields().indexOf(document.activeElement);
    const place = {
      path: address || location.pathname,
      at: [scrollX, scrollY],
      folds: folds().map((fold) => [nameOf(fold), fold.open]),
      fields: fields().map(({ value }) => value),
      focus: focused < 0 ? null : [focused, document.activeElement.selectionStart],
    };
    remember(KEPT, JSON.stringify(place));
    if (address) location.replace(address + location.hash);
    else location.reload();
  };

  const returnTo = () => {
    let place = null;
    try {
      place = JSON.parse(remembered(KEPT));
    } catch {
      // Not ours.
    }
    remember(KEPT, null);
    if (!place || place.path !== location.pathname) return;
    const now = folds();
    place.folds.forEach(([name, open], number) => {
      const fold = now[number]?.isConnected && nameOf(now[number]) === name ? now[number] : null;
      if (fold) fold.open = open;
    });
    const inputs = fields();
    place.fields.forEach((value, number) => {
      const input = inputs[number];
      if (!input || input.value === value) return;
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    if (place.focus && inputs[place.focus[0]]) {
      inputs[place.focus[0]].focus({ preventScroll: true });
      inputs[place.focus[0]].setSelectionRange(place.focus[1], place.focus[1]);
    }
    const goBack = () => scrollTo({ left: place.at[0], top: place.at[1], behavior: "instant" });
    goBack();
    addEventListener("load", () => requestAnimationFrame(goBack), { once: true });
  };

  // ---------------------------------------------------------------- what is shown

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const inPage = document.getElementById("bench"); // a page that is nothing but findings
  const host = inPage ?? make("div", "");
  const shadow = host.attachShadow({ mode: "open" });
  const style = make("link", "");
  style.rel = "stylesheet";
  style.href = `${OWN}bench.css`;
  const spoken = make("p", "spoken");
  spoken.setAttribute("role", "alert");
  const badge = make("button", "badge");
  badge.type = "button";
  badge.hidden = true;
  const title = make("h2", "title");
  title.id = "title";
  const fold = make("button", "fold", WORDS.fold, " ", make("kbd", "", WORDS.key));
  fold.type = "button";
  const intro = make("p", "intro");
  const list = make("ol", "list");
  const rest = make("p", "rest");
  const panel = make("section", "panel", make("div", "head", title, fold), intro, list, rest);
  panel.id = "panel";
  panel.hidden = true;
  const frame = make("aside", inPage ? "frame in-page" : "frame", panel, badge);
  frame.setAttribute("aria-label", WORDS.name);
  if (!inPage) {
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "false");
    panel.setAttribute("aria-labelledby", title.id);
    panel.tabIndex = -1;
    badge.setAttribute("aria-controls", panel.id);
  }
  shadow.append(style, spoken, frame);

  const counted = (number, [one, many]) => `${number} ${number > 1 ? many : one}`;
  const sum = (counts, names) =>
    names
      .filter((name) => counts[name])
      .map((name) => counted(counts[name], WORDS.severities[name]))
      .join(", ");
  const placeOf = ({ path, line, col }) =>
    `${path}, ${WORDS.line} ${line}, ${WORDS.column} ${col}`;

  const itemOf = (finding) => {
    const [name] = WORDS.severities[finding.severity];
    const item = make("li", `item ${finding.severity}`);
    item.append(
      make("p", "what", make("b", "severity", name), " ", make("span", "message", finding.message)),
      make("p", "place", placeOf(finding.place)),
    );
    if (finding.excerpt.length) {
      const [before, there, after] = finding.excerpt;
      const number = make("span", "number", String(finding.place.line));
      number.setAttribute("aria-hidden", "true");
      const quoted = make("code", "", before, make("mark", "", there || " "), after);
      item.append(make("p", "excerpt", number, quoted));
    }
    if (finding.mend) {
      item.append(make("p", "mend", make("b", "", WORDS.mend), " ", finding.mend));
    }
    if (finding.others.length) {
      item.append(make("p", "place", `${WORDS.others} ${finding.others.map(placeOf).join(" ; ")}`));
    }
    item.append(make("p", "meaning", make("b", "code", finding.code), " ", finding.meaning));
    return item;
  };

  let shown = null; // the last answer that was shown
  const isOpen = () => !panel.hidden;
  const errorsOf = ({ fault, findings }) =>
    JSON.stringify([fault, findings.filter(({ severity }) => severity === "erreur")]);

  const setOpen = (open) => {
    panel.hidden = !open;
    badge.hidden = open || badge.textContent === "";
    badge.setAttribute("aria-expanded", String(open));
  };

  const foldAway = () => {
    const hadFocus = panel.contains(shadow.activeElement);
    remember(FOLDED, shown ? errorsOf(shown) : null);
    setOpen(false);
    if (hadFocus) badge.focus();
  };

  fold.addEventListener("click", foldAway);
  badge.addEventListener("click", () => {
    remember(FOLDED, "open");
    setOpen(true);
    panel.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || inPage || !isOpen()) return;
    event.preventDefault();
    foldAway();
  });

  const show = (state) => {
    if (JSON.stringify(state) === JSON.stringify(shown)) return;
    const { counts, fault, findings } = state;
    const isBroken = counts.erreur > 0 || fault.length > 0;
    const wasBroken = shown !== null && (shown.counts.erreur > 0 || shown.fault.length > 0);
    const isNew = isBroken && (!wasBroken || errorsOf(state) !== errorsOf(shown));
    const total = sum(counts, Object.keys(WORDS.severities));
    const worst = fault.length ? WORDS.fault : sum(counts, ["erreur"]) || total;
    const parts = [state.isDraft ? WORDS.draft : "", fault.length ? WORDS.fault : "", total];
    shown = state;

    title.textContent = fault.length && !counts.erreur ? WORDS.fault : total;
    intro.textContent = !state.isCurrent ? WORDS.still : isBroken ? WORDS.published : WORDS.current;
    const faultItem = fault.length
      ? [make("li", "item erreur", ...fault.map((line) => make("p", "what", line)))]
      : [];
    list.replaceChildren(...faultItem, ...findings.map(itemOf));
    const number = Object.values(counts).reduce((sum, count) => sum + count, 0) - findings.length;
    rest.textContent = number > 0 ? WORDS.more(number) : "";
    badge.textContent = parts.filter(Boolean).join(" · ");
    frame.classList.toggle("broken", isBroken);
    if (inPage) {
      panel.hidden = !isBroken;
      badge.hidden = true;
      intro.hidden = fold.hidden = true;
    } else {
      const kept = remembered(FOLDED);
      const isEmpty = findings.length === 0 && fault.length === 0;
      setOpen(!isEmpty && (isBroken ? kept !== errorsOf(state) : kept === "open"));
      if (isEmpty) {
        remember(FOLDED, null);
        badge.disabled = true;
      } else {
        badge.disabled = false;
      }
    }
    // After a moment: what is there already when a page begins is not read out.
    const message = isNew
      ? `${worst}. ${fault[0] ?? `${findings[0].message}. ${placeOf(findings[0].place)}`}`
      : !isBroken && wasBroken ? WORDS.mended : "";
    setTimeout(() => (spoken.textContent = message), 100);
  };

  const sayStopped = (isStopped) => {
    frame.classList.toggle("stopped", isStopped);
    if (isStopped) {
      shown = null; // to be shown again whatever it is
      panel.hidden = true;
      badge.hidden = false;
      badge.disabled = true;
      badge.textContent = WORDS.stopped;
    }
  };

  // ---------------------------------------------------------------- what is new

  const swapStyle = (href) => {
    const old = [...document.querySelectorAll("link[rel=stylesheet]")].find(
      (link) => new URL(link.href).pathname === known.style,
    );
    known.style = href;
    if (!old) return;
    const fresh = old.cloneNode();
    fresh.href = href;
    fresh.addEventListener("load", () => old.remove(), { once: true });
    old.after(fresh);
  };

  const look = async () => {
    const asked = new URLSearchParams({ page: location.pathname, source: known.source });
    const answer = await fetch(`${OWN}state.json?${asked}`, { cache: "no-store" });
    if (!answer.ok) return;
    const state = await answer.json();
    if (state.page.address) leave(state.page.address);
    else if (state.page.digest !== known.digest) leave("");
    else {
      if (state.page.style !== known.style) swapStyle(state.page.style);
      show(state);
    }
  };

  let isWanted = false;
  let isLooking = false;
  const update = async () => {
    isWanted = true;
    if (isLooking || document.hidden) return; // who does not look can wait, and others need not
    isLooking = true;
    while (isWanted && !leaving) {
      isWanted = false;
      try {
        await look();
      } catch {
        // The server has gone; when it is found again, it is asked again.
      }
    }
    isLooking = false;
  };

  document.addEventListener("visibilitychange", () => isWanted && update());

  let wait = FIRST_WAIT;
  let socket = null;
  const listen = () => {
    if (leaving) return;
    socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${OWN}livereload`);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT;
      const protocols = ["http://livereload.com/protocols/official-7"];
      socket.send(JSON.stringify({ command: "hello", protocols }));
    });
    socket.addEventListener("message", ({ data }) => {
      if (JSON.parse(data).command === "hello") sayStopped(false);
      update();
    });
    socket.addEventListener("close", () => {
      if (leaving) return;
      if (wait > FIRST_WAIT) sayStopped(true);
      setTimeout(listen, wait);
      wait = Math.min(wait * 2, LAST_WAIT);
    });
  };

  if (!inPage) document.body.append(host);
  document.addEventListener("DOMContentLoaded", returnTo); // behind the page's own scripts
  listen();
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) {
      leaving = false;
      update();
      if (socket.readyState > WebSocket.OPEN) listen();
    }
  });
})();
