// Draws the emblems, the favicon, the dots of the word mark and the ribbon. Flat shapes on a transparent ground, 480 by 210, standing on
// the lower edge: the page puts them on its accent's tint as sky and on its accent as ground. In dark mode it is evening: the picture
// itself darkens and some windows are lit. The colours are attributes, so that a picture without its style rule is still the day's.

/** The quarters' colours, in the order of the dots. Drawings only: the site takes its accents from the managements' records. */
const quarters = {
    "leipziger-osten": { accent: "#B4432B", dark: "#6E2415", light: "#E6A18B" },
    gruenau: { accent: "#3C7A3A", dark: "#1F4A20", light: "#9CC793" },
    paunsdorf: { accent: "#7A4BA3", dark: "#47266A", light: "#C1A3DA" },
    mockau: { accent: "#1F6FA8", dark: "#0F3F66", light: "#8FC0E2" },
    schoenefeld: { accent: "#0E7C7B", dark: "#064746", light: "#82C6C4" },
    loessnig: { accent: "#A8620B", dark: "#663905", light: "#E3B878" },
    "moeckern-gohlis-nord": { accent: "#8A5A44", dark: "#523122", light: "#CDAA97" },
};
const city = { accent: "#1F4AA8", dark: "#16306E", light: "#B9CBEE" };
const neutral = { accent: "#1F4E8C", dark: "#143258", light: "#9DBBE3" };
const colours = Object.values(quarters).map(({ accent }) => accent);

// ---- colour -------------------------------------------------------------------------------------------------------------------

const toLinear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const fromLinear = (value) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

/** Hue in radians of a hex colour, by OKLab (https://bottosson.github.io/posts/oklab/). */
function hueOf(hex) {
    const [r, g, b] = [1, 3, 5].map((at) => toLinear(parseInt(hex.slice(at, at + 2), 16) / 255));
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return Math.atan2(0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s);
}

/** Hex colour of a lightness (0 to 1), a chroma and a hue in radians; what sRGB cannot show is cut off. */
function hexOf(lightness, chroma, hue) {
    const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    const linear = [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ];
    const bytes = linear.map((value) => Math.round(255 * Math.min(1, Math.max(0, fromLinear(Math.max(0, value))))));
    return `#${bytes.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

// ---- shapes -------------------------------------------------------------------------------------------------------------------
// A shape is [key of its colour, SVG markup without fill]. Keys: w white, l light, a accent, d dark, m sun or moon, c clouds, and windows by
// the colour that they have at day: na, nd stay dark in the evening, ya, yd are lit.

const number = (value) => String(Math.round(value * 10) / 10);
const path = (key, d) => [key, `<path d="${d}"/>`];
const box = (key, x, y, width, height) => path(key, `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}z`);
const polygon = (key, ...points) => path(key, `M${points.map(([x, y]) => `${number(x)} ${number(y)}`).join("L")}z`);
const circle = (key, x, y, radius) => [key, `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}"/>`];

/** A grid of windows as two paths, one for the dark and one for the lit. `skip` leaves out cells, given as [column, row]. */
function windows(day, x, y, columns, rows, { width = 8, height = 11, dx = 16, dy = 22, seed = 0, skip = [] } = {}) {
    const parts = { n: "", y: "" };
    for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
            if (skip.some(([c, r]) => c === column && r === row)) continue;
            const lit = (column * 5 + row * 3 + seed * 7 + column * row) % 7 < 3;
            parts[lit ? "y" : "n"] += `M${number(x + column * dx)} ${number(y + row * dy)}h${width}v${height}h-${width}z`;
        }
    }
    return Object.entries(parts).flatMap(([kind, d]) => (d ? [path(kind + day, d)] : []));
}

/** A tree: trunk, and a crown of three circles. */
function tree(key, x, height, radius) {
    const top = 210 - height;
    return [
        box("d", x - 2, top + radius, 4, height - radius),
        circle(key, x - radius * 0.5, top + radius * 1.32, radius * 0.72),
        circle(key, x + radius * 0.5, top + radius * 1.32, radius * 0.72),
        circle(key, x, top + radius * 0.9, radius * 0.9),
    ];
}

