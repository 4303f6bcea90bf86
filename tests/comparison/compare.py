#!/usr/bin/env python3
"""Searches the same verb forms in the same articles with ripgrep, pyahocorasick, spaCy and démarche; prints a table.

One thread each, best of three rounds; see README.md beside it.
"""

import argparse
import gzip
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 3
FORMS = 3_000
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


def main() -> None:
    options = arguments()
    lines = articles(options.articles, options.megabytes * 1_000_000)
    verbs, forms = verb_forms(options.demarche)
    megabytes = sum(len(line.encode()) + 1 for line in lines) / 1e6
    print(f"{len(lines)} articles, {megabytes:.1f} Mo, {len(forms)} formes de {len(verbs)} verbes\n")
    print("| outil | ce qu'il fait | démarrage, s | Mo/s | trouvailles |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, what, tool in (
            ("ripgrep", "formes, mots entiers", ripgrep),
            ("pyahocorasick", "formes, mots entiers", pyahocorasick),
            ("spaCy PhraseMatcher", "mots, puis formes", spacy_matcher),
            ("démarche concordance", "lemmes en contexte", concordance),
            ("démarche tag", "déclarations : qui, à qui, règle", tag),
        ):
            search = tool(Path(folder), lines, verbs, forms, options)
            if search is None:
                print(f"| {name} | pas installé | | | |")
                continue
            version, empty, whole = search
            start, _ = best(empty)
            took, hits = best(whole)
            print(f"| {name} {version} | {what} | {start:.2f} | {megabytes / max(took - start, 1e-9):.1f} | {hits} |")
            sys.stdout.flush()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=Path, help="JSONL, .gz allowed; the project's corpus without it")
    parser.add_argument("--megabytes", type=int, default=5, help="how much text (default 5)")
    parser.add_argument("--demarche", default=str(PROJECT / "target/release/demarche"), help="the program")
    parser.add_argument("--rg", default=shutil.which("rg"), help="ripgrep")
    return parser.parse_args()


def articles(path: Path | None, wanted: int) -> list[str]:
    """One article a line, repeated until there are so many bytes."""
    if path is None:
        texts = [file.read_text() for file in sorted((PROJECT / "corpus/articles").glob("*.txt"))]
    else:
        opened = gzip.open(path, "rt") if path.suffix == ".gz" else path.open()
        with opened as file:
            texts = [json.loads(line)["text"] for line in file if line.strip()]
    texts = [" ".join(text.split()) for text in texts]
    lines: list[str] = []
    size = 0
    while size < wanted:
        for text in texts:
            lines.append(text)
            size += len(text.encode()) + 1
            if size >= wanted:
                break
    return lines


def verb_forms(demarche: str) -> tuple[list[str], list[str]]:
    """Verbs from all over the alphabet, and their forms of one word, as the pack inflects them."""
    listed = (PROJECT / "rules/french/common_verbs.txt").read_text().splitlines()
    lemmas = [line for line in listed if line and not line.startswith("#") and " " not in line][::16]
    run = subprocess.run(
        [demarche, "forms", "-", "--format", "tsv"], input="\n".join(f"{lemma}.V" for lemma in lemmas),
        capture_output=True, text=True, check=True,
    )
    verbs: list[str] = []
    forms: dict[str, None] = {}
    for row in run.stdout.splitlines():
        lemma, part, form, *_ = row.split("\t")
        if part != "V" or " " in form or len(forms) >= FORMS:
            continue
        if lemma not in verbs:
            verbs.append(lemma)
        forms[form] = None
    return verbs, list(forms)


def best(search) -> tuple[float, int]:
    """The best time of the rounds, and what was found."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = search()
        rounds.append((time.perf_counter() - start, found))
    return min(rounds)


def lines_of(command: list[str], accepted=(0,)) -> int:
    run = subprocess.run(command, capture_output=True, env=ONE_THREAD, check=False)
    if run.returncode not in accepted:
        sys.exit(f"{' '.join(command)}\n{run.stderr.decode()}")
    return run.stdout.count(b"\n")


def ripgrep(folder: Path, lines, _verbs, forms, options):
    if not options.rg:
        return None
    patterns, text, empty = folder / "forms.txt", folder / "articles.txt", folder / "empty.txt"
    patterns.write_text("\n".join(forms) + "\n")
    # In lower case: with -i and -w together it leaves its fast engine, and needs a hundred times as long.
    # One sentence a line: what it prints with -o costs it the square of a line's length.
    text.write_text("\n".join(lines).replace(". ", ".\n").lower() + "\n")
    empty.write_text("")
    command = [options.rg, "--threads", "1", "-o", "-w", "-F", "-N", "-I", "-f", str(patterns)]
    version = subprocess.run([options.rg, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    # It exits 1 where it finds nothing.
    return version, lambda: lines_of([*command, str(empty)], (0, 1)), lambda: lines_of([*command, str(text)])


def pyahocorasick(_folder, lines, _verbs, forms, _options):
    try:
        import ahocorasick
    except ImportError:
        return None

    def search(texts):
        automaton = ahocorasick.Automaton()
        for form in forms:
            automaton.add_word(form, len(form))
        automaton.make_automaton()
        found = 0
        for text in texts:
            text = text.lower()
            for last, length in automaton.iter(text):
                first = last - length + 1
                before = first > 0 and text[first - 1].isalnum()
                behind = last + 1 < len(text) and text[last + 1].isalnum()
                found += not before and not behind
        return found

    return importlib.metadata.version("pyahocorasick"), lambda: search([]), lambda: search(lines)


def spacy_matcher(_folder, lines, _verbs, forms, _options):
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None

    def search(texts):
        nlp = spacy.blank("fr")
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        matcher.add("verbs", [nlp.make_doc(form) for form in forms])
        return sum(len(matcher(document)) for document in nlp.pipe(texts))

    return spacy.__version__, lambda: search([]), lambda: search(lines)


def jsonl(path: Path, lines) -> Path:
    """Article by article, as `tag` reads them."""
    with path.open("w") as file:
        for number, line in enumerate(lines):
            file.write(json.dumps({"id": number, "text": line}, ensure_ascii=False) + "\n")
    return path


def concordance(folder: Path, lines, verbs, _forms, options):
    if not Path(options.demarche).exists():
        return None
    pack = folder / "rules"
    subprocess.run([options.demarche, "init", str(pack)], capture_output=True, check=True)
    entries = "".join(f"<{verb}.V>\n" for verb in verbs)
    (pack / "lexicons" / "verbes_mesures.txt").write_text(f"# Ce qui est mesuré.\n{entries}")
    command = [options.demarche, "concordance", "@verbes_mesures", "--rules", str(pack), "--format", "tsv"]
    text, empty = jsonl(folder / "articles.jsonl", lines), jsonl(folder / "empty.jsonl", ["Rien."])
    return (
        version(options),
        lambda: lines_of([*command, str(empty)], (0, 1)),
        # The first line names the columns.
        lambda: lines_of([*command, str(text)]) - 1,
    )


def tag(folder: Path, lines, _verbs, _forms, options):
    if not Path(options.demarche).exists():
        return None
    command = [options.demarche, "tag", "-q", "--threads", "1"]
    text, empty = jsonl(folder / "articles.jsonl", lines), jsonl(folder / "empty.jsonl", ["Rien."])
    return version(options), lambda: lines_of([*command, str(empty)]), lambda: lines_of([*command, str(text)])


def version(options) -> str:
    run = subprocess.run([options.demarche, "--version"], capture_output=True, text=True, check=True)
    return run.stdout.split()[-1]


if __name__ == "__main__":
    main()
