"""A simulated year of policies: is every late one seen, does anything expire without a notice?

    make bench NAME=year                          2,000 policies over a year
    make bench NAME=year ARGS="--policies 200 --seed 7"

It runs the real commands and sweeps on a PostgreSQL of its own, with added holidays, absent reviewers,
sources that deliver days late and a worker that is down for hours and days. Exit code 1 when a late
policy was not seen and escalated, or a page expired without a notice. The same year for the same seed.
"""

import argparse
import os
import sys
import time
from datetime import date

import mingtang.kernel.testing  # noqa: F401  gives a PostgreSQL, keys and a state folder to throw away

YEAR = date(2026, 1, 4)
DAYS = 361
FAULTS_SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--policies", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingtang.content.settings"
    import django  # noqa: PLC0415  settings come first

    django.setup()
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    old = setup_databases(verbosity=0, interactive=False)
    try:
        is_good = simulate(policies=given.policies, seed=given.seed)
    finally:
        teardown_databases(old, verbosity=0)
    sys.exit(0 if is_good else 1)


def simulate(*, policies: int, seed: int) -> bool:
    from mingtang.content.timeliness.tests.year import Year  # noqa: PLC0415

    year = Year(policies=policies, seed=seed, first=YEAR, days=DAYS)
    print(
        f"A year of {policies:,} policies, seed {seed}: {len(year.closed)} added holidays, "
        f"{len(year.failed)} source failures, {len(year.down)} outages of the worker"
    )
    begun = time.perf_counter()
    verdict = year.run()
    print(f"  {verdict.sweeps:,} sweeps, {verdict.by_stand_ins:,} acts signed by stand-ins")
    print(f"  late policies {verdict.late:,}, beyond the law {verdict.unlawful:,}")
    print(f"  late ones visible {_share(verdict.visible, verdict.late)}")
    print(f"  late ones escalated {_share(verdict.escalated, verdict.late)}")
    print(f"  late levels of reviews, all reported upwards: {verdict.late_levels:,}")
    print(f"  expired pages {verdict.expired:,}, without a notice {verdict.expired_without_notice}")
    for fault in verdict.faults[:FAULTS_SHOWN]:
        print(f"  FAULT {fault}")
    print(f"  {len(verdict.faults)} faults; took {time.perf_counter() - begun:,.0f} s")
    return verdict.is_good


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({100 * part / whole if whole else 100:.1f} %)"


if __name__ == "__main__":
    main()