/** Colour of windows on a wall. */
const onWall = { w: "a", l: "d", a: "d" };

// ---- the quarters -------------------------------------------------------------------------------------------------------------

/** A town house of the Gründerzeit: gable or parapet, cornice, chimneys. */
function townHouse(wall, x, width, top, { gable = false, roof = "d", seed = 0, rows = 3, door = true } = {}) {
    const columns = Math.floor((width - 12) / 17);
    const left = x + (width - (columns * 17 - 8)) / 2;
    const head = gable
        ? [polygon(roof, [x - 5, top], [x + width / 2, top - 30], [x + width + 5, top]), circle(wall === "w" ? "w" : "l", x + width / 2, top - 11, 5)]
        : [box(roof, x + 9, top - 20, 8, 14), box(roof, x + width - 19, top - 16, 8, 10), box(roof, x - 3, top - 8, width + 6, 8)];
    return [
        ...head,
        box(wall, x, top, width, 210 - top),
        ...windows(onWall[wall], left, top + 13, columns, rows, { width: 9, height: 14, dx: 17, dy: 25, seed }),
        ...(door ? [path("d", `M${number(x + width / 2 - 8)} 210v-18a8 8 0 0 1 16 0v18z`)] : []),
    ];
}

function leipzigerOsten() {
    return [
        circle("m", 432, 46, 26),
        ...townHouse("l", 8, 62, 92, { gable: true, seed: 1 }),
        ...townHouse("a", 70, 60, 80, { seed: 2, rows: 3 }),
        ...townHouse("w", 130, 68, 92, { gable: true, roof: "a", seed: 3, rows: 2, door: false }),
        ...townHouse("l", 198, 60, 72, { seed: 4, rows: 2, door: false }),
        ...townHouse("a", 258, 68, 96, { gable: true, seed: 5, rows: 1, door: false }),
        ...townHouse("w", 326, 60, 80, { seed: 6 }),
        ...townHouse("l", 386, 60, 90, { gable: true, roof: "a", seed: 0 }),
        ...tree("a", 460, 58, 16),
        // The tram, its wire and pantograph: dark, as it passes houses of every colour.
        box("d", 8, 136, 440, 2),
        path("d", "M211 150l11-13h14l11 13h-5l-8-9h-10l-8 9z"),
        path("d", "M132 164a14 14 0 0 1 14-14h166a16 16 0 0 1 15 10l9 23v17a4 4 0 0 1-4 4H136a4 4 0 0 1-4-4z"),
        ...windows("w", 141, 159, 6, 1, { width: 23, height: 18, dx: 28, seed: 3 }),
        path("yw", "M309 159h3a7 7 0 0 1 6.5 4.5l5.5 13.5h-15z"),
        box("w", 132, 185, 204, 5),
        ...[158, 184, 284, 310].map((x) => circle("d", x, 204, 6)),
    ];
}

function gruenau() {
    /** A slab: flat roof, rows of windows, loggias as a light stripe in the middle. */
    const slab = (wall, x, top, columns, rows, seed) => {
        const width = columns * 17 + 11;
        return [
            box(wall === "d" ? "a" : "d", x - 2, top - 5, width + 4, 5),
            box(wall, x, top, width, 210 - top),
            ...windows(onWall[wall] ?? "l", x + 10, top + 12, columns, rows, { width: 9, height: 11, dx: 17, dy: 20, seed }),
        ];
    };
    return [
        circle("m", 76, 46, 26),
        ...slab("l", 30, 92, 6, 5, 1),
        ...slab("a", 158, 52, 4, 7, 2),
        ...slab("w", 254, 84, 6, 5, 3),
        ...slab("l", 378, 60, 4, 7, 4),
        ...tree("d", 26, 60, 17),
        ...tree("a", 150, 78, 23),
        ...tree("d", 246, 58, 18),
        ...tree("a", 374, 82, 24),
        ...tree("d", 458, 60, 17),
    ];
}

