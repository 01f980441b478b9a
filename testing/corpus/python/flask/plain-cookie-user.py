# The id of the user stands in a cookie that nobody signed.
import boto3
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
baskets = boto3.resource('dynamodb').Table('baskets')


@app.get('/basket')
def basket():
    user_id = request.cookies.get('user_id')  # expect code/identity-from-client-header
    if user_id is None:
        abort(401)
    found = baskets.get_item(Key={'user_id': user_id}).get('Item', {'lines': []})
    return jsonify(lines=found['lines'])
