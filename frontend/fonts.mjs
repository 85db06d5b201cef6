// Fira Sans and Noto Sans Arabic (SIL Open Font Licence 1.1), cut into scripts by @fontsource: a page loads only the files whose
// letters it shows. The matching @font-face rules, with their unicode-range, stand in styles/_fonts.scss.

import { join } from "node:path";

const families = {
    "fira-sans": ["latin", "latin-ext", "vietnamese", "cyrillic"],
    "noto-sans-arabic": ["arabic"],
};
const weights = [400, 600];

/** Pairs of the served name and the path of the source, licences included. */
export function fontFiles(packages) {
    return Object.entries(families).flatMap(([family, scripts]) => {
        const source = join(packages, "@fontsource", family);
        const cuts = scripts.flatMap((script) => weights.map((weight) => `${family}-${script}-${weight}`));
        return [
            ...cuts.map((cut) => [`${cut}.woff2`, join(source, `files/${cut}-normal.woff2`)]),
            [`LICENSE-${family}.txt`, join(source, "LICENSE")],
        ];
    });
}
