// Builds everything in static/ and the icon templates from frontend/ and the npm packages.
//
//   npm run build          writes into the repository
//   npm run check-assets   builds into a temporary folder and fails if the repository differs
//
// The result depends on the sources and the lock file alone: no date, no path, no network.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { transform } from "lightningcss";
import { compile } from "sass";
import { favicon, pictures, ribbon, ribbonFile, symbols, wordmark, wordmarkDots } from "./emblems.mjs";
import { fontFiles } from "./fonts.mjs";
import { iconTemplate, icons } from "./icons.mjs";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const packages = join(repository, "node_modules");
const STYLE_BUDGET = 30_000; // bytes, brotli; see frontend/README.md
const SCRIPT_BUDGET = 10_000; // all that visitors may load, together
// Loaded by forms of the CMS alone; everything else in scripts/ counts as public.
const cmsScripts = ["schedule_form.js", "typed_days.js"];

// Folders in which every file is made here: a file that the build does not write is a leftover.
const builtFolders = ["static/css", "static/js", "static/fonts", "static/emblems", "static/symbols", "templates/components/icons"];

/** All built files: a map from the path in the repository to the content (string or Buffer). */
function build() {
    const files = new Map();
    files.set("static/css/site.css", styleSheet());
    for (const [name, source] of scripts()) files.set(`static/js/${name}`, source);
    for (const [name, source] of fontFiles(packages)) files.set(`static/fonts/${name}`, readFileSync(source));
    for (const [slug, svg] of pictures()) files.set(`static/emblems/${slug}.svg`, svg);
    for (const [name, svg] of symbols()) files.set(`static/symbols/${name}.svg`, svg);
    files.set("static/favicon.svg", favicon());
    files.set("static/wordmark.svg", wordmark());
    files.set("static/ribbon.svg", ribbonFile());
    files.set("templates/components/icons/dots.html", wordmarkDots());
    files.set("templates/components/icons/ribbon.html", ribbon());
    files.set("templates/components/icons/LICENSE.txt", readFileSync(join(packages, "lucide-static/LICENSE")));
    for (const [name, lucide] of Object.entries(icons)) {
        files.set(`templates/components/icons/${name}.html`, iconTemplate(packages, name, lucide));
    }
    return files;
}

/** Modules as they stand; they must need nothing from elsewhere. Pairs of name and source. */
function scripts() {
    const found = readdirSync(join(repository, "frontend/scripts")).map((name) => {
        const source = readFileSync(join(repository, "frontend/scripts", name), "utf-8");
        refuse(source, /\bimport\b|https?:/, "something from elsewhere", name);
        return [name, source];
    });
    const size = publicScriptSize(found);
    if (size > SCRIPT_BUDGET) throw new Error(`The public scripts have ${size} bytes compressed, allowed are ${SCRIPT_BUDGET}`);
    return found;
}

/** Bytes that a visitor would load who met every script: each is compressed by itself, as it is served. */
function publicScriptSize(found) {
    return found
        .filter(([name]) => !cmsScripts.includes(name))
        .reduce((size, [, source]) => size + brotliCompressSync(Buffer.from(source)).length, 0);
}

