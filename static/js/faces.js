// In the CMS, where colour and picture of a management are chosen: the preview follows. Without it there is a button for that.

const PAUSE = 250; // milliseconds without a change before the server is asked
const COLOUR = /^#?([0-9a-f]{6})$/i;

const partIn = (root, name) => root.querySelector(`[data-face-part="${name}"]`);

/** Shows new pages in frames once they are loaded, in place of the old ones: nothing flickers. */
function exchangeScenes(old, next) {
    next.classList.add("face__scenes--next");
    const loaded = [...next.querySelectorAll("iframe")].map((frame) => new Promise((done) => frame.addEventListener("load", done, { once: true })));
    old.after(next);
    return Promise.all(loaded).then(() => {
        // Meanwhile somebody may have chosen on: whoever comes last stays.
        if (!next.isConnected) return;
        for (const other of [...next.parentElement.querySelectorAll("[data-face-scenes]")]) if (other !== next) other.remove();
        next.classList.remove("face__scenes--next");
    });
}

function follow(form) {
    const text = form.elements.namedItem("accent");
    const colour = form.querySelector("[data-face-colour]");
    let asked = chosen();
    let waiting;
    let turn = 0;

    function chosen() {
        return new URLSearchParams({ accent: text.value, emblem: new FormData(form).get("emblem") ?? "" }).toString();
    }

    /** Asks the server for what is chosen. Half a colour is none yet, and no mistake, until somebody is done with the field. */
    async function ask({ isDone = false } = {}) {
        const query = chosen();
        if (query === asked || !(isDone || COLOUR.test(text.value.trim()))) return;
        asked = query;
        turn += 1;
        const mine = turn;
        const response = await fetch(`${form.dataset.face}?${query}`).catch(() => null);
        // Not reached: the next change asks again.
        if (!response?.ok) asked = "";
        if (!response?.ok || mine !== turn) return;
        show(new DOMParser().parseFromString(await response.text(), "text/html"));
    }

    function show(answer) {
        // Who is no longer logged in gets another page.
        if (!partIn(answer, "verdict")) return;
        const verdict = partIn(form, "verdict");
        verdict.replaceChildren(...partIn(answer, "verdict").childNodes);
        say(verdict);
        text.setAttribute("aria-invalid", String(verdict.querySelector(".face__problem") !== null));
        for (const card of partIn(answer, "cards").children) {
            const picture = [...form.querySelectorAll("img[data-face-card]")].find((one) => one.dataset.faceCard === card.dataset.faceCard);
            if (picture && picture.getAttribute("src") !== card.dataset.url) picture.src = card.dataset.url;
        }
        const pictures = partIn(document, "pictures");
        const next = partIn(answer, "pictures");
        for (const waitingScenes of pictures.querySelectorAll(".face__scenes--next")) waitingScenes.remove();
        exchangeScenes(pictures.querySelector("[data-face-scenes]"), document.adoptNode(next.querySelector("[data-face-scenes]")));
        pictures.querySelector(".face__small").replaceWith(document.adoptNode(next.querySelector(".face__small")));
    }

    /** Tells people who hear the page what matters of it: what is wrong or alike, else how legible the colour is. */
    function say(verdict) {
        const found = [...verdict.querySelectorAll(".face__problem, .face__warning")];
        const told = found.length > 0 ? found : [...verdict.querySelectorAll("tbody tr:first-child")];
        form.querySelector("[data-face-said]").textContent = told.map((one) => one.textContent.replace(/\s+/g, " ").trim()).join(" ");
    }

    function noticeChange() {
        clearTimeout(waiting);
        waiting = setTimeout(() => ask({ isDone: document.activeElement !== text }), PAUSE);
    }

    form.addEventListener("input", (event) => {
        if (event.target === colour) text.value = colour.value.toUpperCase();
        const typed = COLOUR.exec(text.value.trim());
        if (typed) colour.value = `#${typed[1]}`;
        noticeChange();
    });
    text.addEventListener("change", () => {
        clearTimeout(waiting);
        ask({ isDone: true });
    });
    form.addEventListener("click", (event) => {
        const suggestion = event.target.closest("[data-face-suggestion]");
        if (!suggestion) return;
        event.preventDefault();
        text.value = suggestion.value;
        colour.value = suggestion.value;
        text.focus();
        ask({ isDone: true });
    });
    colour.hidden = false;
    form.querySelector("[data-face-button]").hidden = true;
}

for (const form of document.querySelectorAll("[data-face]")) follow(form);
