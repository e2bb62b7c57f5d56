"""Asks one address; exit code 0 when it answers 200. For container health checks and monitoring by script."""

import sys
import urllib.error
import urllib.request

PATIENCE_SECONDS = 2.5


def main(address: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=PATIENCE_SECONDS) as answer:
            print(answer.status)
            return int(answer.status != 200)
    except urllib.error.HTTPError as error:
        print(error.code, error.read(300).decode(errors="replace"))
    except OSError as error:
        print(error)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