function paunsdorf() {
    const tower = (wall, x, top, rows, seed) => [
        box("d", x + 20, top - 14, 22, 8),
        box("d", x - 2, top - 6, 66, 6),
        box(wall, x, top, 62, 210 - top),
        ...windows(onWall[wall], x + 9, top + 12, 3, rows, { width: 10, height: 12, dx: 17, dy: 21, seed }),
        path("d", `M${x + 24} 210v-16h14v16z`),
    ];
    /** A stall of the market: striped awning on posts, crates of fruit on the table. */
    const stall = (x, first, second) => [
        box("d", x + 5, 150, 3, 60),
        box("d", x + 60, 150, 3, 60),
        path(first, `M${x + 6} 128h56l8 26h-72z`),
        ...[0, 1, 2, 3].map((index) => path(index % 2 ? second : first, `M${x - 2 + index * 18} 154a9 9 0 0 0 18 0z`)),
        ...[12, 23, 34, 45, 56].map((dx, index) => circle(["a", "w", "l", "a", "w"][index], x + dx, 182, 5.5)),
        box("d", x + 2, 187, 64, 6),
    ];
    return [
        circle("m", 406, 52, 27),
        ...tower("a", 22, 30, 8, 1),
        ...tower("l", 98, 62, 6, 2),
        ...tower("w", 174, 42, 7, 3),
        ...tree("a", 258, 72, 18),
        ...stall(286, "w", "a"),
        ...stall(366, "a", "l"),
        ...tree("d", 457, 58, 18),
    ];
}

function mockau() {
    /** A house of the garden town with its gable to the street. */
    const house = (wall, roof, x) => [
        box("d", x + 58, 118, 9, 24),
        polygon(roof, [x - 8, 156], [x + 38, 112], [x + 84, 156]),
        box(wall, x, 155, 76, 55),
        ...windows(onWall[wall], x + 9, 166, 1, 1, { width: 17, height: 16, seed: x }),
        ...windows(onWall[wall], x + 50, 166, 1, 1, { width: 17, height: 16, seed: x / 12 }),
        path("d", `M${x + 32} 210v-30h12v30z`),
    ];
    return [
        path("c", "M40 60a10 10 0 0 1 10-10h8a17 17 0 0 1 32-4a13 13 0 0 1 20 8a8 8 0 0 1 0 16H50a10 10 0 0 1-10-10z"),
        path("c", "M206 34a8 8 0 0 1 8-8h8a13 13 0 0 1 24-2a10 10 0 0 1 14 6a6 6 0 0 1-1 12h-45a8 8 0 0 1-8-8z"),
        // The aeroplane has just left the runway of the airfield.
        [
            "g",
            `<g transform="rotate(-14 356 62)">${[
                path("d", "M372 60l30-28h13l-17 28z"),
                path("a", "M296 62c4-9 14-13 28-13h92c8 0 16-2 22-8l14-14h12l-8 32c-2 8-8 11-16 11H320c-14 0-22-2-24-8z"),
                path("w", "M318 53h10l-3 7h-17c2-3 5-6 10-7z"),
                ...[338, 350, 362, 374, 386].map((x) => circle("w", x, 57.5, 2.6)),
                path("d", "M364 64h34l-34 30h-15z"),
            ]
                .map(([key, markup]) => `@${key}@${markup}`)
                .join("")}</g>`,
        ],
        ...house("w", "a", 12),
        ...house("l", "d", 108),
        ...house("w", "a", 204),
        ...house("l", "d", 300),
        ...house("w", "a", 396),
        ...[98, 194, 290, 386].flatMap((x) => tree("a", x, 46, 15)),
    ];
}

