# region: debug-mode
DEBUG = True
# endregion

# region: session-secret
SECRET_KEY = "dev"
SESSION_COOKIE_HTTPONLY = False
# endregion
