extension Asset {
  /// Pages work without it: it tells times in the reader's zone, copies identifiers, and saves settings to a file.
  static let scriptText = #"""
    "use strict";
    for (const time of document.querySelectorAll("time[datetime]")) {
      const moment = new Date(time.dateTime);
      if (isNaN(moment)) continue;
      time.title = time.dateTime;
      time.textContent = moment.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    }

    const status = document.createElement("p");
    status.className = "unseen";
    status.setAttribute("role", "status");
    document.body.append(status);

    function addButton(after, name, words, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = words;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", () => act(button));
      after.after(button);
    }

    for (const code of document.querySelectorAll("code[data-copy]")) {
      if (code.dataset.download) {
        addButton(code.parentElement, "Save as " + code.dataset.download, "Save as a file", () => {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob([code.textContent], { type: "text/plain" }));
          link.download = code.dataset.download;
          link.click();
          URL.revokeObjectURL(link.href);
        });
      }
      if (!navigator.clipboard) continue;
      const target = code.dataset.download ? code.parentElement : code;
      const name = code.id === "secret" || code.dataset.download ? "Copy" : "Copy " + code.textContent;
      addButton(target, name, "Copy", async (button) => {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = status.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; }, 2000);
      });
    }
    """#
}
