"""Port, link, command, and the files of the page."""

from __future__ import annotations

import re
import socket
import urllib.error
import urllib.request
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from web_project import open_desk, write_project

import align.web
from align.__main__ import main
from align.model import UsageError
from align.web.server import is_local, listen, serve, usual_port

if TYPE_CHECKING:
    from collections.abc import Callable

STATIC = Path(align.web.__file__).parent / "static"


def test_the_server_listens_at_a_free_port_of_this_machine() -> None:
    with listen("127.0.0.1", 0) as one, listen("127.0.0.1", 0) as other:
        assert one.getsockname()[0] == "127.0.0.1"
        assert one.getsockname()[1] != other.getsockname()[1]
        port = one.getsockname()[1]
        with pytest.raises(UsageError, match=f"^port {port} is in use; choose another --port$"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    for host in ("192.0.2.1", "no-such-host.invalid"):  # The first is kept for documentation, the second never exists.
        with pytest.raises(UsageError, match=f"^{host} is not an address of this machine; leave --host out"):
            listen(host, 0)


def test_a_folder_always_gets_the_same_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    usual = usual_port(tmp_path / "texts")
    assert usual == usual_port(Path("texts")) != usual_port(Path("other"))
    assert 61_000 <= usual < 65_536
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with listen("127.0.0.1", 0, usual=port) as other:
            assert other.getsockname()[1] != port
    with listen("127.0.0.1", 0, usual=port) as again:
        assert again.getsockname()[1] == port


LOCAL = {"127.0.0.1": True, "localhost": True, "::1": True, "0.0.0.0": False, "10.0.0.7": False, "": False}  # noqa: S104


@pytest.mark.parametrize(("host", "local"), LOCAL.items())
def test_local_addresses(host: str, *, local: bool) -> None:
    assert is_local(host) is local


def test_a_used_link_is_replaced_after_a_lockout(tmp_path: Path) -> None:
    links: list[str] = []
    made = listen("127.0.0.1", 0)
    desk = open_desk(write_project(tmp_path / "p"))
    Thread(target=serve, args=(desk, made, "127.0.0.1"), kwargs={"show_link": links.append}, daemon=True).start()
    home = f"http://127.0.0.1:{made.getsockname()[1]}/"

    def locked_out() -> bool:
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(home, timeout=120)
        error.value.close()
        return error.value.code == 401

    assert locked_out()
    assert len(links) == 1  # The first link is still good.
    jar = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with jar.open(links[0], timeout=120) as answer:
        assert answer.status == 200
        assert answer.headers["server"] is None
    assert locked_out()
    assert locked_out()
    assert len(links) == 2
    assert links[1].startswith(home)


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], weights_folder: Path
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(write_project(tmp_path / "p"))
    monkeypatch.setenv("ALIGN_CACHE", str(weights_folder))
    # The page is not served: only the output of the command is tested.
    monkeypatch.setattr(
        "align.web.session.serve", lambda _desk, made, _host, show_link: (made.close(), show_link("LINK"))
    )

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["align", "review", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


@pytest.mark.slow
def test_the_command_shows_its_link_and_warns_of_other_addresses(program: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = program("--quiet")
    assert (code, out.splitlines()[0], err) == (0, "Review at LINK", "")
    code, out, err = program("--quiet", "--host", "0.0.0.0")  # noqa: S104
    assert code == 0
    assert "anyone who can reach this machine there" in err
    assert "not encrypted" in err


@pytest.mark.slow
def test_the_command_refuses_wrong_arguments(program: Callable[..., tuple[int, str, str]]) -> None:
    assert program("--port", "80")[0] == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = program("--quiet", "--port", str(taken.getsockname()[1]))
    assert (code, "choose another --port" in err) == (2, True)
    assert program("nowhere")[0] == 2


@pytest.mark.slow
def test_the_command_refuses_a_project_without_translations(program: Callable[..., tuple[int, str, str]]) -> None:
    Path("only/fr").mkdir(parents=True)
    Path("only/fr/x.txt").write_text("Un.\n", encoding="utf-8")
    code, out, err = program("only", "--quiet")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == "align: only: nothing to review, since no text exists in two languages"


def test_scripts_make_no_markup_from_text_and_load_no_other_files() -> None:
    for script in STATIC.glob("*.js"):
        text = script.read_text("utf-8")
        for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "http"):
            assert danger not in text, (script.name, danger)
        imported = set(re.findall(r'^import .* from "(.*)";$', text, re.MULTILINE))
        assert imported <= {f"./{each.name}" for each in STATIC.glob("*.js")}