function schoenefeld() {
    /** A round tower of the manor. */
    const tower = (x) => [
        polygon("d", [x - 7, 96], [x + 23, 44], [x + 53, 96]),
        box("l", x, 95, 46, 115),
        ...windows("d", x + 16, 110, 1, 3, { width: 14, height: 17, dy: 31, seed: x }),
    ];
    return [
        circle("m", 62, 48, 26),
        polygon("a", [126, 108], [168, 66], [312, 66], [354, 108]),
        box("w", 132, 107, 216, 103),
        polygon("d", [204, 110], [240, 74], [276, 110]),
        circle("l", 240, 97, 6),
        box("a", 132, 156, 216, 3),
        ...windows("a", 152, 122, 3, 2, { width: 14, height: 23, dx: 24, dy: 46, seed: 1 }),
        ...windows("a", 266, 122, 3, 2, { width: 14, height: 23, dx: 24, dy: 46, seed: 4 }),
        ...windows("a", 225, 122, 2, 1, { width: 12, height: 23, dx: 18, seed: 2 }),
        path("d", "M224 210v-28a16 16 0 0 1 32 0v28z"),
        box("l", 214, 204, 52, 6),
        ...tower(98),
        ...tower(336),
        ...tree("a", 38, 84, 27),
        ...tree("d", 80, 56, 18),
        ...tree("d", 402, 60, 19),
        ...tree("a", 444, 88, 27),
    ];
}

function loessnig() {
    /** One of the houses that stand in a ring. */
    const house = (wall, x, top, columns, rows, seed) => {
        const width = columns * 19 + 10;
        return [
            box(wall === "d" ? "a" : "d", x - 3, top - 7, width + 6, 7),
            box(wall, x, top, width, 200 - top),
            ...windows(onWall[wall], x + 10, top + 12, columns, rows, { width: 9, height: 13, dx: 19, dy: 23, seed }),
        ];
    };
    return [
        circle("m", 240, 66, 36),
        ...house("l", 14, 122, 3, 2, 1),
        ...house("w", 86, 104, 3, 3, 2),
        ...house("a", 158, 88, 3, 4, 3),
        ...house("a", 255, 88, 3, 4, 5),
        ...house("w", 327, 104, 3, 3, 6),
        ...house("l", 399, 122, 3, 2, 4),
        ...tree("d", 176, 58, 15),
        ...tree("d", 304, 58, 15),
        // The lake with a sailing boat; the water is calm and glitters.
        path("a", "M0 210c36-18 128-31 240-31s204 13 240 31z"),
        path("w", "M246 106v66h-38c18-16 32-37 38-66z"),
        path("l", "M251 98c5 32 20 56 44 74h-44z"),
        box("d", 246, 96, 5, 82),
        path("d", "M196 176h108l-14 19h-80z"),
        ...[[92, 198, 44], [158, 203, 26], [320, 193, 52], [372, 202, 34], [248, 202, 30]].map(([x, y, width]) => path("w", `M${x} ${y}h${width}a1.5 1.5 0 0 1 0 3h-${width}a1.5 1.5 0 0 1 0-3z`)),
    ];
}

function moeckernGohlisNord() {
    /** A barracks building under a mansard roof with dormers. */
    const barracks = (wall, roof, x, seed) => [
        box("d", x + 34, 62, 10, 20),
        box("d", x + 104, 62, 10, 20),
        polygon(roof, [x - 6, 118], [x + 16, 78], [x + 132, 78], [x + 154, 118]),
        ...[34, 66, 98].flatMap((dx) => [box(wall, x + dx, 92, 16, 18), box(onWall[wall] === "a" ? "ya" : "yd", x + dx + 4, 97, 8, 10)]),
        box(wall, x, 117, 148, 93),
        ...windows(onWall[wall], x + 13, 131, 6, 3, { width: 11, height: 16, dx: 22, dy: 27, seed, skip: [[2, 2], [3, 2]] }),
        path("d", `M${x + 64} 210v-22a10 10 0 0 1 20 0v22z`),
    ];
    /** A hut of the allotments. */
    const hut = (wall, roof, x) => [
        polygon(roof, [x - 7, 164], [x + 28, 136], [x + 63, 164]),
        box(wall, x, 163, 56, 47),
        box(`y${onWall[wall]}`, x + 8, 172, 15, 15),
        box("d", x + 33, 174, 14, 36),
    ];
    return [
        circle("m", 424, 50, 27),
        ...barracks("l", "a", 10, 1),
        ...barracks("w", "d", 168, 4),
        ...tree("a", 448, 92, 23),
        ...hut("l", "d", 382),
        // Sunflowers behind the fence.
        ...[[334, 162], [360, 146]].flatMap(([x, y]) => [
            box("d", x - 1.5, y, 3, 210 - y),
            ...[0, 1, 2, 3, 4, 5].map((turn) => circle("l", x + 8 * Math.cos((turn * Math.PI) / 3), y + 8 * Math.sin((turn * Math.PI) / 3), 5)),
            circle("d", x, y, 5.5),
        ]),
        box("w", 322, 194, 154, 4),
        path("w", Array.from({ length: 11 }, (_, index) => `M${323 + index * 14.4} 210v-24l4-5l4 5v24z`).join("")),
    ];
}

