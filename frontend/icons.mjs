// Icons: our name for its job on the left, the name of the Lucide drawing (ISC licence) on the right.
// They are written into the pages as templates: {% include "components/icons/phone.html" %}.
// An external sprite is no choice: Firefox before version 133 refuses <use href="file.svg#…"> under default-src 'none'.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export const icons = {
    address: "map-pin",
    advice: "messages-square",
    arrow: "arrow-right",
    archive: "archive",
    ask: "message-circle-question-mark",
    calendar: "calendar-days",
    check: "circle-check",
    chevron: "chevron-down",
    close: "x",
    download: "download",
    email: "mail",
    hours: "clock",
    important: "triangle-alert",
    info: "info",
    list: "list",
    menu: "menu",
    no: "circle-minus",
    phone: "phone",
    print: "printer",
    search: "search",
    share: "share-2",
    subscribe: "calendar-plus",
    website: "globe",
};

export function iconTemplate(packages, name, lucide) {
    const source = readFileSync(join(packages, `lucide-static/icons/${lucide}.svg`), "utf-8");
    const shapes = [...source.matchAll(/<(path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*\/>/g)]
        .map((match) => match[0].replace(/\s+/g, " ").replace(" />", "/>"))
        .join("");
    if (!shapes) throw new Error(`Lucide has no drawing for ${name} (${lucide})`);
    return (
        `{# icon ${name}: no parameters; built from Lucide by npm run build #}` +
        `<svg class="icon icon--${name}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" ` +
        `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shapes}</svg>\n`
    );
}
