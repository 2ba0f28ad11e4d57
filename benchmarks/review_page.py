"""Measure the review page in Chromium: first paint, time from key to screen, memory of the server and its helper.

    python benchmarks/review_page.py 20000

The beads have random sentences, with a fixed seed; one bead in ten is unsure and one in ten 2-1. The server and the
review are real; decisions go to a temporary folder. The time of a key ends with the frame after the one that shows its
effect; the median and the worst time are printed. "Saved" is the time until the page shows that the decision is on
disk.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

from selenium import webdriver

KEYS = "jjjaaarkazZjjmszz"

TIMED = """
const [key, done] = arguments, start = performance.now();
const beads = document.querySelector('#beads'), state = document.querySelector('.saved');
let shown = 0, saving = false, saved = 0;
const finish = () => {
  if (!shown || (saving && !saved)) return;
  rows.disconnect();
  words.disconnect();
  done([shown, saved]);
};
const rows = new MutationObserver(() => {
  rows.disconnect();
  requestAnimationFrame(() => setTimeout(() => { shown = performance.now() - start; setTimeout(finish, 30) }));
});
const words = new MutationObserver(() => {
  if (state.dataset.state === 'saving') saving = true;
  else if (saving) { saved = performance.now() - start; finish(); }
});
rows.observe(beads, {subtree: true, childList: true, attributes: true});
words.observe(state, {attributes: true});
document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
"""
PAINTED = """
const done = arguments[0], wait = () => {
  if (document.querySelector('.row .cell')) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  else setTimeout(wait, 5);
};
wait();
"""


def serve(beads: int, folder: Path) -> None:
    """Serve a review with this number of beads."""
    from align.link import link
    from align.model import (
        Alignment,
        Bead,
        Block,
        BlockKind,
        CharSpan,
        Document,
        Quoted,
        Segment,
        Segmented,
        SegSpan,
        Signature,
    )
    from align.result import Family, Result
    from align.review.session import Review
    from align.web.desk import Desk
    from align.web.dismissals import Suppressions
    from align.web.server import listen, serve
    from align.web.worker import RemoteWorker

    draw = random.Random(1)
    sizes = [2 if draw.random() < 0.1 else 1 for _ in range(beads)]

    def version(lang: str, sentences: int) -> Segmented:
        texts = [
            " ".join(f"{lang}{draw.randrange(5000)}" for _ in range(draw.randrange(4, 30))) + ". "
            for _ in range(sentences)
        ]
        at = 0
        blocks: list[Block] = []
        segments: list[Segment] = []
        for first in range(0, sentences, 8):
            start = at
            for text in texts[first : first + 8]:
                segments.append(Segment(block=len(blocks), span=CharSpan(start=at, end=at + len(text))))
                at += len(text)
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=start, end=at)))
        document = Document(
            id=f"{lang}/long", lang=lang, path=f"{lang}/long.txt", text="".join(texts), blocks=tuple(blocks)
        )
        return Segmented(document=document, segments=tuple(segments))

    versions = version("fr", sum(sizes)), version("en", beads)
    rows, i = [], 0
    for j, size in enumerate(sizes):
        confidence = 0.3 if draw.random() < 0.1 else 0.97
        rows.append(Bead(src=SegSpan(start=i, end=i + size), tgt=SegSpan(start=j, end=j + 1), confidence=confidence))
        i += size
    ladders = tuple(
        Alignment(src=src.document.id, tgt=tgt.document.id, beads=tuple(rows)) for src, tgt in combinations(versions, 2)
    )
    family = Family(
        stem="long",
        versions=versions,
        alignments=ladders,
        links=link([each.document.id for each in versions], ladders),
        quoted=tuple(Quoted(document=each.document.id) for each in versions),
    )
    signature = Signature(version="benchmark", encoder="none", segmenter="none")
    result = Result(title="A long text", families=(family,), sources=(), signature=signature)
    review = Review(folder, result, RemoteWorker(folder, "muse", None))
    desk = Desk(review, "benchmark", Suppressions(add=lambda *_: None, remove=lambda _: None), find=lambda _: ())
    desk.report(())
    serve(desk, listen("127.0.0.1", 0), "127.0.0.1", show_link=lambda link: print(link, flush=True))


def realign(driver: webdriver.Chrome, beads: int) -> None:
    """Accept two distant beads, and realign the stretch between them; for two distances."""
    script = """
