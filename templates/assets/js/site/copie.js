// Buttons that copy a text, and say so.
(() => {
  "use strict";

  const SAID_FOR = 4000;

  const copyBySelection = (text) => {
    const field = document.createElement("textarea");
    field.className = "visually-hidden";
    field.readOnly = true;
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text); // no clipboard outside https, or not allowed
    }
  };

  for (const button of document.querySelectorAll("button[data-copie]")) {
    const status =
      button.querySelector("[data-copie-dit]") ??
      button.parentElement.querySelector("[data-copie-dit]");
    let timer;
    button.addEventListener("click", async () => {
      const done = await copy(button.dataset.copie);
      button.focus();
      if (!done || !status) return;
      status.textContent = button.dataset.fait;
      clearTimeout(timer);
      timer = setTimeout(() => (status.textContent = ""), SAID_FOR);
    });
    button.hidden = false;
  }
})();
