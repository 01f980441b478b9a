import os
from datetime import timedelta

MAX_CONTENT_LENGTH = 16 * 1024
JWT_KEY = os.environ["JWT_KEY"]
CURSOR_KEY = os.environ["CURSOR_KEY"]

# region: debug-mode
# Said here, so that no FLASK_DEBUG in the environment turns the debugger on.
DEBUG = False
# endregion

# region: session-secret
# At least 32 random bytes, known to this deployment alone.
SECRET_KEY = os.environ["SESSION_KEY"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Behind TLS also SESSION_COOKIE_SECURE = True; over plain HTTP no browser would send the cookie back.
PERMANENT_SESSION_LIFETIME = timedelta(minutes=15)
# endregion
