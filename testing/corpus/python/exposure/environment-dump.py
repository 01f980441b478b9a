# A page for operations shows the environment, and a secret key of AWS stands in the source.
import os

import boto3
from flask import Flask, jsonify

app = Flask(__name__)
s3 = boto3.client('s3', aws_access_key_id=os.environ['KEY'], aws_secret_access_key='wJ9rXk2mQ7TzLpV4bN8sYc1dGf5hUe0aRi6oKt3P')  # expect code/hardcoded-secret


@app.get('/internal/buckets')
def buckets():
    names = [b['Name'] for b in s3.list_buckets()['Buckets']]
    return jsonify(count=len(names))


@app.get('/internal/environment')
def environment():
    return jsonify(dict(os.environ))  # expect code/debug-mode