const [first, last, done] = arguments;
const ask = (path) => fetch(path).then((answer) => answer.json());
const tell = (known, action, more) => fetch('/api/decide', {
  method: 'POST', headers: {'content-type': 'application/json', 'x-align-review': '1'},
  body: JSON.stringify({pair: 0, since: known.revision, epoch: known.epoch, action, ...more,
    nonce: Math.floor(Math.random() * 2 ** 48).toString(16).padStart(16, '0')})}).then((answer) => answer.text());
(async () => {
  const known = await ask('/api/outline?pair=0');
  const key = async (at) => (await ask(`/api/rows?pair=0&since=0&from=${at}&to=${at + 1}`)).rows[0].key;
  await tell(known, 'accept', {beads: [await key(first), await key(last)]});
  const bead = await key((first + last) >> 1), start = performance.now();
  const answer = await tell(known, 'realign', {bead});
  done([performance.now() - start, answer.slice(0, 200)]);
})();
"""
    for length in (20, 1000):
        if length + 200 < beads:
            took, answer = driver.execute_async_script(script, 100, 100 + length)
            print(f"realign {length:5} beads     {took:7.0f} ms")
            if "error" in answer:
                print(f"    {answer}")


def measure(beads: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, str(beads), "--serve", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            link = next(iter(server.stdout or ())).strip()
            try:
                look(link, beads)
                print(f"server memory, peak     {memory(server.pid):7.0f} MB")
                tasks = Path(f"/proc/{server.pid}/task").iterdir()
                helpers = [child for task in tasks for child in (task / "children").read_text().split()]
                print(f"helper memory, peak     {max(map(memory, helpers), default=0):7.0f} MB")
            finally:
                server.kill()


def memory(process: int | str) -> float:
    """Return the peak memory of a process, in MB."""
    return int(Path(f"/proc/{process}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def look(link: str, beads: int) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"):
        options.add_argument(flag)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    )
    driver.set_script_timeout(60)
    try:
        driver.get(link)
        paints = []
        for _ in range(5):
            driver.get(link.partition("?")[0])
            paints.append(driver.execute_async_script(PAINTED))
        print(
            f"first rows painted      {statistics.median(paints):7.0f} ms, worst {max(paints):.0f} ms of {len(paints)}"
        )
        driver.execute_async_script("const done = arguments[0]; setTimeout(done, 500)")
        shown: dict[str, list[float]] = {}
        saved: list[float] = []
        for key in KEYS * 3:
            seen, kept = driver.execute_async_script(TIMED, key)
            shown.setdefault(key, []).append(seen)
            if kept:
                saved.append(kept)
        everything = [each for group in shown.values() for each in group]
        times = f"{statistics.median(everything):7.0f} ms, worst {max(everything):.0f} ms of {len(everything)}"
        print(f"key to screen           {times}")
        for key, group in sorted(shown.items()):
            print(f"    {key}                   {statistics.median(group):7.0f} ms, worst {max(group):.0f} ms")
        driver.set_script_timeout(600)
        realign(driver, beads)
        print(f"key to saved on disk    {statistics.median(saved):7.0f} ms, worst {max(saved):.0f} ms of {len(saved)}")
    finally:
        driver.quit()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("beads", nargs="+", type=int)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    for beads in arguments.beads:
        if arguments.serve:
            serve(beads, arguments.serve)
        else:
            print(f"{beads:,} beads")
            measure(beads)


if __name__ == "__main__":
    main()
