"""Asks one address; exit code 0 when it answers 200. For container health checks and monitoring by script."""

import sys
import urllib.error
import urllib.request

PATIENCE_SECONDS = 2.5


def main(address: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=PATIENCE_SECONDS) as answer:
            sys.stdout.write(f"{answer.status}\n")
            return int(answer.status != 200)
    except urllib.error.HTTPError as error:
        sys.stdout.write(f"{error.code} {error.read(300).decode(errors='replace')}\n")
    except OSError as error:
        sys.stdout.write(f"{error}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
