"""Serves one variant of the API on the loopback address.

Environment: VARIANT (vulnerable, hardened), PORT (0 takes a free one), USERS_TABLE, POSTS_TABLE and
what boto3 itself reads (AWS_ENDPOINT_URL_DYNAMODB, AWS_REGION, credentials); the hardened variant
also wants JWT_KEY, SESSION_KEY and CURSOR_KEY, the vulnerable one LAST_USER_ID and LAST_POST_ID, the
highest numbers in use.

The first line of standard input is the OpenAPI document, or null for an API that describes itself
nowhere. Standard output gets one line of JSON, the port, as soon as requests are accepted. The
server ends with its standard input, so that it never outlives the process which started it.
"""

import importlib
import json
import logging
import os
import sys
import threading

from werkzeug.debug import DebuggedApplication
from werkzeug.serving import WSGIRequestHandler, make_server


class AnonymousHandler(WSGIRequestHandler):
    """Answers without the Server header, which would name Werkzeug and Python with their versions."""

    def send_response(self, code, message=None):
        self.log_request(code)
        self.send_response_only(code, message)
        self.send_header("Date", self.date_time_string())


def main():
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    spec = json.loads(sys.stdin.readline())
    app = importlib.import_module(os.environ["VARIANT"]).create_app(spec)
    server = make_server(
        "127.0.0.1",
        int(os.environ["PORT"]),
        # What `app.run()` does too: the debugger is served whenever debug mode is on.
        DebuggedApplication(app, evalex=True) if app.debug else app,
        threaded=True,
        request_handler=None if app.debug else AnonymousHandler,
    )
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    server.serve_forever()


def end_with_standard_input():
    sys.stdin.read()
    # Not sys.exit(): outside the main thread that ends nothing but the thread.
    os._exit(0)


if __name__ == "__main__":
    main()
