// Makes the finder quicker. Without it the same forms ask the server, and the browser's own menu prints.

const SPELT_OUT = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const LONG_ENOUGH = 5; // as in managements/referrals/models/matching.py
const PAUSE = 200; // milliseconds without a key before the server is asked for places

/** Words as the server compares them: small letters, umlauts spelt out, one space between. */
function spelling(words) {
    return words
        .normalize("NFC")
        .toLowerCase()
        .replace(/[äöüß]/g, (letter) => SPELT_OUT[letter])
        .normalize("NFKD")
        .replace(/[\u0300-\u036f]/g, "")
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean);
}

function means(typed, known) {
    return known.startsWith(typed) || (known.length >= LONG_ENOUGH && typed.startsWith(known));
}

/** Narrows the list that a form names while somebody types into its first field. */
function narrowWhileTyping(form) {
    const list = document.getElementById(form.dataset.narrows);
    const field = form.querySelector("input");
    const status = document.querySelector(".finder__status");
    if (!list || !field) return;
    const entries = [...list.querySelectorAll("[data-words]")].map((element) => {
        const [names, explanation] = element.dataset.words.split("|").map((part) => part.trim().split(" "));
        return { element, names, known: [...names, ...explanation] };
    });
    field.addEventListener("input", () => {
        const typed = spelling(field.value);
        const long = typed.filter((word) => word.length >= LONG_ENOUGH);
        const isKnown = (known) => (word) => known.some((one) => means(word, one));
        let fitting = entries.filter(({ known }) => typed.every(isKnown(known)));
        // In a whole sentence one long word that names it is enough.
        if (fitting.length === 0) fitting = entries.filter(({ names }) => long.some(isKnown(names)));
        for (const entry of entries) entry.element.hidden = !fitting.includes(entry);
        if (status) status.textContent = fitting.length === 0 ? status.dataset.none : "";
    });
}

/** Suggests districts and streets for a field, from the address that it names. */
function suggestPlaces(field) {
    const choices = field.list;
    if (!choices) return;
    let waiting;
    field.addEventListener("input", () => {
        clearTimeout(waiting);
        if (field.value.trim().length < 2) return;
        waiting = setTimeout(async () => {
            const asked = field.value;
            const response = await fetch(`${field.dataset.suggests}?q=${encodeURIComponent(asked)}`).catch(() => null);
            if (!response?.ok || field.value !== asked) return;
            const places = await response.json();
            choices.replaceChildren(
                ...places.map(({ name }) => {
                    const option = document.createElement("option");
                    option.value = name;
                    return option;
                }),
            );
        }, PAUSE);
    });
}

for (const form of document.querySelectorAll("form[data-narrows]")) narrowWhileTyping(form);
for (const field of document.querySelectorAll("input[data-suggests]")) suggestPlaces(field);
for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}
