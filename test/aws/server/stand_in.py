"""S3 on this machine: moto, made as strict as the service where a lake depends on it.

One request at a time, and each with its whole body: moto itself lets several writers of one key win. Limits and
checksums that moto does not look at are looked at here. Faults come on order, also such whose work is done and whose
answer is lost. Every call is written down.

    POST /stand-in/faults   [{method, path, status, type, times, after}]  the next so many requests fail like that
    GET  /stand-in/calls    what was asked since the last reset
    POST /stand-in/reset    nothing stored, no faults, no calls
"""
import base64
import hashlib
import io
import json
import re
import sys
import threading
import zlib

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

MOST_REMOVED = 1000
LONGEST_KEY_BYTES = 1024


def s3_error(code, status):
    """The status line and the body of an error as S3 writes it."""
    text = f"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code><Message>{code} on order</Message></Error>"
    return status, text.encode()


def crc32(body):
    return base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()


def refused(environ, body):
    """What S3 refuses and moto does not; None for all else."""
    declared = environ.get("CONTENT_LENGTH")
    if declared and len(body) < int(declared):
        return s3_error("IncompleteBody", 400)
    sent = environ.get("HTTP_CONTENT_MD5")
    if sent and sent != base64.b64encode(hashlib.md5(body).digest()).decode():
        return s3_error("BadDigest", 400)
    sent = environ.get("HTTP_X_AMZ_CHECKSUM_CRC32")
    if sent and sent != crc32(body):
        return s3_error("BadDigest", 400)
    key = environ["PATH_INFO"].encode("latin-1").lstrip(b"/").partition(b"/")[2]
    if len(key) > LONGEST_KEY_BYTES:
        return s3_error("KeyTooLongError", 400)
    if "delete" in environ["QUERY_STRING"] and body.count(b"<Object>") > MOST_REMOVED:
        return s3_error("MalformedXML", 400)
    return None


class StandIn:
    def __init__(self):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.turn = threading.Lock()
        self.faults = []
        self.calls = []

    def fault_for(self, method, path):
        for fault in self.faults:
            if fault["times"] > 0 and fault.get("method", method) == method and re.search(fault["path"], path):
                fault["times"] -= 1
                return fault
        return None

    def orders(self, environ, body):
        """What is asked of the stand-in itself."""
        path = environ["PATH_INFO"]
        if path == "/stand-in/faults":
            self.faults = [{"times": 1, **fault} for fault in json.loads(body)]
        elif path == "/stand-in/calls":
            return json.dumps(self.calls).encode()
        elif path == "/stand-in/reset":
            self.faults, self.calls = [], []
            self.answer({**environ, "PATH_INFO": "/moto-api/reset", "REQUEST_METHOD": "POST"}, b"")
        return b"{}"

    def answer(self, environ, body):
        """What moto says, whole."""
        said = []
        environ = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        chunks = self.moto(environ, lambda status, headers, exc_info=None: said.extend((status, headers)))
        whole = b"".join(chunks)
        return said[0], said[1], whole

    def __call__(self, environ, start_response):
        # Without a length or chunks that end there is no body, and reading would wait for ever.
        length = environ.get("CONTENT_LENGTH")
        ends = environ.get("wsgi.input_terminated")
        body = environ["wsgi.input"].read(int(length) if length else -1) if length or ends else b""
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        with self.turn:
            if path.startswith("/stand-in/"):
                start_response("200 OK", [("Content-Type", "application/json")])
                return [self.orders(environ, body)]
            call = {"method": method, "path": path, "query": environ["QUERY_STRING"], "bytes": len(body)}
            self.calls.append(call)
            error = refused(environ, body)
            fault = None if error else self.fault_for(method, path)
            if fault and not fault.get("after"):
                error = s3_error(fault["type"], fault["status"])
            if error is None:
                status, headers, whole = self.answer(environ, body)
                if fault:
                    error = s3_error(fault["type"], fault["status"])
            if error:
                status, headers, whole = f"{error[0]} Error", [("Content-Type", "application/xml")], error[1]
            call["status"] = int(status.split()[0])
        start_response(status, headers)
        return [whole]


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_):
        pass


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, StandIn(), threaded=True, request_handler=Quiet)
    # The port is ours to find; who started this reads it here.
    print(server.server_port, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # When who started this is gone, however it went, the pipe closes.
    sys.stdin.read()
