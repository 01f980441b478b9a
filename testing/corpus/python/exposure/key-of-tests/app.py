# The program takes its key from outside.
import os

from flask import Flask, jsonify, session


def create_app(config=None):
    app = Flask(__name__)
    app.config['SECRET_KEY'] = os.environ.get('SECRET_KEY')
    app.config.update(config or {})

    @app.get('/whoami')
    def whoami():
        return jsonify(user_id=session.get('user_id'))

    return app
