# Any file beside the program can be fetched, and every error answers with its own text.
import os

from flask import Flask, jsonify, send_from_directory

app = Flask(__name__)
app.config['MAX_CONTENT_LENGTH'] = 1_000_000


@app.errorhandler(Exception)
def failed(error):
    return jsonify(error=str(error)), 500  # expect code/raw-error-returned


@app.get('/health')
def health():
    return jsonify(region=os.environ.get('AWS_REGION', 'local'))


@app.get('/<path:name>')
def asset(name):
    return send_from_directory(app.root_path, name)  # expect code/secret-file-served