/** Some street of some quarter, for whoever has no picture yet: every kind of house, a lamp, a bench below a tree. */
function quartier() {
    return [
        circle("m", 392, 52, 26),
        ...townHouse("a", 34, 66, 104, { gable: true, seed: 2, rows: 3 }),
        // A flat roof between two pointed ones.
        box("d", 103, 70, 72, 6),
        box("l", 106, 76, 66, 134),
        ...windows("d", 118, 90, 3, 4, { width: 11, height: 13, dx: 16, dy: 24, seed: 5 }),
        path("d", "M131 210v-18h16v18z"),
        ...townHouse("w", 178, 70, 116, { gable: true, roof: "d", seed: 4, rows: 2 }),
        ...tree("a", 286, 104, 30),
        // The bench.
        box("d", 316, 182, 52, 5),
        box("d", 316, 170, 52, 4),
        ...[320, 360].map((x) => box("d", x, 170, 4, 40)),
        // The lamp.
        box("d", 396, 118, 4, 92),
        path("d", "M386 118h24l-5-8h-14z"),
        path("yl", "M388 118h20l-4 16h-12z"),
        ...tree("d", 444, 66, 20),
    ];
}

/** The city: landmarks in pale blue and, before them, one house in the colour of every quarter. */
function leipzig() {
    const landmarks = [
        // Monument to the Battle of the Nations.
        path("l", "M6 210v-52h8v-10h10v-44h6v-14h8c2-14 12-24 26-24s24 10 26 24h8v14h6v44h10v10h8v52z"),
        // New Town Hall with its tower.
        path("l", "M176 210v-62l20-22h10V66h-3v-8h6c0-14 6-22 13-26V16h4v16c7 4 13 12 13 26h6v8h-3v60h10l20 22v62z"),
        // The high-rise that looks like an open book.
        path("l", "M306 210V44c14-2 26-12 32-30c4 20 8 30 16 36v160z"),
        // St Thomas Church: steep roof and tower.
        path("l", "M392 210v-60l22-50h26V66h-2v-8h4c0-10 4-16 9-19V28h4v11c5 3 9 9 9 19h4v8h-2v144z"),
    ];
    const houses = colours.flatMap((colour, index) => {
        const x = 10 + index * 67;
        const top = [146, 134, 142, 128, 144, 132, 142][index];
        return [
            polygon(`r${index}`, [x - 4, top], [x + 29, top - 28], [x + 62, top]),
            box(`f${index}`, x, top - 0.5, 58, 210.5 - top),
            ...windows("w", x + 9, top + 12, 3, 2, { width: 9, height: 12, dx: 15.5, dy: 21, seed: index }),
            path("w", `M${x + 23} 210v-12a6 6 0 0 1 12 0v12z`),
        ];
    });
    return [circle("m", 146, 40, 24), ...landmarks, ...houses];
}

const scenes = {
    "leipziger-osten": leipzigerOsten,
    gruenau,
    paunsdorf,
    mockau,
    schoenefeld,
    loessnig,
    "moeckern-gohlis-nord": moeckernGohlisNord,
    quartier,
};

