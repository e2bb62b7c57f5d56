"""nginx with nothing but the file: what the distribution's own configuration does, no more."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CONFIGURATION = """
{user}
worker_processes {workers};
pid "{folder}/nginx.pid";
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    gzip on;
    access_log "{folder}/access.log";
    client_body_temp_path "{folder}/body";
    proxy_temp_path "{folder}/proxy";
    fastcgi_temp_path "{folder}/fastcgi";
    uwsgi_temp_path "{folder}/uwsgi";
    scgi_temp_path "{folder}/scgi";
    server {{
        listen 127.0.0.1:{port};
        root "{site}";
        location / {{ try_files $uri $uri/ =404; }}
    }}
}}
"""


@contextmanager
def bare_nginx(
    site: Path, *, folder: Path, port: int, user: str, workers: str = "auto"
) -> Iterator[str]:
    """Serve the folder; gives the address."""
    folder.mkdir(parents=True)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            user=f"user {user};" if user else "",
            workers=workers,
            folder=folder,
            port=port,
            site=site,
        )
    )
    command = ["/usr/sbin/nginx", "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
    server = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
