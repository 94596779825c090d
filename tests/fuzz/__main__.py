"""The long search: `python -m tests.fuzz [kind ...] [--seed N] [--minutes M] [--round R]`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from random import SystemRandom

from tests.fuzz.search import Search

SHARES = {"walks": 12, "orders": 2, "replies": 1, "kills": 2, "damage": 1, "tabs": 2}


def main(words: list[str]) -> int:
    """Search each kind for its share of the time; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="kind", help=f"of {', '.join(SHARES)}")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    parser.add_argument("--minutes", type=float, default=5, help="for all kinds together")
    parser.add_argument("--round", type=int, help="only this round, to see a finding again")
    asked = parser.parse_args(words)
    chosen = asked.kinds or list(SHARES)
    if unknown := set(chosen) - set(SHARES):
        parser.error(f"no kind {unknown.pop()!r}; the kinds are {', '.join(SHARES)}")
    searches = []
    for kind in chosen:
        print(f"{kind}: seed {asked.seed} …", flush=True)
        search, one_round = Search(kind, asked.seed), import_module(f"tests.fuzz.{kind}").one_round
        searches.append(search)
        if asked.round is not None:
            search.once(one_round, asked.round)
        else:
            share = SHARES[kind] / sum(SHARES[one] for one in chosen)
            search.lasting(one_round, asked.minutes * share)
        print(search.table(), *search.found.values(), sep="\n")
    print("", *(search.summary() for search in searches), sep="\n")
    return int(any(search.found for search in searches))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
