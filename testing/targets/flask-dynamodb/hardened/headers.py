from flask import Blueprint, Response

blueprint = Blueprint("headers", __name__)

# No HSTS: the app is served over plain HTTP on the loopback address.
PROTECTIVE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@blueprint.after_app_request
def protect(response: Response) -> Response:
    response.headers.update(PROTECTIVE)
    if response.status_code == 401:
        # How to sign in is part of every 401 (RFC 9110, section 11.6.1).
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
