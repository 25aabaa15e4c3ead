// The states of sessions, kept true to the reader's day on a page that was written days ago.
(() => {
  "use strict";

  const fichegen = (window.fichegen ??= {});

  const ENDED = new Set(["termine", "annule"]);

  /**
   * The state that holds on a day, of a timeline `key date key date key`.
   * @param {string} timeline
   * @param {string} isoDay
   * @returns {string}
   */
  fichegen.stateAt = (timeline, isoDay) => {
    const [first, ...steps] = timeline.trim().split(/\s+/);
    let key = first;
    for (let i = 0; i + 1 < steps.length; i += 2) {
      if (steps[i] <= isoDay) key = steps[i + 1];
    }
    return key;
  };

  const dayIn = (timeZone) => {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    const parts = Object.fromEntries(
      format.formatToParts(new Date()).map(({ type, value }) => [type, value]),
    );
    return `${parts.year}-${parts.month}-${parts.day}`;
  };

  /**
   * The reader's day in the catalogue's zone, never before the day of the build.
   * @returns {string}
   */
  fichegen.today = () => {
    const { fuseau, jour = "" } = document.documentElement.dataset;
    let day;
    try {
      day = dayIn(fuseau);
    } catch {
      day = dayIn(undefined); // a zone that this browser does not know
    }
    // A clock beyond the year 9999 does not compare as text.
    return day.length === 10 && day > jour ? day : jour;
  };

  const showTag = (place, key) => {
    if (place.querySelector("[data-kind]")?.dataset.kind !== key) {
      const legend = document.querySelector("template#etats")?.content;
      const tag = [...(legend?.children ?? [])].find(({ dataset }) => dataset.kind === key);
      if (!tag) return;
      place.replaceChildren(document.importNode(tag, true));
    }
    place.hidden = false;
  };

  const keepState = (owner, today) => {
    const key = fichegen.stateAt(owner.dataset.etats, today);
    owner.dataset.etat = key;
    for (const element of owner.querySelectorAll("[data-etat-tag], [data-si]")) {
      if (element.closest("[data-etats]") !== owner) continue;
      if (element.matches("[data-etat-tag]")) showTag(element, key);
      if (element.matches("[data-si]")) {
        element.hidden = !element.dataset.si.split(/\s+/).includes(key);
      }
    }
  };

  // Of a list that shows its first sessions only, those that have not ended.
  const showFirst = (list) => {
    const lines = [...list.querySelectorAll(":scope > [data-etats]")];
    const current = lines.filter(({ dataset }) => !ENDED.has(dataset.etat));
    const shown = (current.length > 0 ? current : lines).slice(0, Number(list.dataset.montre));
    for (const line of lines) line.hidden = !shown.includes(line);
  };

  /**
   * Show the state of today in all that carries a timeline, and what is said once a day is past.
   * @param {ParentNode} root
   */
  fichegen.keepStates = (root) => {
    const today = fichegen.today();
    for (const element of root.querySelectorAll("[data-apres]")) {
      element.hidden = today <= element.dataset.apres;
    }
    if (root instanceof Element && root.matches("[data-etats]")) keepState(root, today);
    for (const owner of root.querySelectorAll("[data-etats]")) keepState(owner, today);
    for (const list of root.querySelectorAll("[data-montre]")) showFirst(list);
  };

  fichegen.keepStates(document);
  // A page left open overnight is looked at on another day.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) fichegen.keepStates(document);
  });
})();
