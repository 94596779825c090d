addEventListener("DOMContentLoaded", () => {
  // The theme has two side columns; a reader who hears them should hear which is which.
  document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "Lessons");
  document.querySelector(".toc-drawer")?.setAttribute("aria-label", "On this page");
  openAll(document.querySelector("article h1"));
});

// One button for all that can be opened: to search within a page, or to print it with its answers.
function openAll(heading) {
  const parts = [...document.querySelectorAll("article details")];
  if (!heading || !parts.length) return;
  const button = document.createElement("button");
  const name = () => {
    const shut = parts.some((part) => !part.open);
    button.textContent = shut ? "Open all answers and tables" : "Close all answers and tables";
  };
  button.type = "button";
  button.className = "open-all";
  button.addEventListener("click", () => {
    const shut = parts.some((part) => !part.open);
    for (const part of parts) part.open = shut;
  });
  for (const part of parts) part.addEventListener("toggle", name);
  name();
  heading.after(button);
}
