// In the CMS, where one says when something takes place: shows the next dates, and hides the fields that a kind of rule
// does not need. Without it all fields stay, and saving tells what is wrong.

const PAUSE = 400; // milliseconds without a change before the server is asked

/** Hides what does not belong to the chosen kind; never what has an error, which somebody has to see. */
function hideWhatDoesNotBelong(form) {
    const kind = form.elements.namedItem("repeats").value;
    for (const field of form.querySelectorAll("[data-schedule-kinds]")) {
        const belongs = field.dataset.scheduleKinds.split(" ").includes(kind);
        field.hidden = !belongs && !field.querySelector(".error-message");
    }
}

/** What the form says about the schedule, as the server reads it. */
function scheduleOf(form, names) {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (names.includes(name)) sent.append(name, value);
    return sent;
}

function follow(preview) {
    const form = preview.closest("form");
    const names = preview.dataset.scheduleFields.split(" ");
    let asked = "";
    let waiting;

    async function ask() {
        const schedule = scheduleOf(form, names);
        if (schedule.toString() === asked) return;
        asked = schedule.toString();
        const response = await fetch(preview.dataset.schedulePreview, {
            method: "POST",
            headers: { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value },
            body: schedule,
        }).catch(() => null);
        const html = response?.ok ? await response.text() : "";
        // Meanwhile somebody may have typed on.
        if (asked !== schedule.toString()) return;
        // Not reached: the next change asks again.
        if (!response?.ok) asked = "";
        preview.innerHTML = html;
        preview.hidden = !html.trim();
    }

    function noticeChange() {
        hideWhatDoesNotBelong(form);
        clearTimeout(waiting);
        waiting = setTimeout(ask, PAUSE);
    }

    // Choosing a day from the calendar tells of no input.
    for (const event of ["input", "change", "focusout"]) form.addEventListener(event, noticeChange);
    hideWhatDoesNotBelong(form);
    ask();
}

for (const preview of document.querySelectorAll("[data-schedule-preview]")) follow(preview);
