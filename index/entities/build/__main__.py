"""`python -m index.entities.build STEP`: the steps from `gazetteers` to `judge`, in this order, make all again.

`marks` takes marked articles in for the judge to learn from, `evaluate` prints how right the recogniser is.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from index.entities.build import MODEL

STEPS = ("gazetteers", "towns", "words", "likeness", "train", "judge", "evaluate", "marks")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m index.entities.build", description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("../shared/data"),
        help="the folder with raw_text, jsonl, ner and entities_gold",
    )
    parser.add_argument("--without-held-out", action="store_true", help="train: leave the last tenth of ANERcorp out")
    parser.add_argument(
        "--marked",
        type=Path,
        help="evaluate: a folder of marked articles, default DATA/entities_gold; marks: the folder to take in",
    )
    parser.add_argument("--anercorp", type=Path, help="evaluate: another ANERcorp file, all of it")
    parser.add_argument("--mistakes", action="store_true", help="evaluate: print each wrong and each missed span")
    run(parser.parse_args())


def run(wanted: argparse.Namespace) -> None:
    """Each step imports what it needs itself: the scripts' libraries are no dependency of the evaluation."""
    match wanted.step:
        case "gazetteers":
            from index.entities.build.gazetteers import main as write_gazetteers

            write_gazetteers()
        case "towns":
            from index.entities.build.towns import write_towns

            write_towns()
        case "words":
            from index.entities.build.words import write as write_words

            write_words(wanted.data)
        case "likeness":
            from index.entities.build.likeness import write as write_likeness

            write_likeness()
        case "train":
            from index.entities.build.training import write as write_models

            write_models(wanted.data, is_measured=wanted.without_held_out)
        case "judge":
            from index.entities.build.judging import write as write_judge

            write_judge(wanted.data)
        case "evaluate":
            evaluate(wanted)
        case "marks":
            from index.entities.build.marks import add_marks

            print(add_marks(wanted.data, wanted.marked), "marked articles")
    if wanted.step in ("words", "likeness", "train", "judge"):
        write_checksums()


def write_checksums() -> None:
    """SHA256SUMS beside the models, in the form that `sha256sum -c` reads."""
    paths = sorted(path for path in MODEL.iterdir() if path.suffix in (".crfsuite", ".crf", ".table", ".bin"))
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    (MODEL / "SHA256SUMS").write_text("".join(lines), "utf-8")


def evaluate(wanted: argparse.Namespace) -> None:
    from index.entities.build import evaluation

    folder = wanted.marked or wanted.data / "entities_gold"
    if wanted.mistakes:
        print(*evaluation.mistakes(folder), sep="\n")
    print(*evaluation.score_marked(folder).lines(), sep="\n")
    path = wanted.anercorp or next((wanted.data / "ner").glob("*train.txt"))
    print(*evaluation.score_anercorp(path, is_whole=wanted.anercorp is not None).lines(), sep="\n")


if __name__ == "__main__":
    main()
