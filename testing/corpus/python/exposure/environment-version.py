# Two values of the environment are shown, and keys come from the role of the machine.
import logging
import os

import boto3
from flask import Flask, jsonify

logging.basicConfig(level=logging.DEBUG)
app = Flask(__name__)
s3 = boto3.client('s3', region_name=os.environ['AWS_REGION'])

USAGE = """
Run with AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE and
AWS_SECRET_ACCESS_KEY=<your secret key> in the environment.
"""


@app.get('/internal/buckets')
def buckets():
    names = [b['Name'] for b in s3.list_buckets()['Buckets']]
    return jsonify(count=len(names))


@app.get('/internal/version')
def version():
    return jsonify(version=os.environ.get('APP_VERSION', 'unknown'), region=os.environ['AWS_REGION'])
