"""The same API as it should have been written: the verified identity flows into every key."""

from flask import Flask

from . import admin, errors, feed, headers, identity, posts, profile, service, sessions, settings, users


def create_app(spec: dict) -> Flask:
    app = Flask(__name__)
    app.config.from_object(settings)
    app.config["OPENAPI"] = spec
    for module in (service, errors, headers, identity, sessions, users, profile, posts, feed, admin):
        app.register_blueprint(module.blueprint)
    return app
