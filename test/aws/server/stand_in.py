"""AWS on this machine: moto, made as strict as the services where a lake depends on them. What is Glue's is in glue.py,
what is IAM's in iam.py.

One request at a time, and each with its whole body: moto itself lets several writers of one key win. Limits and
checksums that moto does not look at are looked at here. Faults come on order, also such whose work is done and whose
answer is lost. Every call is written down.

    POST /stand-in/faults   [{method, path, operation, status, type, message, skip, times, after, items, cut}]
                            the next so many requests that fit fail like that, the first few left out
    GET  /stand-in/calls    what was asked since the last reset
    POST /stand-in/fill     {bucket, objects: {key: text}}  puts very many objects at once
    POST /stand-in/reset    nothing stored, no faults, no calls
"""
import base64
import hashlib
import io
import json
import re
import socket
import sys
import threading
import zlib
from datetime import datetime, timezone

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from glue import WITHOUT_STATISTICS, Glue, Refused, asked_of_glue, in_small_letters, taken_out
from iam import simulated

JSON = "application/x-amz-json-1.1"
MOST_REMOVED = 1000
LONGEST_KEY_BYTES = 1024
MOST_SKEWED_S = 900


def s3_error(code, status, message=None, more=""):
    """The status line and the body of an error as S3 writes it."""
    said = f"<Code>{code}</Code><Message>{message or f'{code} on order'}</Message>{more}"
    text = f"<?xml version='1.0' encoding='UTF-8'?><Error>{said}</Error>"
    return status, text.encode()


def json_error(code, status, message=None):
    """The status line and the body of an error as the services write it that speak JSON."""
    return status, json.dumps({"__type": code, "message": message or f"{code} on order"}).encode()


def operation_of(environ):
    """The service and the operation, of those that are named in a header; S3 is asked by paths."""
    service, _, operation = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")
    return service, operation


def region_of(environ):
    """Who signs says for which region: .../20250701/eu-central-1/glue/aws4_request."""
    scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    return scope.group(1) if scope else "us-east-1"


def crc32(body):
    return base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()


def too_skewed(environ):
    """What S3 says to who signs by a clock that is off; None for all others. The answer has a Date, as each has."""
    signed = environ.get("HTTP_X_AMZ_DATE")
    if not signed:
        return None
    now = datetime.now(timezone.utc)
    asked = datetime.strptime(signed, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    if abs((now - asked).total_seconds()) <= MOST_SKEWED_S:
        return None
    said = "The difference between the request time and the current time is too large."
    times = f"<RequestTime>{signed}</RequestTime><ServerTime>{now:%Y-%m-%dT%H:%M:%SZ}</ServerTime>"
    return s3_error("RequestTimeTooSkewed", 403, said, times)


def refused(environ, body):
    """What S3 refuses and moto does not; None for all else."""
    skewed = too_skewed(environ)
    if skewed:
        return skewed
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


def broken_off(body, connection):
    """Half of a body, and then nothing any more."""
    yield body[: len(body) // 2]
    connection.shutdown(socket.SHUT_RDWR)


class StandIn:
    def __init__(self):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.turn = threading.Lock()
        self.faults = []
        self.calls = []

    def fault_for(self, method, path, operation):
        for fault in self.faults:
            fits = fault.get("method", method) == method and re.search(fault.get("path", ""), path)
            if not fits or not re.search(fault.get("operation", "^$"), operation) or fault["times"] == 0:
                continue
            if fault["skip"] > 0:
                fault["skip"] -= 1
                continue
            fault["times"] -= 1
            return fault
        return None

    def orders(self, environ, body):
        """What is asked of the stand-in itself."""
        path = environ["PATH_INFO"]
        if path == "/stand-in/faults":
            self.faults = [{"times": 1, "skip": 0, **fault} for fault in json.loads(body)]
        elif path == "/stand-in/calls":
            return json.dumps(self.calls).encode()
        elif path == "/stand-in/fill":
            filling = json.loads(body)
            for key, text in filling["objects"].items():
                s3_backends[DEFAULT_ACCOUNT_ID]["aws"].put_object(filling["bucket"], key, text.encode())
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

    def answer_glue(self, environ, operation, body, fault):
        """What moto says of Glue, after what the service would have refused, and as the service would have said it."""
        request = in_small_letters(json.loads(body))
        glue = Glue(region_of(environ))
        headers = [("Content-Type", JSON)]
        if operation in WITHOUT_STATISTICS:
            return "200 OK", headers, json.dumps(WITHOUT_STATISTICS[operation]).encode()
        try:
            glue.check(operation, request)
            failed = taken_out(operation, request, fault)
            status, _, whole = self.answer(environ, json.dumps(request).encode())
        except Refused as refusal:
            status, whole = json_error(refusal.code, 400, refusal.message)
            return f"{status} Error", headers, whole
        except NotImplementedError:
            # moto would say so with a page for people.
            status, whole = json_error("NotImplemented", 501, operation)
            return f"{status} Error", headers, whole
        if status.startswith("200"):
            answer = glue.answered(operation, request, json.loads(whole or b"{}"))
            if failed:
                answer["Errors"] = answer.get("Errors", []) + failed
            whole = json.dumps(answer).encode()
        return status, headers, whole

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
            service, operation = operation_of(environ)
            call = {"method": method, "path": path, "query": environ["QUERY_STRING"], "bytes": len(body)}
            if method == "POST" and "delete" in call["query"]:
                call["keys"] = [key.decode() for key in re.findall(rb"<Key>(.*?)</Key>", body)]
            if service == "AWSGlue":
                call |= {"operation": operation, **asked_of_glue(operation, json.loads(body))}
            self.calls.append(call)
            as_error = json_error if operation else s3_error
            error = None if operation else refused(environ, body)
            fault = None if error else self.fault_for(method, path, operation)
            # Of a batch whose items fail the answer itself says so, and of one that breaks off its end.
            fails = fault and not fault.get("items") and not fault.get("cut")
            if fails and not fault.get("after"):
                error = as_error(fault["type"], fault["status"], fault.get("message"))
            if error is None:
                if service == "AWSGlue":
                    status, headers, whole = self.answer_glue(environ, operation, body, fault)
                elif method == "POST" and body.startswith(b"Action=Simulate") and (said := simulated(body)):
                    (status, whole), headers = said, [("Content-Type", "text/xml")]
                else:
                    status, headers, whole = self.answer(environ, body)
                if fails:
                    error = as_error(fault["type"], fault["status"], fault.get("message"))
            if error:
                kind = JSON if operation else "application/xml"
                status, headers, whole = f"{error[0]} Error", [("Content-Type", kind)], error[1]
            call["status"] = int(status.split()[0])
        start_response(status, headers)
        if fault and fault.get("cut"):
            return broken_off(whole, environ["werkzeug.socket"])
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
