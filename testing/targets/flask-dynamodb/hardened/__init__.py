"""The same API as it should have been written: the verified identity flows into every key."""

from flask import Flask

from . import (
    admin,
    errors,
    feed,
    headers,
    login,
    posts,
    profile,
    registration,
    service,
    sessions,
    settings,
    shares,
    users,
)


def create_app(spec: dict) -> Flask:
    app = Flask(__name__)
    app.config.from_object(settings)
    app.config["OPENAPI"] = spec
    for module in (
        service,
        errors,
        headers,
        login,
        registration,
        sessions,
        users,
        profile,
        posts,
        shares,
        feed,
        admin,
    ):
        app.register_blueprint(module.blueprint)
    return app
