# Assets have their folder, the icon is one fixed file, and errors have one text.
import os

from flask import Flask, jsonify, send_file, send_from_directory

app = Flask(__name__)
ASSETS = os.path.join(app.root_path, 'assets')


@app.errorhandler(Exception)
def failed(error):
    app.logger.exception('request failed')
    return jsonify(error='internal error'), 500


@app.get('/favicon.ico')
def icon():
    return send_file('assets/favicon.ico')


@app.get('/assets/<path:name>')
def asset(name):
    return send_from_directory(ASSETS, name)