function styleSheet() {
    const { css } = compile(join(repository, "frontend/styles/site.scss"), {
        loadPaths: [packages, join(repository, "frontend/styles")],
        charset: false,
        quietDeps: true,
        silenceDeprecations: ["import"],
    });
    const prepared = withoutUnusedProperties(inLogicalProperties(withoutForbidden(css)));
    const { code } = transform({ filename: "site.css", code: Buffer.from(prepared), minify: true });
    const result = code.toString();
    refuse(result, /url\(["']?data:/, "a data: address (the content security policy forbids it)");
    refuse(result, /!important/, "!important");
    refuse(result, /(?<=[{;])(?:margin|padding|border)-(?:left|right|top|bottom)\b/, "a physical property");
    const size = brotliCompressSync(code).length;
    if (size > STYLE_BUDGET) throw new Error(`site.css has ${size} bytes compressed, allowed are ${STYLE_BUDGET}`);
    return `${result}\n`;
}

function refuse(css, pattern, what, name = "site.css") {
    const found = css.match(pattern);
    if (found) throw new Error(`${name} contains ${what}: …${css.slice(found.index, found.index + 80)}…`);
}

/** KERN draws some icons from data: addresses, which the content security policy forbids, and shouts !important here and there. */
function withoutForbidden(css) {
    return css.replace(/[\w-]+:\s*url\("data:[^"]*"\)[^;}]*;/g, "").replaceAll("!important", "");
}

/** KERN writes left and right; right-to-left pages need start and end. */
function inLogicalProperties(css) {
    const sides = { top: "block-start", bottom: "block-end", left: "inline-start", right: "inline-end" };
    const ends = { top: "start", bottom: "end", left: "start", right: "end" };
    return css
        .replace(/(?<=[{;\s])(margin|padding)-(top|bottom|left|right)(?=\s*:)/g, (_, box, side) => `${box}-${sides[side]}`)
        .replace(/\bborder-(top|bottom)-(left|right)-radius\b/g, (_, block, inline) => `border-${ends[block]}-${ends[inline]}-radius`)
        .replace(/\bborder-(top|bottom|left|right)\b/g, (_, side) => `border-${sides[side]}`)
        .replace(/(?<=[{;\s])(top|bottom|left|right)(?=\s*:)/g, (_, side) => `inset-${sides[side]}`)
        .replace(/(text-align:\s*)(left|right)\b/g, (_, property, side) => property + (side === "left" ? "start" : "end"));
}

/** KERN brings some 700 custom properties; those that no rule reads are dropped. */
function withoutUnusedProperties(css) {
    for (;;) {
        const used = new Set([...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
        const kept = css.replace(/(?<=[{;\s])(--kern-[\w-]+)\s*:[^;{}]*;/g, (declaration, name) => (used.has(name) ? declaration : ""));
        if (kept === css) return css;
        css = kept;
    }
}

function write(files, target) {
    for (const [path, content] of files) {
        mkdirSync(dirname(join(target, path)), { recursive: true });
        writeFileSync(join(target, path), content);
    }
}

function filesBelow(root, folder) {
    try {
        return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
    } catch {
        return [];
    }
}

/** Paths that differ between the repository and a fresh build. */
function differences(fresh) {
    const expected = new Set(filesBelow(fresh, "."));
    const wrong = [...expected].filter((path) => {
        try {
            return !readFileSync(join(repository, path)).equals(readFileSync(join(fresh, path)));
        } catch {
            return true;
        }
    });
    const leftovers = builtFolders.flatMap((folder) => filesBelow(repository, folder)).filter((path) => !expected.has(path));
    return [...wrong, ...leftovers].sort();
}

if (process.argv.includes("--check")) {
    const fresh = mkdtempSync(join(tmpdir(), "assets-"));
    try {
        write(build(), fresh);
        const wrong = differences(fresh);
        if (wrong.length > 0) {
            console.error(`These built files do not match their sources; run "npm run build":\n  ${wrong.join("\n  ")}`);
            process.exitCode = 1;
        } else {
            console.log("Built files match their sources.");
        }
    } finally {
        rmSync(fresh, { recursive: true });
    }
} else {
    const files = build();
    for (const folder of builtFolders) {
        for (const path of filesBelow(repository, folder)) if (!files.has(path)) rmSync(join(repository, path));
    }
    write(files, repository);
    const size = brotliCompressSync(Buffer.from(files.get("static/css/site.css"))).length;
    const scriptSize = publicScriptSize(scripts());
    console.log(
        `${files.size} files; site.css ${(size / 1000).toFixed(1)} kB compressed (budget ${STYLE_BUDGET / 1000} kB), ` +
            `public scripts ${(scriptSize / 1000).toFixed(1)} kB (budget ${SCRIPT_BUDGET / 1000} kB).`,
    );
}
