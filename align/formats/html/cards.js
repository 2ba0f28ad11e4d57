"use strict";
// Filters for quotations, by verdict, language and source; the page is complete without them.
(() => {
  for (const section of document.querySelectorAll(".quotations")) {
    const form = section.querySelector(".filters");
    const { verdict, language, source } = form.elements;
    const cards = [...section.querySelectorAll(".card")];
    const fits = (card) => {
      const pairs = card.dataset.verdicts.split("|").map((pair) => pair.split(":"));
      return (
        pairs.some(([lang, word]) => (!language.value || lang === language.value) && (!verdict.value || word === verdict.value)) &&
        (!source.value || card.dataset.sources.split("|").includes(source.value))
      );
    };
    const choose = () => {
      let shown = 0;
      for (const card of cards) {
        card.hidden = !fits(card);
        shown += card.hidden ? 0 : 1;
      }
      section.querySelector(".nothing").hidden = shown > 0;
      form.querySelector(".count").textContent = `${shown} of ${cards.length} quotations`;
    };
    // A link to a hidden quotation must show the quotation.
    addEventListener("hashchange", () => {
      const target = document.getElementById(location.hash.slice(1));
      if (!target?.hidden || !section.contains(target)) return;
      form.reset();
      choose();
      target.scrollIntoView();
    });
    form.addEventListener("change", choose);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    choose();
  }
})();
