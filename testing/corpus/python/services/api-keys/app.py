# The key of the caller is looked up by its hash and says the account; one route takes the account from the query.
from flask import Flask, g, jsonify, request

from keys import require_key
from usage import usage_of, webhooks

app = Flask(__name__)
app.before_request(require_key)


@app.get('/usage')
def usage():
    return jsonify(usage_of(g.account_id, request.args.get('month', '')))


@app.get('/usage/compare')
def compare():
    other = request.args['account_id']
    return jsonify(mine=usage_of(g.account_id, request.args['month']), other=usage_of(other, request.args['month']))


@app.delete('/webhooks/<hook_id>')
def drop_hook(hook_id):
    webhooks.delete_item(Key={'account_id': g.account_id, 'hook_id': hook_id})
    return '', 204
