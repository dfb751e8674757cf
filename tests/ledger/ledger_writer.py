"""A writer in a process of its own: `ledger_writer.py URL PERIOD DIGEST…` records one version for each digest.

It waits for a line on stdin, so that several can start together, and prints each version and whether it was new.
With the digest `die` it ends without a word in the middle of recording many branches.
"""

import os
import sys

from ledger_reviews import many, review

from starrating.ledger import open_ledger, recording


def _die(*_):
    os._exit(9)


def _main(url, period, *digests):
    print("ready", flush=True)  # noqa: T201 [how the test hears of it]
    sys.stdin.readline()
    with open_ledger(url) as ledger:
        for digest in digests:
            if digest == "die":
                recording.step_rows = _die
                ledger.record(many(20_000))
            recorded, new = ledger.record(review(period, digest=digest))
            print(recorded.version, new, flush=True)  # noqa: T201


if __name__ == "__main__":
    _main(*sys.argv[1:])
