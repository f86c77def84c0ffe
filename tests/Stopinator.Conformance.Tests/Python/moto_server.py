"""Serves moto on a free port of loopback until the input ends, and answers every line of it with that port."""

import json
import sys

from moto.server import ThreadedMotoServer

answers, sys.stdout = sys.stdout, sys.stderr
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
server.start()
for _ in sys.stdin:
    print(json.dumps(server.get_host_and_port()[1]), file=answers, flush=True)