// ---- output -------------------------------------------------------------------------------------------------------------------

/** Day and evening colour of every key. */
function palette({ accent, dark, light }) {
    const hue = hueOf(accent);
    const [wall, pale, middle, roof, night] = [hexOf(0.83, 0.025, hue), hexOf(0.67, 0.065, hue), hexOf(0.55, 0.105, hue), hexOf(0.44, 0.08, hue), hexOf(0.25, 0.045, hue)];
    const lit = "#ffdf9b";
    return {
        w: ["#ffffff", wall],
        l: [light, pale],
        a: [accent, middle],
        d: [dark, roof],
        m: ["#ffffff", "#f4e7c2"],
        c: ["#ffffff", hexOf(0.44, 0.05, hue)],
        na: [accent, night],
        nd: [dark, night],
        nl: [light, night],
        nw: ["#ffffff", night],
        ya: [accent, lit],
        yd: [dark, lit],
        yl: [light, lit],
        yw: ["#ffffff", lit],
    };
}

function cityPalette() {
    const own = { ...palette(city), l: [city.light, hexOf(0.42, 0.06, hueOf(city.accent))] };
    Object.values(quarters).forEach(({ accent, dark }, index) => {
        own[`f${index}`] = [accent, hexOf(0.55, 0.11, hueOf(accent))];
        own[`r${index}`] = [dark, hexOf(0.43, 0.08, hueOf(accent))];
    });
    return own;
}

function svg(shapes, colour, width = 480, height = 210) {
    const used = new Set();
    const paint = (key, markup) => {
        used.add(key);
        return markup.replace(/^<(\w+)/, `<$1 class="${key}" fill="${colour[key][0]}"`);
    };
    // A group carries its children as @key@markup.
    const body = shapes
        .map(([key, markup]) => (markup.startsWith("<g ") ? markup.replace(/@(\w+)@(<[^>]+>)/g, (_, inner, shape) => paint(inner, shape)) : paint(key, markup)))
        .join("");
    const rules = [...used].sort().map((key) => `.${key}{fill:${colour[key][1]}}`).join("");
    return (
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
        `<style>@media(prefers-color-scheme:dark){${rules}}</style>${body}</svg>\n`
    );
}

/** Pairs of name and SVG; "leipzig" is the city's, "quartier" for whoever has no picture. */
export function pictures() {
    const own = Object.entries(scenes).map(([slug, draw]) => [slug, svg(draw(), palette(quarters[slug] ?? neutral))]);
    return [...own, ["leipzig", svg(leipzig(), cityPalette())]];
}

// ---- symbols: what a browser shows beside a page's title, readable at 16 px ------------------------------------------------------
// A ground (g) with round corners and a figure (f) on it, 64 by 64: four units are a pixel of the smallest size.

