// The few things a page does by itself. Everything works without it, only less conveniently.
"use strict";

(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const paint = () => root.setAttribute("data-theme", remembered() || (dark.matches ? "dark" : "light"));
  // Before the first paint, so that nothing flashes.
  paint();
  dark.addEventListener("change", paint);

  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  function toggleTheme() {
    const next = root.getAttribute("data-theme") === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", next); } catch { /* a private window forgets it; the page still turns */ }
    root.setAttribute("data-theme", next);
  }

  async function copy(button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1600);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-toggle], [data-copy], [data-keys], [data-print]");
    const menu = document.querySelector("details.me[open]");
    if (menu && !menu.contains(event.target)) menu.removeAttribute("open");
    if (!button) return;
    if (button.matches("[data-theme-toggle]")) toggleTheme();
    if (button.matches("[data-copy]")) copy(button);
    if (button.matches("[data-print]")) window.print();
    if (button.matches("[data-keys]")) document.getElementById("keys").showModal();
  });

  // Keys: / find · g d desk · g o orders · g i invoices · g e exceptions · g p payments · g r receive log · n new order · ? these keys.
  let going = 0;
  const go = (name) => document.querySelector(`#destinations [data-go="${name}"]`)?.click();

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("details.me[open]")?.removeAttribute("open");
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    const find = document.getElementById("find");
    if (event.key === "/" && find) { event.preventDefault(); find.focus(); find.select(); }
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else if (event.timeStamp - going < 1500 && "doiepr".includes(event.key)) go(event.key);
    else if (event.key === "n") go("n");
    going = event.key === "g" ? event.timeStamp : 0;
  });

  document.addEventListener("DOMContentLoaded", () => {
    // A row of tabs or chips that is wider than the phone begins at the one that is open.
    for (const row of document.querySelectorAll(".tabs, .chips")) {
      const open = row.querySelector("[aria-current]");
      if (open) row.scrollLeft = open.offsetLeft - row.offsetLeft - 16;
    }
    // A zone that nobody has chosen yet begins as this machine's own.
    for (const form of document.querySelectorAll("form[data-own-zone]")) {
      const zone = form.elements[form.dataset.ownZone], here = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (zone?.value === "UTC" && [...zone.options].some((one) => one.value === here)) zone.value = here;
    }
    // What was typed stands in its form again; only where that is gone it is shown to be copied.
    if (document.querySelector("details.move-why[open] form")) document.querySelector("[data-written]")?.remove();
    (document.querySelector("[aria-invalid=true]") || document.querySelector(".move-why[open] textarea"))?.focus();
  });

  // Files to be sent: dropped anywhere on their place, named before they go, and not sent where they would not be read.
  function named(place) {
    const input = place.querySelector("input[type=file]"), says = place.querySelector(".says"), list = place.querySelector(".chosen");
    const files = [...input.files], bytes = files.reduce((sum, file) => sum + file.size, 0);
    says.dataset.idle ??= says.textContent;
    const wrong = files.length > Number(place.dataset.mostFiles) ? place.dataset.tooMany
      : bytes > Number(place.dataset.mostBytes) ? place.dataset.tooLarge : "";
    input.setCustomValidity(wrong);
    input.toggleAttribute("aria-invalid", false);
    if (wrong) input.setAttribute("aria-invalid", "true");
    says.textContent = wrong || says.dataset.idle;
    says.classList.toggle("says-wrong", Boolean(wrong));
    list.replaceChildren(...files.map((file) => {
      const row = document.createElement("li"), size = document.createElement("span");
      size.className = "quiet";
      size.textContent = ` ${Math.max(1, Math.round(file.size / 1024))} KB`;
      row.append(file.name, size);
      return row;
    }));
  }

  document.addEventListener("change", (event) => {
    const place = event.target.closest("[data-drop]");
    if (place) named(place);
  });
  document.addEventListener("submit", (event) => {
    const input = event.target.querySelector("[data-drop] input[type=file]");
    if (input && !input.checkValidity()) { event.preventDefault(); input.focus(); }
  });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const place = event.target.closest?.("[data-drop]");
      if (!place || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      place.classList.toggle("drop-over", kind === "dragenter" || kind === "dragover");
      if (kind !== "drop") return;
      place.querySelector("input[type=file]").files = event.dataTransfer.files;
      named(place);
    });
  }

  // Rows copied from a spreadsheet: the server sets them down in the form, from the cell on into which they were pasted.
  document.addEventListener("paste", (event) => {
    const place = event.target.closest?.("[data-paste]"), at = event.target.name;
    const pasted = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r?\n$/, "");
    if (!place || !at || !/[\t\n]/.test(pasted)) return;
    event.preventDefault();
    const values = { do: "paste", pasted, at };
    htmx.ajax("POST", place.dataset.paste, { source: place, target: "#lines", select: "#lines", swap: "outerHTML", values });
  });

  // A record that changes while somebody types: what was typed is put back into the new page, or, where its place is
  // gone, set down below it.
  let written = [];
  let focused = null;

  const regions = [
    "record-head", "record-gates", "record-holds", "record-findings", "record-money", "record-panel", "record-moves",
  ];
  const parts = () => regions.map((id) => document.getElementById(id)).filter(Boolean);
  const chosen = (field) => [...field.options].filter((one) => one.selected).map((one) => one.value);
  const touched = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((one) => one.selected !== one.defaultSelected)
      && !([...field.options].every((one) => !one.defaultSelected) && field.selectedIndex === 0)
    : field.value !== field.defaultValue;

  function remember() {
    const active = document.activeElement;
    focused = active && active.id ? { id: active.id, start: active.selectionStart, end: active.selectionEnd } : null;
    const fields = parts().flatMap((part) => [...part.querySelectorAll("textarea, select, input:not([type=hidden])")]);
    written = fields.filter((one) => one.id && touched(one)).map((one) => ({
      id: one.id,
      name: labelOf(one),
      value: one.options ? [...one.selectedOptions].map((option) => option.text).join(", ") : one.value,
      chosen: one.options && chosen(one),
      checked: one.checked,
      ticked: /checkbox|radio/.test(one.type),
    }));
    for (const open of parts().flatMap((part) => [...part.querySelectorAll("details[open][id]")])) written.push({ opened: open.id });
  }

  const labelOf = (field) => field.labels?.[0]?.textContent.trim() ?? "";

  function putBack() {
    const gone = [];
    for (const one of written) {
      if (one.opened) { document.getElementById(one.opened)?.setAttribute("open", ""); continue; }
      const field = document.getElementById(one.id);
      if (!field) { gone.push(one); continue; }
      if (field.type === "checkbox" || field.type === "radio") field.checked = one.checked;
      else if (one.chosen) for (const option of field.options) option.selected = one.chosen.includes(option.value);
      else field.value = one.value;
      field.closest("details")?.setAttribute("open", "");
    }
    setDown(gone.filter((one) => !one.ticked));
    const field = focused && document.getElementById(focused.id);
    if (field && field !== document.activeElement) {
      field.focus({ preventScroll: true });
      if (focused.start !== null && field.setSelectionRange) field.setSelectionRange(focused.start, focused.end);
    }
    written = []; focused = null;
  }

  function setDown(gone) {
    const kept = document.getElementById("kept"), words = gone.filter((one) => one.value.trim());
    if (!kept || !words.length) return;
    const field = document.createElement("textarea");
    field.value = words.length === 1 ? words[0].value : words.map((one) => `${one.name}: ${one.value}`).join("\n");
    field.readOnly = true; field.rows = 3; field.id = "kept-text";
    const label = document.createElement("label");
    label.htmlFor = "kept-text"; label.textContent = kept.dataset.words;
    kept.replaceChildren(label, field);
  }

  document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.shouldSwap && event.detail.requestConfig?.elt?.id === "live") remember(); });
  document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.requestConfig?.elt?.id === "live") putBack(); });
})();
