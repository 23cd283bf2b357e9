// The page works without this: it opens what is folded away when a link leads there, and everything for print.
"use strict";
function reveal() {
  let id = "";
  try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  target.scrollIntoView();
}
let folded = [];
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const box of folded) box.open = true;
});
addEventListener("afterprint", () => { for (const box of folded) box.open = false; });
reveal();