const symbolFigures = {
    // A tram, from the front.
    "leipziger-osten": [
        path("f", "M24 8h16v4h-6v4h8a8 8 0 0 1 8 8v24a6 6 0 0 1-6 6H20a6 6 0 0 1-6-6V24a8 8 0 0 1 8-8h8v-4h-6z"),
        box("g", 20, 22, 24, 14),
        circle("g", 23, 45, 3.5),
        circle("g", 41, 45, 3.5),
    ],
    // A slab and a tree.
    gruenau: [
        box("f", 10, 12, 28, 40),
        ...[16, 26].flatMap((x) => [18, 28, 38].map((y) => box("g", x, y, 6, 6))),
        circle("f", 47, 32, 9),
        box("f", 45, 36, 4, 16),
    ],
    // A stall of the market.
    paunsdorf: [
        path("f", "M14 12h36l6 14H8z"),
        ...[8, 20, 32, 44].map((x) => path("f", `M${x} 26h12v2a6 6 0 0 1-12 0z`)),
        ...[25.5, 37.5].map((x) => box("g", x - 6.5, 14, 2.5, 20)),
        box("f", 12, 34, 4, 20),
        box("f", 48, 34, 4, 20),
        box("f", 12, 42, 40, 6),
    ],
    // An aeroplane that climbs.
    mockau: [["g", `<g transform="rotate(45 32 32)">@f@<path d="M32 6c3 0 5 3 5 7v12l20 13v6l-20-6v10l6 5v5l-11-3-11 3v-5l6-5V38L7 44v-6l20-13V13c0-4 2-7 5-7z"/></g>`]],
    // The manor between its towers.
    schoenefeld: [
        path("f", "M8 24l8-14 8 14v4h4l4-8 4 8h4v-4l8-14 8 14v30H8z"),
        path("g", "M28 54V44a4 4 0 0 1 8 0v10z"),
        box("g", 14, 30, 4, 8),
        box("g", 46, 30, 4, 8),
    ],
    // A boat on the lake.
    loessnig: [
        path("f", "M30 8v30H12C21 31 27 21 30 8z"),
        path("f", "M34 14c3 10 8 18 17 24H34z"),
        path("f", "M10 42h44l-7 10H17z"),
    ],
    // A sunflower of the allotments.
    "moeckern-gohlis-nord": [
        ...[0, 1, 2, 3, 4, 5, 6, 7].map((turn) => circle("f", 32 + 13 * Math.cos((turn * Math.PI) / 4), 25 + 13 * Math.sin((turn * Math.PI) / 4), 6)),
        circle("f", 32, 25, 12),
        circle("g", 32, 25, 7),
        path("f", "M30 40h4v6c4-5 9-6 14-5-2 6-7 10-14 10v5h-4z"),
    ],
    // A house.
    quartier: [path("f", "M32 8l24 22h-6v24H14V30H8z"), path("g", "M26 54V42a6 6 0 0 1 12 0v12z")],
};

/** Pairs of name and SVG: the symbols of the emblems. */
export function symbols() {
    return Object.entries(symbolFigures).map(([name, figure]) => {
        const { accent } = quarters[name] ?? neutral;
        return [name, svg([["g", `<rect width="64" height="64" rx="14"/>`], ...figure], { g: [accent, accent], f: ["#ffffff", "#ffffff"] }, 64, 64)];
    });
}

const dotsInARow = colours.map((fill, index) => `<circle cx="${6 + index * 14}" cy="6" r="5.5" fill="${fill}"/>`).join("");

/** Seven dots in a row as a file, for the error pages that may include nothing. */
export function wordmark() {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="12" viewBox="0 0 96 12">${dotsInARow}</svg>\n`;
}

/** The same, written into the page. */
export function wordmarkDots() {
    return (
        `{# icon dots: no parameters; built by npm run build #}` +
        `<svg class="brand__dots" viewBox="0 0 96 12" width="96" height="12" aria-hidden="true" focusable="false">${dotsInARow}</svg>\n`
    );
}

const bands = colours.map((fill, index) => `<rect x="${index}" width="1.02" height="1" fill="${fill}"/>`).join("");

/** A band in the seven colours: the ground on which the city's emblem stands. */
export function ribbon() {
    return (
        `{# icon ribbon: no parameters; built by npm run build #}` +
        `<svg class="ribbon" viewBox="0 0 7 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">${bands}</svg>\n`
    );
}

/** The same as a file, for the pictures of shared links. */
export function ribbonFile() {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="7" height="1" viewBox="0 0 7 1" preserveAspectRatio="none">${bands}</svg>\n`;
}

/** Seven dots as a flower: one in the middle, six around it. */
export function favicon() {
    const [middle, ...around] = colours;
    const dots = around.map((fill, index) => {
        const angle = (index / 6) * 2 * Math.PI - Math.PI / 2;
        return `<circle cx="${number(32 + 21.5 * Math.cos(angle))}" cy="${number(32 + 21.5 * Math.sin(angle))}" r="9.5" fill="${fill}"/>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="9.5" fill="${middle}"/>${dots.join("")}</svg>\n`;
}
