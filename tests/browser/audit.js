// Looks at a page as people who see, hear, read or use it in other ways meet it. Runs in every page of the proof before its own
// scripts; every function returns what is wrong, in words, an empty list where all is well.

window.audit = (() => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const name = (one) => {
        const path = [];
        for (let node = one; node && node !== document.body && path.length < 3; node = node.parentElement) {
            path.unshift(node.tagName.toLowerCase() + (node.id ? `#${node.id}` : "") + [...node.classList].map((word) => `.${word}`).join(""));
        }
        return `${path.join(" > ")} “${(one.textContent || one.value || "").trim().replace(/\s+/g, " ").slice(0, 40)}”`;
    };
    const isShown = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && one.getClientRects().length > 0;
    // What is there for screen readers alone.
    const isHidden = (one) => {
        for (let node = one; node; node = node.parentElement) {
            const { width, height } = node.getBoundingClientRect();
            const { clipPath, overflow } = getComputedStyle(node);
            if (clipPath !== "none" && width <= 2 && height <= 2) return true;
            if (node === document.body || (overflow === "visible" && clipPath === "none" && node !== one)) continue;
        }
        return false;
    };
    // A field that nobody sees or reaches catches machines.
    const CONTROLS = "a[href]:not([aria-hidden=true] [tabindex='-1']), button:not([disabled]), input:not([type=hidden], [disabled], [aria-hidden=true] *), select, textarea, summary, [tabindex]:not([tabindex='-1'])";
    // Of radio buttons with one name the tab key reaches the chosen one, else the first from above and the last from below.
    const controls = (isBackwards = false) =>
        all(CONTROLS).filter(isShown).filter((one, _position, shown) => {
            if (one.type !== "radio") return true;
            const group = shown.filter((other) => other.type === "radio" && other.name === one.name && other.form === one.form);
            return one === (group.find((other) => other.checked) ?? group.at(isBackwards ? -1 : 0));
        });

    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const seen = new Map();
    const rgba = (colour) => {
        if (!seen.has(colour)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            seen.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
        }
        return seen.get(colour);
    };
    const luminance = (colour) => {
        const [red, green, blue] = rgba(colour).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const ground = (one) => {
        for (let node = one; node; node = node.parentElement) {
            const colour = getComputedStyle(node).backgroundColor;
            if (rgba(colour)[3] > 250) return colour;
        }
        return "Canvas";
    };

    /** Whether the focus of an element can be seen: a ring of 2 px at least that stands out, and is not cut off. */
    const ring = (one) => {
        const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(one);
        const width = parseFloat(outlineWidth);
        const offset = parseFloat(outlineOffset);
        if (outlineStyle === "none" || width < 2) return [`no focus ring: ${name(one)}`];
        const found = [];
        const around = ground(offset < 0 ? one : (one.parentElement ?? one));
        if (contrast(outlineColor, around) < 3) {
            found.push(`focus ring ${outlineColor} on ${around} is too faint: ${name(one)}`);
        }
        const box = one.getBoundingClientRect();
        const reach = Math.max(0, offset + width) - 1;
        for (let node = one.parentElement; node && node !== document.body; node = node.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(node);
            const edge = node.getBoundingClientRect();
            if (overflowX !== "visible" && (box.left - reach < edge.left || box.right + reach > edge.right) && node.scrollWidth <= node.clientWidth) {
                found.push(`focus ring is cut off by ${name(node)}: ${name(one)}`);
            }
            if (overflowY !== "visible" && (box.top - reach < edge.top || box.bottom + reach > edge.bottom) && node.scrollHeight <= node.clientHeight) {
                found.push(`focus ring is cut off by ${name(node)}: ${name(one)}`);
            }
        }
        return found;
    };
    const isCovered = (one) => {
        const box = [...one.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
        if (!box) return true;
        // The middle of what the window shows of it.
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, window.innerWidth)];
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
        const hit = left < right && top < bottom && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !hit || !(one.contains(hit) || hit.contains(one) || one.labels?.[0]?.contains(hit));
    };

    const linesIn = (one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
    };

    let reached = [];
    let rings = [];

    return {
        /** Headings, landmarks, tables, pictures, language. */
        structure() {
            const found = [];
            if (document.documentElement.lang !== "de") found.push("the language is not German");
            const headings = all("h1, h2, h3, h4, h5, h6").filter((one) => one.checkVisibility());
            const levels = headings.map((one) => Number(one.tagName[1]));
            if (levels.filter((level) => level === 1).length !== 1) found.push("there is not one h1");
            if (levels[0] !== 1) found.push(`the first heading is none of level 1: ${name(headings[0])}`);
            levels.forEach((level, position) => {
                if (position && level - levels[position - 1] > 1) found.push(`skipped level: ${name(headings[position])}`);
            });
            for (const one of headings) if (!one.textContent.trim()) found.push(`empty heading: ${name(one)}`);
            for (const landmark of ["body > header", "main", "body > footer"]) {
                if (all(landmark).length !== 1) found.push(`there is not one ${landmark}`);
            }
            const labels = all("nav").map((one) => {
                const id = one.getAttribute("aria-labelledby");
                return one.ariaLabel ?? (id ? document.getElementById(id)?.textContent.trim() : "");
            });
            if (labels.some((label) => !label)) found.push("a navigation has no name");
            if (new Set(labels).size < labels.length) found.push(`two navigations have one name: ${labels}`);
            for (const table of all("table")) {
                if (!table.caption?.textContent.trim()) found.push(`table without a caption: ${name(table)}`);
                const heads = all("th", table);
                if (!heads.length || heads.some((one) => !one.scope)) found.push(`table without headers that say of what: ${name(table)}`);
            }
            for (const image of all("img:not([alt])")) found.push(`image without alt: ${image.src}`);
            for (const image of all("img").filter((one) => isShown(one) && one.complete && !one.naturalWidth)) found.push(`broken image: ${image.src}`);
            const ids = all("[id]").map((one) => one.id);
            ids.filter((id, position) => ids.indexOf(id) !== position).forEach((id) => found.push(`id is there twice: ${id}`));
            return found;
        },

        /** Whether the page is wider than the window. */
        sideways() {
            // Telephones zoom out until a page that is too wide fits: the inner width of the window grows with it.
            const { clientWidth, scrollWidth } = document.documentElement;
            if (scrollWidth <= clientWidth) return [];
            const widest = all("body *").filter((one) => one.getBoundingClientRect().right > clientWidth + 0.5);
            return [`scrolls sideways by ${scrollWidth - clientWidth} px: ${widest.slice(-2).map(name).join("; ")}`];
        },

        /** Whether word mark, menu and search share a line, as long as letters have their usual size. */
        bar() {
            const middles = all(".site-header__bar :is(.brand, .menu--city summary, .search-link)").filter(isShown).map((one) => {
                const { top, bottom } = one.getBoundingClientRect();
                return (top + bottom) / 2;
            });
            const apart = Math.max(...middles) - Math.min(...middles);
            return apart > 4 ? [`the bar at the top takes more than a line at ${window.innerWidth} px`] : [];
        },

        /** Ways that are to take one line: back, and through menus that lie open. */
        ways() {
            const inBars = all(".menu__list").filter((one) => getComputedStyle(one).display === "flex").flatMap((one) => [...one.children]);
            const found = [];
            for (const items of [inBars, all(".breadcrumb li")]) {
                const shown = items.filter(isShown);
                const rows = new Map(shown.map((one) => [one.closest("nav"), new Set()]));
                for (const one of shown) rows.get(one.closest("nav")).add(Math.round(one.getBoundingClientRect().top));
                for (const [nav, tops] of rows) {
                    if (tops.size > 1 || shown.some((one) => linesIn(one.querySelector("a")) > 1)) found.push(`more than a line at ${window.innerWidth} px: ${name(nav)}`);
                }
            }
            return found;
        },

        /** Dates whose day and month stand on two lines. */
        dates() {
            const months = /[0-9]{1,2}\.\s(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)/g;
            const found = [];
            for (const one of all("time, h1, h2, h3, .date-entry").filter(isShown)) {
                const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    for (const { index, 0: { length } } of texts.currentNode.data.matchAll(months)) {
                        const range = document.createRange();
                        range.setStart(texts.currentNode, index);
                        range.setEnd(texts.currentNode, index + length);
                        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(`a date on two lines: ${name(one)}`);
                    }
                }
            }
            return found;
        },

        /** Lists whose bullets are missing or stand beside the wrong line. */
        bullets() {
            const found = [];
            for (const list of all("main ul").filter(isShown)) {
                const items = [...list.children].filter(isShown);
                const hasBullets = items.some((one) => getComputedStyle(one).listStyleType !== "none");
                if (!hasBullets && parseFloat(getComputedStyle(list).paddingInlineStart) > 0) found.push(`room for bullets, but none: ${name(list)}`);
                for (const first of hasBullets ? items.map((one) => one.firstElementChild) : []) {
                    // A part of a line stands on the line of its own last one.
                    if (first && getComputedStyle(first).display === "inline-block" && first.previousSibling?.textContent.trim() === "" && linesIn(first) > 1) {
                        found.push(`bullet beside the last line: ${name(first)}`);
                    }
                }
            }
            return found;
        },

        /** Text that its box cuts off, or that leaves its box and lies over others. */
        clipped() {
            const found = [];
            for (const one of all("body *")) {
                if (!isShown(one) || one.closest("svg, .print-only") || !one.textContent.trim() || isHidden(one)) continue;
                const { overflowX, overflowY, display } = getComputedStyle(one);
                if (display === "inline" || display === "contents") continue;
                const isWider = one.scrollWidth > one.clientWidth + 1;
                const isHigher = one.scrollHeight > one.clientHeight + 1;
                if (isWider && ["hidden", "clip"].includes(overflowX)) found.push(`cut off at the side: ${name(one)}`);
                if (isHigher && ["hidden", "clip"].includes(overflowY)) found.push(`cut off below: ${name(one)}`);
            }
            return found;
        },

        /** What is smaller than 44 px for a finger; links within sentences may be (WCAG 2.5.8). */
        targets() {
            const found = [];
            for (const one of controls()) {
                if (isHidden(one) || one.matches("[tabindex]:not(a, button, input, select, textarea)")) continue;
                const parent = one.parentElement.closest("p, li, dd, td, th, span, div");
                const isInline = getComputedStyle(one).display === "inline" && parent.textContent.trim().length > one.textContent.trim().length;
                if (isInline) continue;
                const parts = [one, ...all("*", one), ...(one.labels ?? [])].flatMap((part) => [...part.getClientRects()]);
                const [left, top] = [Math.min(...parts.map((box) => box.left)), Math.min(...parts.map((box) => box.top))];
                const [right, bottom] = [Math.max(...parts.map((box) => box.right)), Math.max(...parts.map((box) => box.bottom))];
                const [width, height] = [right - left, bottom - top];
                if (width >= 43.5 && height >= 43.5) continue;
                // Perhaps a drawing of it reaches farther than its box.
                one.scrollIntoView({ block: "center" });
                const box = one.getBoundingClientRect();
                const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
                const reaches = (dx, dy) => one.contains(document.elementFromPoint(x + dx, y + dy));
                const spread = (dx, dy) => {
                    let far = 0;
                    while (far < 44 && reaches(dx * (far + 1), dy * (far + 1))) far += 1;
                    return far;
                };
                const real = [Math.max(width, spread(-1, 0) + spread(1, 0) + 1), Math.max(height, spread(0, -1) + spread(0, 1) + 1)];
                if (real.some((side) => side < 43.5)) found.push(`${real.map(Math.round).join("×")} px to tap: ${name(one)}`);
            }
            window.scrollTo(0, 0);
            return found;
        },

        /** What moves though somebody asked for less. */
        motion() {
            const found = [];
            const longest = (durations) => Math.max(...durations.split(",").map(parseFloat));
            if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") found.push("scrolls smoothly");
            for (const one of all("*")) {
                for (const part of [null, "::before", "::after", ...(one.tagName === "DETAILS" ? ["::details-content"] : [])]) {
                    const style = getComputedStyle(one, part);
                    if (longest(style.transitionDuration) > 0 || (style.animationName !== "none" && longest(style.animationDuration) > 0)) {
                        found.push(`moves: ${name(one)}${part ?? ""}`);
                    }
                }
            }
            return found;
        },

        /** What is there at all, to be compared: colours alone differ between schemes. */
        shown: () => all("body *").map((one) => Number(one.checkVisibility({ visibilityProperty: true }))).join(""),

        /** What paper hides or colours although it should not, and what is good for nothing there. */
        paper() {
            const found = [];
            const folded = all("main details").filter((one) => !one.closest("nav"));
            for (const one of folded.flatMap((details) => all("p, li, h3", details))) {
                if (!one.checkVisibility({ contentVisibilityAuto: true })) found.push(`closed on paper: ${name(one)}`);
            }
            for (const one of all("html, body, main, body > footer")) {
                const { backgroundColor, color } = getComputedStyle(one);
                const [red, green, blue, alpha] = rgba(backgroundColor);
                if (alpha && red + green + blue < 765) found.push(`has a ground of ${backgroundColor}: ${one.tagName}`);
                if (one.tagName !== "HTML" && contrast(color, "white") < 20) found.push(`has ink of ${color}: ${one.tagName}`);
            }
            for (const one of all(".city-map :is([class*=__land], [class*=__others], [class*=__lake])")) {
                const { fill } = getComputedStyle(one);
                if (contrast(fill, "white") > 2.5) found.push(`drawn in ${fill}: ${name(one)}`);
            }
            for (const one of all("nav, .skip-link, .kern-btn").filter((gone) => isShown(gone) && gone.offsetHeight)) {
                found.push(`good for nothing on paper: ${name(one)}`);
            }
            if (!all("footer .funding-notice__text").some(isShown)) found.push("no funding notice");
            return found;
        },

        /** Where links and forms lead that scripts have brought: without them nobody gets there. */
        async brought() {
            const ways = (root) => [
                ...all("a[href]", root).map((one) => `link to ${one.getAttribute("href")}`),
                ...all("form[action]", root).map((one) => `form for ${one.getAttribute("action")}`),
            ];
            const answer = await fetch(window.location.href.split("#")[0]);
            const without = new Set(ways(new DOMParser().parseFromString(await answer.text(), "text/html")));
            return ways(document).filter((way) => !without.has(way)).map((way) => `only with scripts: ${way}`);
        },

        count: () => controls().length + 4 * all("input[type=date], input[type=time]").length,

        /** Note what the tab key reaches from now on. */
        follow() {
            reached = [];
            rings = [];
            document.addEventListener("focusin", ({ target }) => {
                reached.push(target);
                rings.push(...ring(target));
                if (isCovered(target)) rings.push(`covered while it has the focus: ${name(target)}`);
            });
        },

        /** Begin at the end. */
        last: () => controls(true).at(-1).focus(),

        /** Controls that are told from what is around them by their ground alone, which forced colours take away. */
        edges: () => all("button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .kern-btn").filter(isShown)
            .filter((one) => !one.matches(".share__link") && parseFloat(getComputedStyle(one).borderBlockStartWidth) < 1)
            .map((one) => `no edge: ${name(one)}`),

        /** What the tab key left out, or met in another order. */
        followed(isBackwards = false) {
            const expected = controls(isBackwards).filter((one) => !one.disabled);
            if (isBackwards) expected.reverse();
            const met = [...new Set(reached)].filter((one) => one !== document.body);
            const missed = expected.filter((one) => !met.includes(one));
            const order = met.filter((one) => expected.includes(one));
            const found = missed.map((one) => `not reached by the tab key: ${name(one)}`);
            const wrong = order.findIndex((one, position) => one !== expected.filter((other) => order.includes(other))[position]);
            if (wrong >= 0) found.push(`reached out of order: ${name(order[wrong])}`);
            return [...found, ...new Set(rings)];
        },

        /** The rings of all, in the colours of now; the tab key must have been used before. */
        rings: () => controls().flatMap((one) => {
            one.focus({ preventScroll: true });
            return document.activeElement === one ? ring(one) : [`takes no focus: ${name(one)}`];
        }),
    };
})();
