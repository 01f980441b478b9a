"""A small notes API over DynamoDB, written the way it often is: every route works, nobody asks whose the data is."""

from flask import Flask

from . import admin, errors, feed, identity, posts, profile, registration, service, settings, shares, users


def create_app(spec):
    app = Flask(__name__)
    app.config.from_object(settings)
    app.config["OPENAPI"] = spec
    for module in (service, errors, identity, registration, users, profile, posts, shares, feed, admin):
        app.register_blueprint(module.blueprint)
    return app
