"""Serves a rival's side of a workload: see harness/peer.mjs for the requests.

A rival's script defines `open_side(folder, size, threads)`, which loads the data, warms up and returns an
object with `round() -> {measure: seconds}`, `answers(into) -> notes` and `versions`.
"""

import json
import os
import sys
import traceback


def peak_bytes():
    """The most memory that was ever resident. ru_maxrss would count that of the parent before exec."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    raise RuntimeError("/proc/self/status must tell VmHWM; this system does not")


def serve(open_side):
    # Libraries print; only answers may go to the standard output.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    side = None
    for line in sys.stdin:
        try:
            message = json.loads(line)
            if message["do"] == "open":
                side = open_side(message["folder"], message["size"], message["threads"])
                answer = {"versions": {"python": sys.version.split()[0], **side.versions}}
            elif message["do"] == "round":
                answer = {"seconds": side.round()}
            elif message["do"] == "memory":
                answer = {"peakBytes": peak_bytes()}
            elif message["do"] == "answers":
                os.makedirs(message["into"], exist_ok=True)
                answer = {"notes": side.answers(message["into"]) or {}}
            else:
                answer = {"error": f"there is no request {message['do']!r}"}
        except Exception:
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
