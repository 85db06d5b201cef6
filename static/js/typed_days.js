// In the CMS, beside fields for days and times: Wagtail's calendar, told to leave alone what is typed, no longer closes
// by itself when somebody goes on to the next field (managements/schedules/widgets.py).

const OPENING = 200; // milliseconds after which a calendar has opened, if somebody only came past

function close(field) {
    if (field !== document.activeElement) window.jQuery?.(field).datetimepicker?.("hide");
}

document.addEventListener("focusout", ({ target }) => {
    if (!target.matches("[data-keeps-typed]")) return;
    window.jQuery?.(target).datetimepicker?.("hide");
    setTimeout(close, OPENING, target);
});
