// Fira Sans (SIL Open Font Licence 1.1), cut into scripts by @fontsource: a page loads only the files whose letters it shows.
// The matching @font-face rules, with their unicode-range, stand in styles/_fonts.scss.

import { join } from "node:path";

const scripts = ["latin", "latin-ext", "cyrillic"];
const weights = [400, 600];

/** Pairs of the served name and the path of the source, licence included. */
export function fontFiles(packages) {
    const source = join(packages, "@fontsource/fira-sans");
    const cuts = scripts.flatMap((script) => weights.map((weight) => `fira-sans-${script}-${weight}`));
    return [...cuts.map((cut) => [`${cut}.woff2`, join(source, `files/${cut}-normal.woff2`)]), ["LICENSE.txt", join(source, "LICENSE")]];
}
