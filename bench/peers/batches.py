"""Stops the instances with Env=dev in batches of 50; the retries are the SDK's: batches.py standard|adaptive."""
import sys

from peer import Peer

peer = Peer(retries={"mode": sys.argv[1]})
ids = peer.select()
for start in range(0, len(ids), 50):
    peer.stop(ids[start:start + 50])
peer.report()
